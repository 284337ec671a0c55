import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { writeFiles } from '../../../codemods/src/cli/files/write-files';
import type { Write } from '../../../codemods/src/cli/run-migration';
import { LEGACY, type Place, place, repository } from './support';

const BIN = path.join(__dirname, '../../../codemods/bin/ot2otel.js');
const COUNT = 120;

function writeOf(at: Place, file: string, before: string | undefined, after: string): Write {
  const read = before === undefined ? undefined : { text: before, bytes: Buffer.from(before) };
  return { absolute: path.join(at.folder, file), path: file, before: read, after };
}

test.serial('writes old files and new ones', async (t) => {
  const at = place({ 'a.js': 'old\n' });
  t.deepEqual(await writeFiles([writeOf(at, 'b.js', undefined, 'new\n'), writeOf(at, 'a.js', 'old\n', 'newer\n')]), {
    count: 2,
  });
  t.deepEqual([at.read('a.js'), at.read('b.js')], ['newer\n', 'new\n']);
});

test.serial('does not write over a file that has changed since it was read', async (t) => {
  const at = place({ 'a.js': 'changed\n' });
  const error = await t.throwsAsync(writeFiles([writeOf(at, 'a.js', 'old\n', 'new\n')]));
  t.is(error?.message, 'a.js has changed on the disk since it was read; it stays as it was, and nothing was written');
  t.is(at.read('a.js'), 'changed\n');
});

test.serial('says of a file that is gone that it is gone', async (t) => {
  const at = place({});
  const error = await t.throwsAsync(writeFiles([writeOf(at, 'a.js', 'old\n', 'new\n')]));
  t.regex(error?.message ?? '', /^a\.js cannot be written: it is gone since it was read/);
  t.like(error, { next: 'run again' });
  t.deepEqual(at.files(), []);
});

test.serial('does not put a new file in the place of one that is there', async (t) => {
  const at = place({ 'a.js': 'own\n' });
  await t.throwsAsync(writeFiles([writeOf(at, 'a.js', undefined, 'new\n')]), { message: /a\.js exists already/ });
  t.is(at.read('a.js'), 'own\n');
});

test.serial('a new file is whole from the first moment on', async (t) => {
  const at = place({});
  const text = 'x'.repeat(1 << 22);
  const running = writeFiles([writeOf(at, 'new.js', undefined, text)]);
  let isDone = false;
  running.finally(() => {
    isDone = true;
  });
  while (!isDone) {
    if (at.files().includes('new.js')) t.is(at.read('new.js').length, text.length);
    await wait(0);
  }
  t.deepEqual(at.files(), ['new.js']);
});

test.serial('a name as long as a file system takes', async (t) => {
  const name = `${'a'.repeat(252)}.js`;
  const at = place({ [name]: 'old\n' });
  await writeFiles([writeOf(at, name, 'old\n', 'new\n')]);
  t.is(at.read(name), 'new\n');
});

(process.getuid?.() === 0 ? test.serial : test.serial.skip)('root leaves a file to its owner', async (t) => {
  const at = place({ 'a.js': 'old\n' });
  const file = path.join(at.folder, 'a.js');
  chmodSync(file, 0o640);
  chownSync(file, 1234, 5678);
  await writeFiles([writeOf(at, 'a.js', 'old\n', 'new\n')]);
  const { uid, gid, mode } = statSync(file);
  t.deepEqual([at.read('a.js'), uid, gid, mode & 0o777], ['new\n', 1234, 5678, 0o640]);
});

test.serial('says how far it came, and leaves what it could not write', async (t) => {
  const at = place({ 'a.js': 'old\n', 'b.js': 'changed\n', 'c.js': 'old\n' });
  const writes = ['a.js', 'b.js', 'c.js'].map((file) => writeOf(at, file, 'old\n', 'new\n'));
  await t.throwsAsync(writeFiles(writes), { message: /b\.js .*1 of 3 files were written before it, whole/ });
  t.deepEqual([at.read('a.js'), at.read('b.js'), at.read('c.js')], ['new\n', 'changed\n', 'old\n']);
});

test.serial('stops between two files when a signal comes', async (t) => {
  const at = place({ 'a.js': 'old\n', 'b.js': 'old\n' });
  const running = writeFiles(['a.js', 'b.js'].map((file) => writeOf(at, file, 'old\n', 'new\n')));
  process.emit('SIGINT', 'SIGINT');
  t.deepEqual(await running, { count: 1, interrupted: 'SIGINT' });
  t.deepEqual([at.read('a.js'), at.read('b.js')], ['new\n', 'old\n']);
  t.deepEqual(at.files(), ['a.js', 'b.js']);
});

function manyFiles(): Place {
  return repository(Object.fromEntries(Array.from({ length: COUNT }, (_, index) => [`src/f${index}.js`, LEGACY])));
}

/** What each file holds; throws for one that is neither old nor new. */
function states(at: Place, after: string): { old: number; new: number } {
  const count = { old: 0, new: 0 };
  for (let index = 0; index < COUNT; index += 1) {
    const text = at.read(`src/f${index}.js`);
    if (text !== LEGACY && text !== after) throw new Error(`src/f${index}.js is neither old nor new:\n${text}`);
    count[text === LEGACY ? 'old' : 'new'] += 1;
  }
  return count;
}

/** The moment from which files are being written. */
async function firstWrite(at: Place): Promise<void> {
  while (at.read('src/f0.js') === LEGACY) await wait(1);
}

async function migrated(): Promise<string> {
  const at = repository({ 'src/f0.js': LEGACY });
  await at.run('codemod', '.');
  return at.read('src/f0.js');
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test.serial(`${signal} leaves every file old or new, says so, and the rest is done by a second run`, async (t) => {
    const at = manyFiles();
    const after = await migrated();
    const child = spawn(process.execPath, [BIN, 'codemod', 'src'], {
      cwd: at.folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.on('data', (chunk) => (stderr += chunk));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    await firstWrite(at);
    child.kill(signal);
    t.is(await ended, code);
    t.regex(stderr, new RegExp(`stopped by ${signal}: \\d+ of ${COUNT} files are written`));
    const { old } = states(at, after);
    t.true(old > 0, 'it was stopped on the way');
    t.is(at.files().length, COUNT, 'no temporary file is left');
    t.is((await at.run('codemod', '--force', 'src')).code, 0);
    t.is(states(at, after).old, 0);
  });
}

test.serial('a kill leaves every file old or new', async (t) => {
  const at = manyFiles();
  const after = await migrated();
  const child = spawn(process.execPath, [BIN, 'codemod', 'src'], { cwd: at.folder, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await firstWrite(at);
  child.kill('SIGKILL');
  await ended;
  const { old } = states(at, after);
  t.true(old > 0, 'it was stopped on the way');
});

test.serial('a write that fails half-way loses nothing', (t) => {
  const padding = `// ${'x'.repeat(76)}\n`.repeat(30);
  const at = repository({ 'a.js': LEGACY + padding });
  // No file may grow beyond 1 KiB: the temporary file breaks off as it would on a full disk.
  const run = spawnSync('bash', ['-c', `trap '' XFSZ; ulimit -f 1; exec "${process.execPath}" "${BIN}" codemod a.js`], {
    cwd: at.folder,
    encoding: 'utf8',
  });
  t.is(run.status, 2);
  t.regex(run.stderr, /a\.js cannot be written: .*; it stays as it was, and nothing was written\n {2}next: /);
  t.is(at.read('a.js'), LEGACY + padding);
  t.deepEqual(at.files(), ['a.js']);
});

test.serial('an interrupt at any moment leaves every file old or new, and no temporary file', async (t) => {
  const after = await migrated();
  const seen = { old: 0, new: 0 };
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const at = manyFiles();
    const child = spawn(process.execPath, [BIN, 'codemod', 'src'], { cwd: at.folder, stdio: 'ignore' });
    const ended = new Promise<readonly [number | null, NodeJS.Signals | null]>((resolve) =>
      child.on('close', (code, signal) => resolve([code, signal])),
    );
    // Before anything is written, and then after more and more of it.
    if (attempt < 2) await wait(attempt * 150);
    else while (child.exitCode === null && at.read(`src/f${(attempt - 2) * 15}.js`) === LEGACY) await wait(1);
    child.kill('SIGINT');
    const [code, signal] = await ended;
    t.true(code === 130 || code === 0 || signal === 'SIGINT', `${code} ${signal}`);
    const found = states(at, after);
    t.deepEqual(at.files().length, COUNT);
    seen.old += found.old;
    seen.new += found.new;
  }
  t.true(seen.old > 0 && seen.new > 0);
});

/** Loaded before the program: the disk has room for some files, and for half of the next. */
const FULL_DISK = `
const promises = require('node:fs/promises');
const { open } = promises;
let room = Number(process.env.ROOM);
promises.open = async (...args) => {
  const handle = await open(...args);
  const write = handle.writeFile.bind(handle);
  handle.writeFile = async (text, encoding) => {
    if (room-- > 0) return write(text, encoding);
    await write(text.slice(0, text.length / 2), encoding);
    throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  };
  return handle;
};
`;

for (const room of [0, 1, 2]) {
  test.serial(`a disk with room for ${room} files more gets as many, whole`, async (t) => {
    const after = await migrated();
    const names = ['a.js', 'b.js', 'c.js'];
    const at = repository(Object.fromEntries(names.map((name) => [name, LEGACY])));
    const preload = place({ 'full.js': FULL_DISK });
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--require', path.join(preload.folder, 'full.js'), BIN, 'codemod', '.'],
      { cwd: at.folder, encoding: 'utf8', env: { ...process.env, ROOM: String(room) } },
    );
    t.is(status, 2);
    const told = room === 0 ? 'nothing was written' : `${room} of 3 files were written before it, whole`;
    t.regex(
      stderr,
      new RegExp(`cannot be written: the disk is full; it stays as it was, and ${told}\\n {2}next: make room`),
    );
    t.deepEqual(
      names.map((name) => at.read(name)),
      names.map((_, index) => (index < room ? after : LEGACY)),
    );
    t.deepEqual(at.files(), names);
  });
}
