import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { LEGACY, type Place, place, type Ran, repository } from './support';

const BIN = path.join(__dirname, '../../../codemods/bin/ot2otel.js');
const isRoot = process.getuid?.() === 0;

/** Runs the program as somebody whom permissions bind: root may read and write everything. */
function runAsUser({ folder }: Place, ...argv: string[]): Ran {
  for (let at = folder; at.includes('ot2otel-'); at = path.dirname(at)) chmodSync(at, 0o777);
  const user = isRoot ? { uid: 65534, gid: 65534 } : {};
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...argv], {
    cwd: folder,
    encoding: 'utf8',
    ...user,
  });
  return { code: status ?? -1, stdout, stderr };
}

function isMigrated(at: Place, file: string): boolean {
  const text = at.read(file);
  return text.includes('@opentelemetry/api') && !text.includes("'opentracing'");
}

const both = (files: Readonly<Record<string, string | Buffer>>) => [repository(files), place(files)];

test('a folder that is called like a file is a folder', async (t) => {
  for (const shop of both({ 'src/lib.js/pay.js': LEGACY, 'src/a.js': LEGACY })) {
    const { code, stdout } = await shop.run('codemod', 'src');
    t.is(code, 0);
    t.regex(stdout, /2 files seen: 2 changed/);
    t.is((await shop.run('codemod', 'src/lib.js')).code, 0);
    t.true(isMigrated(shop, 'src/lib.js/pay.js'));
  }
});

test('a folder in the place of a configuration, and one of another shape, are none', async (t) => {
  for (const shop of both({
    'package.json/a.js': LEGACY,
    'tsconfig.json/b.js': LEGACY,
    '.gitignore/c.js': LEGACY,
    'odd/package.json': '{ "name": 4, "dependencies": 3, "engines": [], "workspaces": { "a": 1 } }',
    'odd/tsconfig.json': '{ "compilerOptions": null, "extends": 5 }',
    'odd/f.js': LEGACY,
  })) {
    const { code, stdout, stderr } = await shop.run('codemod', '.');
    t.is(code, 0, stderr);
    t.regex(stdout, /4 files seen: 4 changed/);
  }
});

test('the files of a package whose package.json is broken stay, and are told with what is wrong there', async (t) => {
  const conflict = '{\n<<<<<<< HEAD\n  "name": "a"\n=======\n  "name": "b"\n>>>>>>> b\n}\n';
  const broken = {
    'conflict/package.json': conflict,
    'conflict/src/a.js': LEGACY,
    'empty/package.json': '',
    'empty/b.js': LEGACY,
    'loose/package.json': '{ "name": "loose", }',
    'loose/c.js': LEGACY,
    'list/package.json': '[]',
    'list/d.js': LEGACY,
    'latin/package.json': Buffer.from('{ "description": "caf\xe9" }', 'latin1'),
    'latin/e.js': LEGACY,
  };
  const root = '{ "dependencies": { "opentracing": "^0.14.7" } }';
  for (const shop of both({ 'package.json': root, 'f.js': LEGACY, ...broken })) {
    const { code, stdout, stderr } = await shop.run('codemod', '.');
    t.is(code, 0, stderr);
    t.regex(stdout, /6 files seen: 1 changed, 0 unchanged, 0 skipped, 5 failed/);
    t.true(isMigrated(shop, 'f.js'));
    t.regex(shop.read('package.json'), /"opentracing"/);
    for (const [file, text] of Object.entries(broken))
      t.is(shop.read(file), typeof text === 'string' ? text : text.toString('utf8'));
    const reasons = [
      ['conflict/src/a.js', 'conflict/package.json is not JSON: Unexpected token (2:0)'],
      ['empty/b.js', 'empty/package.json is empty'],
      ['loose/c.js', 'loose/package.json is not JSON: a comment, a comma at an end, or another notation of JavaScript'],
      ['list/d.js', 'list/package.json holds no object'],
      ['latin/e.js', 'latin/package.json is not UTF-8'],
    ];
    for (const [file, reason] of reasons)
      t.true(stdout.includes(`failed  ${file}: of its package nothing is known: ${reason}`), stdout);
    t.regex(stdout, /next: correct the package.json and run again/);
    t.is((await shop.run('audit', '--check', 'empty')).code, 1);
  }
});

test('a file that is named stays with its package, and the run with it', async (t) => {
  for (const shop of both({ 'package.json': '{ "name": ', 'a.js': LEGACY })) {
    const { code, stderr } = await shop.run('codemod', 'a.js');
    t.is(code, 2);
    t.regex(stderr, /a\.js cannot be worked on: package\.json is not JSON: Unexpected token \(1:10\)/);
    t.is(shop.read('a.js'), LEGACY);
  }
});

test('links that lead nowhere, and in circles, are passed over', async (t) => {
  for (const shop of both({ 'a.js': LEGACY })) {
    symlinkSync('nowhere.js', path.join(shop.folder, 'broken.js'));
    symlinkSync('circle.js', path.join(shop.folder, 'circle.js'));
    const { code, stdout, stderr } = await shop.run('codemod', '--force', '.');
    t.is(code, 0, stderr);
    t.regex(stdout, /1 changed, 0 unchanged, [02] skipped, 0 failed/);
    t.true(isMigrated(shop, 'a.js'));
  }
});

test('a current folder that somebody has removed is told', (t) => {
  const { folder } = place({ 'a.js': LEGACY });
  const script = `process.chdir(${JSON.stringify(folder)}); require('node:fs').rmSync(${JSON.stringify(folder)}, { recursive: true }); require(${JSON.stringify(BIN)});`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  t.is(status, 2);
  t.is(stderr, 'ot2otel: the current folder is gone\n  next: change to a folder that is there, and run again\n');
});

test('a pipe that is called like a file is not waited for', async (t) => {
  const shop = place({ 'a.js': LEGACY });
  execFileSync('mkfifo', [path.join(shop.folder, 'pipe.js')]);
  t.is((await shop.run('codemod', '.')).code, 0);
  const { code, stderr } = await shop.run('codemod', 'pipe.js');
  t.is(code, 2);
  t.regex(stderr, /pipe\.js is no regular file\n {2}next: /);
});

test('a file that may not be read is passed over, and refused where it is named', (t) => {
  const shop = place({ 'a.js': LEGACY, 'secret.js': LEGACY });
  chmodSync(path.join(shop.folder, 'a.js'), 0o666);
  chmodSync(path.join(shop.folder, 'secret.js'), 0o000);
  const { code, stdout } = runAsUser(shop, 'audit', '.');
  t.is(code, 0);
  t.regex(stdout, /in 2 files/);
  const named = runAsUser(shop, 'codemod', 'secret.js');
  t.is(named.code, 2);
  t.regex(named.stderr, /secret\.js is not readable\n {2}next: give permission/);
});

// Other systems refuse such a name when the file is made.
const withBytes = process.platform === 'linux' ? test : test.skip;

withBytes('a file whose name is not UTF-8 is passed over, and told', async (t) => {
  const shop = place({ 'a.js': LEGACY });
  writeFileSync(Buffer.concat([Buffer.from(`${shop.folder}/`), Buffer.from('lat\xE9in.js', 'latin1')]), LEGACY);
  const { stdout } = await shop.run('codemod', '.');
  t.regex(stdout, /2 files seen: 1 changed, .* \(skipped: 1 a name that is not UTF-8\)/);
});

test('a folder that may not be read is not taken for an empty one', (t) => {
  const shop = place({ 'locked/a.js': LEGACY, 'b.js': LEGACY });
  chmodSync(path.join(shop.folder, 'locked'), 0o000);
  const { code, stderr } = runAsUser(shop, 'codemod', 'locked');
  chmodSync(path.join(shop.folder, 'locked'), 0o777);
  t.is(code, 2);
  t.regex(stderr, /locked cannot be read: permission denied\n {2}next: give permission/);
});

test('a file of 50 MB is passed over, and costs nothing', async (t) => {
  const shop = repository({
    'a.js': LEGACY,
    'huge.js': Buffer.concat([Buffer.from(LEGACY), Buffer.alloc(50 << 20, 'f();\n')]),
  });
  const { stdout } = await shop.run('codemod', '.');
  t.regex(stdout, /2 files seen: 1 changed, 0 unchanged, 1 skipped, 0 failed \(skipped: 1 larger than 5 MB\)/);
  const { code, stderr } = await shop.run('codemod', 'huge.js');
  t.is(code, 2);
  t.regex(stderr, /huge\.js is larger than 5 MB\n {2}next: split it/);
});

test('names with spaces, quotes, brackets and letters of any script', async (t) => {
  const names = [
    'mit leer zeichen.js',
    'größe/ключ.js',
    '支払い.js',
    "it's.js",
    'a[1].js',
    '(group)/[id].js',
    '$var.js',
    '-dash.js',
  ];
  for (const shop of both(Object.fromEntries(names.map((name) => [name, LEGACY])))) {
    const { stdout } = await shop.run('codemod', '.');
    t.regex(stdout, new RegExp(`${names.length} files seen: ${names.length} changed`));
    for (const name of names) t.true(isMigrated(shop, name), name);
  }
});

test('a file with brackets in its name can be named', async (t) => {
  const shop = repository({ 'pages/[id].js': LEGACY, 'pages/i.js': LEGACY });
  await shop.run('codemod', 'pages/[id].js');
  t.true(isMigrated(shop, 'pages/[id].js'));
  t.is(shop.read('pages/i.js'), LEGACY);
});

const globs = test.macro(async (t, pattern: string, expected: readonly string[]) => {
  const shop = repository({ 'a/x.js': LEGACY, 'a/b/y.ts': LEGACY, 'c/z.mjs': LEGACY, 'c/w.js': LEGACY });
  const { code, stderr } = await shop.run('codemod', pattern);
  t.is(code, 0, stderr);
  t.deepEqual(
    ['a/x.js', 'a/b/y.ts', 'c/z.mjs', 'c/w.js'].filter((file) => isMigrated(shop, file)),
    [...expected],
  );
});

test('a star', globs, 'a/*.js', ['a/x.js']);
test('two stars', globs, 'a/**', ['a/x.js', 'a/b/y.ts']);
test('braces', globs, '**/*.{ts,mjs}', ['a/b/y.ts', 'c/z.mjs']);
test('backslashes, as on Windows', globs, 'a\\**\\*.ts', ['a/b/y.ts']);
test('a negation', globs, 'c/!(w).*js', ['c/z.mjs']);

test('a run in a folder of the project knows the project, and names files from there', async (t) => {
  const shop = repository({
    'tracer.js': "exports.tracer = require('opentracing').globalTracer();\n",
    'packages/shop/pay.js': "const { tracer } = require('../../tracer');\ntracer.startSpan('pay').finish();\n",
  });
  const inside = spawnSync(process.execPath, [BIN, 'codemod', '.'], {
    cwd: path.join(shop.folder, 'packages/shop'),
    encoding: 'utf8',
  });
  t.is(inside.status, 0, inside.stderr);
  t.regex(inside.stdout, /1 file seen: 1 changed/);
  t.regex(shop.read('packages/shop/pay.js'), /\.end\(\)/);
});

test('a work tree of git beside the repository', async (t) => {
  const shop = repository({ 'a.js': LEGACY, '.gitignore': 'out\n' });
  const beside = place({});
  shop.git('worktree', 'add', '--quiet', path.join(beside.folder, 'tree'));
  beside.write('tree/out/b.js', LEGACY);
  const { status, stdout } = spawnSync(process.execPath, [BIN, 'codemod', '.'], {
    cwd: path.join(beside.folder, 'tree'),
    encoding: 'utf8',
  });
  t.is(status, 0);
  t.regex(stdout, /1 file seen: 1 changed/);
  t.true(isMigrated(beside, 'tree/a.js'));
  t.is(shop.read('a.js'), LEGACY);
});

test('the repository is that of the folder, whatever the environment names', (t) => {
  const other = repository({ 'other.js': LEGACY });
  const shop = repository({ 'a.js': LEGACY });
  const { status, stdout } = spawnSync(process.execPath, [BIN, 'codemod', '.'], {
    cwd: shop.folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_DIR: path.join(other.folder, '.git') },
  });
  t.is(status, 0);
  t.regex(stdout, /1 file seen: 1 changed, 0 unchanged, 0 skipped/);
  t.true(isMigrated(shop, 'a.js'));
});

test('a submodule is a project of its own: passed over from outside, migrated from inside', async (t) => {
  const library = repository({ 'lib.js': LEGACY });
  const shop = repository({ 'a.js': LEGACY });
  shop.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'vendor.js');
  shop.git('commit', '--quiet', '--message', 'submodule');
  t.regex((await shop.run('codemod', '.')).stdout, /2 files seen: 1 changed, 0 unchanged, 1 skipped/);
  t.is(shop.read('vendor.js/lib.js'), LEGACY);
  t.is((await shop.run('codemod', 'vendor.js')).code, 0);
  t.true(isMigrated(shop, 'vendor.js/lib.js'));
});

test('a repository within another is passed over, and the report says so', async (t) => {
  const library = repository({ 'lib.js': LEGACY });
  const shop = repository({ 'a.js': LEGACY });
  shop.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'vendor');
  shop.git('commit', '--quiet', '--message', 'submodule');
  shop.write('tools/b.js', LEGACY);
  shop.git('init', '--quiet', 'tools');
  const told = /3 files seen: 1 changed, 0 unchanged, 2 skipped, 0 failed \(skipped: 2 in a repository of its own\)/;
  t.regex((await shop.run('codemod', '.')).stdout, told);
  t.deepEqual([shop.read('vendor/lib.js'), shop.read('tools/b.js')], [LEGACY, LEGACY]);
});

test('types of Flow and of TypeScript in .js files', async (t) => {
  const shop = repository({
    'flow.js': `// @flow\n${LEGACY.replace('() =>', '(order: {| id: ?string |}) =>')}`,
    'undeclared-flow.js': LEGACY.replace('() =>', '(order: ?string) =>'),
    'typescript.js': LEGACY.replace('() =>', '(order: readonly string[]) =>'),
  });
  const { stdout } = await shop.run('codemod', '.');
  t.regex(stdout, /3 files seen: 3 changed/);
  t.regex(shop.read('flow.js'), /\(order: \{\| id: \?string \|\}\) =>/);
});

test('mixed line ends, a byte order mark and a shebang stay', async (t) => {
  const lines = LEGACY.split('\n');
  const mixed = `\uFEFF#!/usr/bin/env node\r\n${lines.map((line, index) => line + (index === lines.length - 1 ? '' : index % 2 ? '\n' : '\r\n')).join('')}\r\nlast();\n`;
  const shop = repository({ 'a.js': mixed });
  t.is((await shop.run('codemod', '.')).code, 0);
  const after = shop.read('a.js');
  t.true(isMigrated(shop, 'a.js'));
  t.true(after.startsWith('\uFEFF#!/usr/bin/env node\r\n'));
  t.true(after.endsWith('\r\nlast();\n'));
});

test('a read-only file and a read-only folder stay, and nothing else is written before that is known', (t) => {
  const files = { 'a.js': LEGACY, 'z/z.js': LEGACY };
  for (const [locked, mode] of [
    ['z/z.js', 0o444],
    ['z', 0o555],
  ] as const) {
    const shop = place(files);
    for (const file of ['a.js', 'z/z.js']) chmodSync(path.join(shop.folder, file), 0o666);
    chmodSync(path.join(shop.folder, 'z'), 0o777);
    chmodSync(path.join(shop.folder, locked), mode);
    const { code, stderr } = runAsUser(shop, 'codemod', '.');
    chmodSync(path.join(shop.folder, 'z'), 0o777);
    t.is(code, 2);
    t.regex(
      stderr,
      /z\/z\.js cannot be written: permission denied; it stays as it was, and nothing was written\n {2}next: /,
    );
    t.deepEqual([shop.read('a.js'), shop.read('z/z.js')], [LEGACY, LEGACY]);
    t.deepEqual(shop.files(), ['a.js', 'z/z.js']);
  }
});

test('a file of UTF-16 is passed over and not taken for one without OpenTracing, and refused where it is named', async (t) => {
  for (const text of [Buffer.from(`\uFEFF${LEGACY}`, 'utf16le'), Buffer.from(`\uFEFF${LEGACY}`, 'utf16le').swap16()]) {
    const shop = repository({ 'a.js': LEGACY, 'wide.ts': text });
    const { files } = JSON.parse((await shop.run('audit', '--format', 'json')).stdout);
    t.deepEqual(files.at(-1), { path: 'wide.ts', status: 'skipped', reason: 'not UTF-8' });
    const { code, stderr } = await shop.run('codemod', 'wide.ts');
    t.is(code, 2);
    t.regex(stderr, /wide\.ts is not UTF-8/);
  }
});

/** The program with something done to Node before it starts. */
function runAfter(shop: Place, preparation: string, ...argv: string[]) {
  const script = `const fs = require('node:fs'); const os = require('node:os'); ${preparation}; process.argv.splice(1, 0, ${JSON.stringify(BIN)}); require(${JSON.stringify(BIN)});`;
  return spawnSync(process.execPath, ['-e', script, ...argv], { cwd: shop.folder, encoding: 'utf8' });
}

test('a user without a home, as in a container, is no defect', (t) => {
  const shop = place({ 'a.js': LEGACY });
  const homeless = "os.homedir = () => { throw new Error('uv_os_homedir returned ENOENT'); }";
  const { status, stdout, stderr } = runAfter(shop, homeless, 'audit');
  t.is(status, 0, stderr);
  t.regex(stdout, /4 calls of OpenTracing in 1 file/);
});

/** Removes a file when another was closed for so many times. */
const removing = (gone: string, closed: string, times: number) =>
  `let left = ${times}; const open = fs.openSync; const close = fs.closeSync; let last = -1;
  fs.openSync = (file, ...rest) => { const fd = open(file, ...rest); if (String(file).endsWith('${closed}')) last = fd; return fd; };
  fs.closeSync = (fd) => { close(fd); if (fd === last && --left === 0) fs.rmSync('${gone}'); }`;

test('a file that goes while it is read is passed over', (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEGACY });
  const { status, stdout, stderr } = runAfter(shop, removing('b.js', '/b.js', 1), 'codemod', '.');
  t.is(status, 0, stderr);
  t.regex(stdout, /2 files seen: 1 changed, 0 unchanged, 1 skipped, 0 failed/);
});

test('a file that goes after it was read is told, and nothing is written', (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEGACY, 'package.json': '{}' });
  const { status, stderr } = runAfter(shop, removing('b.js', '/package.json', 1), 'codemod', '.');
  t.is(status, 2);
  t.is(stderr, 'ot2otel: b.js is gone since it was read\n  next: run again; no file was touched\n');
  t.is(shop.read('a.js'), LEGACY);
});
