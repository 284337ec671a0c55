import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { nearest } from '../../../codemods/src/catalog/nearest';
import { commands } from '../../../codemods/src/cli/commands';
import { LEFT, LEGACY, place, repository } from './support';

const nowhere = place({});

test('help lists every command with what it does', async (t) => {
  for (const argv of [[], ['--help'], ['-h'], ['help']]) {
    const { code, stdout } = await nowhere.run(...argv);
    t.is(code, 0);
    for (const [name, { summary }] of Object.entries(commands))
      t.true(stdout.includes(`${name}`) && stdout.includes(summary), name);
  }
});

test('help of a command lists every option that it takes', async (t) => {
  for (const [name, { options }] of Object.entries(commands)) {
    const { code, stdout } = await nowhere.run(name, '--help');
    t.is(code, 0);
    for (const option of Object.keys(options))
      t.regex(stdout, new RegExp(`^ .*--${option}\\b.* {2}\\S`, 'm'), `${name} --${option}`);
    t.is((await nowhere.run('help', name)).stdout, stdout);
  }
});

test('the version is that of the package', async (t) => {
  const { stdout } = await nowhere.run('--version');
  t.regex(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('audit counts, names what is left by code, and says the next step', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEFT });
  const { code, stdout } = await shop.run('audit');
  t.is(code, 0);
  t.regex(stdout, /6 calls of OpenTracing in 2 files: \d move by themselves, \d needs? you/);
  t.regex(stdout, /^ +\d+ {2}OT\d{3} {2}\S/m);
  t.regex(stdout, /next: npx ot2otel codemod \. rewrites \d files/);
  t.is(shop.git('status', '--porcelain'), '');
});

test('audit --check fails while anything is left, and not when nothing is', async (t) => {
  const shop = repository({ 'a.js': LEGACY });
  t.is((await shop.run('audit', '--check')).code, 1);
  await shop.run('codemod', '.');
  t.is((await shop.run('audit', '--check')).code, 0);
});

test('audit --check fails while a reason of an earlier run stands, though nothing else of OpenTracing is left', async (t) => {
  const moved = `exports.tags = (value) => {
  // TODO(ot2otel OT322): value._tags belongs to one tracer's implementation; OpenTelemetry does not have it
  return value._tags;
};
`;
  const shop = repository({ 'a.js': moved });
  const { code, stdout } = await shop.run('audit', '--check');
  t.is(code, 1);
  t.regex(
    stdout,
    /a\.js:2:3 {2}left {2}an earlier run has left a reason here that still stands \(OT322\): .* \[OT808\]/,
  );
  shop.write('a.js', moved.replace(/^.*TODO.*\n/m, ''));
  t.is((await shop.run('audit', '--check')).code, 0);
});

test('audit --check lets as many findings be as the user says', async (t) => {
  const shop = repository({ 'a.js': LEGACY });
  t.is((await shop.run('audit', '--check', '--max-findings', '4')).code, 0);
  t.is((await shop.run('audit', '--check', '--max-findings', '1')).code, 1);
  t.is((await shop.run('audit', '--check', '--max-findings', 'many')).code, 2);
});

test('audit --check that fails says why, also where all that is left moves by itself', async (t) => {
  const shop = repository({ 'a.js': LEGACY });
  const { stderr } = await shop.run('audit', '--check', '--max-findings', '1');
  t.is(stderr, 'ot2otel: --check: 4 places are left (calls that move by themselves count), and 1 may be\n');
  t.is((await shop.run('audit', '--check', '--max-findings', '4')).stderr, '');
});

test('--max-findings alone would never fail a build, and is refused', async (t) => {
  const { code, stderr } = await repository({ 'a.js': LEGACY }).run('audit', '--max-findings', '1');
  t.is(code, 2);
  t.is(stderr, 'ot2otel: --max-findings has no effect without --check\n  next: add --check\n');
});

test('the next step after an audit does what the audit has said, pasted as it is', async (t) => {
  const shop = repository({ 'my dir/a.js': LEGACY, '-b/$HOME/b.js': LEGACY });
  const next = async (...argv: string[]) => /next: (.*) rewrites/.exec((await shop.run('audit', ...argv)).stdout)?.[1];
  t.is(await next('my dir'), 'npx ot2otel codemod "my dir"');
  t.is(await next('--', '-b/$HOME'), "npx ot2otel codemod './-b/$HOME'");
  t.is(
    await next('--style', 'minimal', '--only', 'start-span,log', '--only=finish', '--no-comments', '.'),
    'npx ot2otel codemod --style=minimal --no-comments --only=start-span,log,finish .',
  );
});

test('audit says so where there is nothing of OpenTracing', async (t) => {
  const { stdout } = await place({ 'a.js': 'a();\n' }).run('audit');
  t.is(stdout, 'No calls of OpenTracing in 1 file.\n');
});

test('audit says what was passed over: that may speak of OpenTracing as well', async (t) => {
  const shop = place({ 'a.js': 'a();\n', 'dist/b.js': LEGACY, 'c.js': Buffer.from(`\uFEFF${LEGACY}`, 'utf16le') });
  const { stdout } = await shop.run('audit');
  t.regex(stdout, /^No calls of OpenTracing in 3 files \(skipped: 1 build output, 1 not UTF-8\)\.$/m);
});

test('audit as JSON is the report of codemod, with nothing written', async (t) => {
  const { stdout } = await repository({ 'a.js': LEGACY }).run('audit', '--format', 'json');
  t.like(JSON.parse(stdout), { schema: 1, command: 'audit', dryRun: true, totals: { seen: 1, changed: 1 } });
});

test('explain prints the page of a code', async (t) => {
  const { code, stdout } = await nowhere.run('explain', 'ot501');
  t.is(code, 0);
  t.regex(stdout, /^# OT501/);
});

test('explain lists the codes', async (t) => {
  t.regex((await nowhere.run('explain')).stdout, /^OT801 {2}left {4}\S/m);
});

test('explain takes several codes, and the guides that a report points to', async (t) => {
  t.regex((await nowhere.run('explain', 'OT501', 'OT502')).stdout, /^# OT501[\s\S]*\n# OT502/);
  t.regex((await nowhere.run('explain', 'migration')).stdout, /^# From OpenTracing to OpenTelemetry/);
  for (const guide of ['propagation', 'launcher', 'report'])
    t.regex((await nowhere.run('explain', guide)).stdout, /^# \S[\s\S]{1000}/, guide);
  t.regex((await nowhere.run('explain', 'propagaton')).stderr, /did you mean propagation\?/);
});

test('explain of a code that does not exist says so', async (t) => {
  const { code, stderr } = await nowhere.run('explain', 'OT8011');
  t.is(code, 2);
  t.regex(stderr, /no code or guide OT8011\n {2}next: did you mean OT801\?/);
});

test('the nearest word is found only where it is near', (t) => {
  t.is(nearest('adit', ['audit', 'codemod']), 'audit');
  t.is(nearest('xyz', ['audit', 'codemod']), undefined);
});

const BIN = path.join(__dirname, '../../../codemods/bin/ot2otel.js');

test('a reader that goes early changes nothing about the exit code', async (t) => {
  const shop = repository(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`a${i}.js`, LEFT])));
  const child = spawn(process.execPath, [BIN, 'audit', '--check', '--format', 'json'], { cwd: shop.folder });
  child.stdout.destroy();
  child.stderr.destroy();
  t.is(await new Promise((resolve) => child.on('close', resolve)), 1);
});

const whereFull = existsSync('/dev/full') ? test : test.skip;

whereFull('a report that finds no room is no report, and says so', (t) => {
  const shop = repository({ 'a.js': LEGACY });
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'audit'], {
    cwd: shop.folder,
    encoding: 'utf8',
    stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
  });
  t.is(status, 2);
  t.regex(stderr, /^ot2otel: the report cannot be written: the disk is full\n {2}next: /);
});

test('a patch has no colours where a program reads it, whatever a build asks for of all that it starts', (t) => {
  const shop = repository({ 'a.js': LEGACY });
  const { stdout, stderr } = spawnSync(process.execPath, [BIN, 'codemod', '--dry-run', '.'], {
    cwd: shop.folder,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  t.false(stdout.includes('\u001B'));
  t.true(stderr.includes('\u001B'));
});

test('what a permission model of Node denies is said, with the way out', (t) => {
  const flag = ['--permission', '--experimental-permission'].find((one) =>
    process.allowedNodeEnvironmentFlags.has(one),
  );
  const shop = repository({ 'a.js': LEGACY });
  const { status, stderr } = spawnSync(process.execPath, [`${flag}`, '--allow-fs-read=*', BIN, 'codemod', '.'], {
    cwd: shop.folder,
    encoding: 'utf8',
  });
  t.is(status, 2);
  t.regex(stderr, /^ot2otel: .* permission model that denies ChildProcess.*\n {2}next: .*--allow-child-process/m);
  t.is(shop.read('a.js'), LEGACY);
});
