import { spawnSync } from 'node:child_process';
import { chmodSync, linkSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { LEFT, LEGACY, place, repository } from './support';

const BIN = path.join(__dirname, '../../../codemods/bin/ot2otel.js');

const MANY_SPANS = [
  "const { globalTracer } = require('opentracing');",
  ...Array.from(
    { length: 700 },
    (_, i) =>
      `exports.f${i} = () => {\n  const span = globalTracer().startSpan('f${i}');\n  work();\n  span.finish();\n};\n`,
  ),
].join('\n');

const MANIFEST = '{\n  "name": "shop",\n  "dependencies": {\n    "opentracing": "0.14.7"\n  }\n}\n';

test('rewrites what the paths name, and says how the account adds up', async (t) => {
  const shop = repository({ 'package.json': MANIFEST, 'src/pay.js': LEGACY, 'src/plain.js': 'exports.a = 1;\n' });
  const { code, stdout, stderr } = await shop.run('codemod', 'src');
  t.is(code, 0, stderr);
  t.regex(shop.read('src/pay.js'), /require\('@opentelemetry\/api'\)/);
  t.notRegex(shop.read('src/pay.js'), /opentracing/);
  t.is(shop.read('src/plain.js'), 'exports.a = 1;\n');
  t.regex(stdout, /2 files seen: 1 changed, 1 unchanged, 0 skipped, 0 failed/);
});

test('changes package.json with the code', async (t) => {
  const shop = repository({ 'package.json': MANIFEST, 'src/pay.js': LEGACY });
  const { stdout } = await shop.run('codemod', '.');
  t.deepEqual(Object.keys(JSON.parse(shop.read('package.json')).dependencies), ['@opentelemetry/api']);
  t.regex(stdout, /install what package\.json names now/);
});

test('takes a package out in the run after which no file loads it, whichever files that is for', async (t) => {
  const shop = repository({ 'package.json': MANIFEST, 'a.js': LEGACY, 'b.js': LEGACY });
  await shop.run('codemod', 'a.js');
  t.deepEqual(Object.keys(JSON.parse(shop.read('package.json')).dependencies), ['@opentelemetry/api', 'opentracing']);
  await shop.run('codemod', '--force', 'b.js');
  t.deepEqual(Object.keys(JSON.parse(shop.read('package.json')).dependencies), ['@opentelemetry/api']);
});

test('keeps a package that a name in package.json stands for', async (t) => {
  const manifest = { name: 'shop', imports: { '#tracing': 'opentracing' }, dependencies: { opentracing: '^0.14.0' } };
  const shop = repository({
    'package.json': JSON.stringify(manifest),
    'a.js': LEGACY,
    'b.js': LEGACY.replace("'opentracing'", "'#tracing'"),
  });
  await shop.run('codemod', '.');
  t.notRegex(shop.read('a.js'), /opentracing/);
  t.deepEqual(Object.keys(JSON.parse(shop.read('package.json')).dependencies), ['@opentelemetry/api', 'opentracing']);
});

test('changes the package.json that lists OpenTracing, not one below it that lists nothing', async (t) => {
  const shop = repository({
    'package.json': MANIFEST,
    'parts/pay/package.json': '{ "name": "pay" }',
    'parts/pay/a.js': LEGACY,
  });
  await shop.run('codemod', '.');
  t.deepEqual(Object.keys(JSON.parse(shop.read('package.json')).dependencies), ['@opentelemetry/api']);
  t.is(shop.read('parts/pay/package.json'), '{ "name": "pay" }');
});

test('leaves a file that was not named, and reads it to understand the others', async (t) => {
  const shop = repository({
    'tracer.js': "exports.tracer = require('opentracing').globalTracer();\n",
    'src/pay.js': "const { tracer } = require('../tracer');\ntracer.startSpan('pay').finish();\n",
  });
  const { code } = await shop.run('codemod', 'src');
  t.is(code, 0);
  t.regex(shop.read('src/pay.js'), /\.end\(\)/);
  t.regex(shop.read('tracer.js'), /opentracing/);
});

test('a second run changes nothing', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEFT });
  await shop.run('codemod', '.');
  shop.git('commit', '--all', '--quiet', '--message', 'migrated');
  const { stdout } = await shop.run('codemod', '.');
  t.regex(stdout, /0 changed/);
  t.is(shop.git('status', '--porcelain'), '');
});

test('exits with 0 where findings are left, and with 1 if the user asks for it', async (t) => {
  const shop = repository({ 'a.js': LEFT });
  t.is((await shop.run('codemod', '--force', '.')).code, 0);
  t.is((await shop.run('codemod', '--force', '--fail-on', 'left', '.')).code, 1);
});

test('says where what stays needs the shim, until a package.json lists it', async (t) => {
  const files = { 'a.js': LEFT, 'b.js': LEGACY };
  const without = await repository({ ...files, 'package.json': MANIFEST }).run('codemod', '.');
  t.regex(without.stdout, /1 call that stays reaches OpenTelemetry through @ot2otel\/shim.*npm install @ot2otel\/shim/);
  const listed = MANIFEST.replace('"dependencies": {', '"dependencies": { "@ot2otel/shim": "^0.1.0",');
  t.not(listed, MANIFEST);
  const { stdout } = await repository({ ...files, 'package.json': listed }).run('codemod', '.');
  t.notRegex(stdout, /npm install @ot2otel/);
});

test('says so too where a call that nothing proves may be made on what has moved', async (t) => {
  const listener = "const bus = require('mitt')();\nbus.on('paid', (span) => span.setTag('paid', true));\n";
  const emit = "exports.emit = () => bus.emit('paid', require('opentracing').globalTracer().startSpan('pay'));\n";
  const { stdout } = await repository({ 'a.js': listener + emit, 'package.json': MANIFEST }).run('codemod', '.');
  t.regex(stdout, /1 call that may be OpenTracing's reaches OpenTelemetry through @ot2otel\/shim/);
});

test('counts calls that may be made on something else beside those that are proven', async (t) => {
  const own = 'class Quiet {\n  setTag() {}\n}\n';
  const either = `${own}const span = process.env.QUIET ? new Quiet() : require('opentracing').globalTracer().startSpan('a');\nspan.setTag('b', 1);\n`;
  const { stdout } = await repository({ 'a.js': LEGACY, 'b.js': either, 'package.json': MANIFEST }).run('codemod', '.');
  t.regex(stdout, /calls of OpenTracing rewritten; 1 more may be OpenTracing's and stays$/m);
  t.regex(stdout, /^ +1 call that .* through @ot2otel\/shim, .* --import @ot2otel\/shim\/register$/m);
});

test('says what is worth knowing of what was rewritten, once for each kind', async (t) => {
  const tag = (name: string) =>
    `exports.${name} = (value) => {\n  require('opentracing').globalTracer().startSpan('a').setTag('${name}', value).finish();\n};\n`;
  const { stdout } = await repository({ 'a.js': tag('one') + tag('two') }).run('codemod', '.');
  t.regex(
    stdout,
    /^a\.js:2:\d+ and 1 more {2}note {2}nothing proves that value, .* OpenTelemetry drops objects and errors \[OT201\]\n {2}next: .*--guard-values/m,
  );
  t.notRegex(stdout, /note .*\[OT11\d\]/);
});

test('--dry-run prints a patch that git applies, and writes nothing', async (t) => {
  const files = {
    'package.json': MANIFEST,
    'src/windows.js': LEGACY.replaceAll('\n', '\r\n'),
    'src/no end.js': LEGACY.trimEnd(),
    'src/mark.js': `\uFEFF${LEGACY}`,
    // More changed lines than a shortest patch is searched for.
    'src/long.js': MANY_SPANS,
  };
  const dry = repository(files);
  const wet = repository(files);
  const { code, stdout, stderr } = await dry.run('codemod', '--dry-run', '.');
  t.is(code, 0);
  t.is(dry.git('status', '--porcelain'), '');
  t.regex(stderr, /4 would change/);
  dry.write('../patch', stdout);
  dry.git('apply', path.join(dry.folder, '../patch'));
  await wet.run('codemod', '.');
  for (const file of wet.files()) t.is(dry.read(file), wet.read(file), file);
});

test('--dry-run in a folder of a repository names files as git apply wants them', async (t) => {
  const shop = repository({ 'packages/shop/pay.js': LEGACY });
  const { stdout } = await shop.run('codemod', '--dry-run', 'packages/shop');
  t.regex(stdout, /^diff --git a\/packages\/shop\/pay\.js b\/packages\/shop\/pay\.js$/m);
});

test('--dry-run outside a repository prints a patch as well', async (t) => {
  const { code, stdout } = await place({ 'a.js': LEGACY }).run('codemod', '--dry-run', '.');
  t.is(code, 0);
  t.regex(stdout, /^\+\+\+ b\/a\.js$/m);
});

test('refuses to write over changes that are not committed, and names them', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEGACY });
  shop.write('a.js', `${LEGACY}// new\n`);
  const { code, stderr } = await shop.run('codemod', '.');
  t.is(code, 2);
  t.regex(stderr, /not committed.*: a\.js\n {2}next: .*--force/);
  t.is(shop.read('b.js'), LEGACY);
});

test('a file that git does not know yet counts as not committed', async (t) => {
  const shop = repository({ 'a.js': 'exports.a = 1;\n' });
  shop.write('new.js', LEGACY);
  t.is((await shop.run('codemod', '.')).code, 2);
  t.is(shop.read('new.js'), LEGACY);
});

test('what git cannot bring back counts as not committed: ignored, changed behind its back, in a submodule', async (t) => {
  const library = repository({ 'lib.js': LEGACY });
  const shop = repository({ '.gitignore': 'out\n', 'a.js': LEGACY, 'hidden.js': LEGACY });
  shop.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.folder, 'vendor');
  shop.git('commit', '--quiet', '--message', 'submodule');
  shop.write('out/b.js', LEGACY);
  shop.git('update-index', '--assume-unchanged', 'hidden.js');
  shop.write('hidden.js', `${LEGACY}// new\n`);
  shop.write('vendor/lib.js', `${LEGACY}// new\n`);
  for (const file of ['out/b.js', 'hidden.js', 'vendor/lib.js']) {
    const { code, stderr } = await shop.run('codemod', 'a.js', file);
    t.is(code, 2);
    t.regex(stderr, new RegExp(`not committed in files that would be written: ${file}\\n`));
    t.is(shop.read('a.js'), LEGACY);
  }
  shop.write('vendor/lib.js', LEGACY);
  t.is((await shop.run('codemod', 'a.js', 'vendor/lib.js')).code, 0);
});

test('refuses to write where there is a repository that git does not read', async (t) => {
  for (const broken of ['HEAD', 'index']) {
    const shop = repository({ 'a.js': LEGACY });
    shop.write(`.git/${broken}`, 'broken');
    const { code, stderr } = await shop.run('codemod', '.');
    t.is(code, 2);
    t.regex(
      stderr,
      /^ot2otel: git does not say what is committed in .*: \S.*\n {2}next: .*--force; no file was touched/,
    );
    t.is(shop.read('a.js'), LEGACY);
    t.is((await shop.run('codemod', '--force', '.')).code, 0);
  }
});

test('refuses to write in a repository where no git is installed', (t) => {
  const shop = repository({ 'a.js': LEGACY });
  const { status, stderr } = spawnSync(process.execPath, [BIN, 'codemod', '.'], {
    cwd: shop.folder,
    encoding: 'utf8',
    env: { PATH: path.join(shop.folder, 'nowhere') },
  });
  t.is(status, 2);
  t.regex(stderr, /git cannot be started/);
  t.is(shop.read('a.js'), LEGACY);
});

test('changes elsewhere are no reason to refuse', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'plain.js': '1;\n' });
  shop.write('plain.js', '2;\n');
  t.is((await shop.run('codemod', '.')).code, 0);
  t.not(shop.read('a.js'), LEGACY);
});

test('--force writes over what is not committed', async (t) => {
  const shop = repository({ 'a.js': LEGACY });
  shop.write('a.js', `${LEGACY}// new\n`);
  const { code, stdout } = await shop.run('codemod', '--force', '.');
  t.is(code, 0);
  t.notRegex(stdout, /git restore/, 'it would take the changes as well');
  t.regex(shop.read('a.js'), /\.end\(\);\n.*\n\};\n\/\/ new|\/\/ new/s);
  t.notRegex(shop.read('a.js'), /opentracing/);
});

/** A folder of two repositories, as a team has them beside each other. */
function twoRepositories() {
  const team = place({
    'orders/a.js': LEGACY,
    'orders/out/a.js': LEGACY,
    'orders/.gitignore': 'out/\n',
    'stock/b.js': LEGACY,
  });
  for (const name of ['orders', 'stock']) {
    team.git('-C', name, 'init', '--quiet');
    team.git('-C', name, 'add', '--all');
    team.git('-C', name, 'commit', '--quiet', '--message', 'before');
  }
  return team;
}

test('in a folder of repositories each is asked what is not committed', async (t) => {
  const team = twoRepositories();
  const changed = `${LEGACY}// mine\n`;
  team.write('orders/a.js', changed);
  const { code, stderr } = await team.run('codemod', '.');
  t.is(code, 2);
  t.regex(stderr, /not committed in files that would be written: orders\/a\.js\n/);
  t.is(team.read('orders/a.js'), changed);
  t.is(team.read('stock/b.js'), LEGACY);
});

test('in a folder of repositories the .gitignore of each counts, and what is in none is told', async (t) => {
  const team = twoRepositories();
  const { stdout, stderr } = await team.run('codemod', '.');
  t.regex(stdout, /^2 files seen: 2 changed/m);
  t.is(stderr, '');
  t.is(team.read('orders/out/a.js'), LEGACY);
  team.write('stray.js', LEGACY);
  t.is(
    (await team.run('codemod', 'stray.js')).stderr,
    'ot2otel: this is no git repository, so what is written cannot be taken back with git\n',
  );
  for (const name of ['orders', 'stock']) team.git('-C', name, 'checkout', '--quiet', '.');
  team.write('stray.js', LEGACY);
  t.regex((await team.run('codemod', '.')).stderr, /^ot2otel: stray\.js is in no git repository, so .*\n$/);
});

test('says that there is no way back outside a repository, and works', async (t) => {
  const shop = place({ 'a.js': LEGACY });
  const { code, stdout, stderr } = await shop.run('codemod', '.');
  t.is(code, 0);
  t.regex(stderr, /no git repository/);
  t.regex(stdout, /next: read what has changed$/m);
  t.not(shop.read('a.js'), LEGACY);
});

const refuses = test.macro({
  async exec(t, argv: string[], message: RegExp) {
    const shop = repository({
      'a.js': LEGACY,
      'broken.js': "require('opentracing').globalTracer(;\n",
      'doc/a.md': 'text\n',
      'latin.js': Buffer.from("// caf\xe9\nrequire('opentracing');\n", 'latin1'),
    });
    const { code, stdout, stderr } = await shop.run(...argv);
    t.is(code, 2);
    t.is(stdout, '');
    t.regex(stderr, message);
    t.regex(stderr, /\n {2}next: \S/);
    t.is(stderr.trimEnd().split('\n').length, 2, 'one message and one next step');
    t.is(shop.git('status', '--porcelain'), '');
  },
  title: (title) => `refuses ${title}`,
});

test('a path that is not there', refuses, ['codemod', 'nowhere'], /no file or folder nowhere/);
test('a glob that matches nothing', refuses, ['codemod', 'nowhere/**/*.js'], /no JavaScript or TypeScript in nowhere/);
test('a folder without JavaScript', refuses, ['codemod', 'doc'], /no JavaScript or TypeScript in doc/);
test('a file of another kind', refuses, ['codemod', 'doc/a.md'], /doc\/a\.md is no JavaScript/);
test(
  'a file that does not parse, named by the user',
  refuses,
  ['codemod', 'a.js', 'broken.js'],
  /broken\.js cannot be read: .*\(1:37\)/,
);
test('a file that is not UTF-8, named by the user', refuses, ['codemod', 'latin.js'], /latin\.js is not UTF-8/);
test('to audit a file that does not parse', refuses, ['audit', 'broken.js'], /broken\.js cannot be read: .*\(1:37\)/);
test('to audit a file that is not UTF-8', refuses, ['audit', 'a.js', 'latin.js'], /latin\.js is not UTF-8/);
test('an empty path, which would mean everything', refuses, ['codemod', ''], /an empty path was given/);
test('no path at all', refuses, ['codemod'], /nothing to migrate was named/);
test(
  'an option that does not exist, and finds the one that was meant',
  refuses,
  ['codemod', '--dry-rum', '.'],
  /no option --dry-rum\n {2}next: did you mean --dry-run\?/,
);
test(
  'a value that an option does not take',
  refuses,
  ['codemod', '--style', 'fancy', '.'],
  /--style cannot be "fancy"\n {2}next: use one of active, minimal/,
);
test(
  'a name that every object has is no option',
  refuses,
  ['codemod', '--constructor', '.'],
  /no option --constructor/,
);
test('a list of rules with no rule in it', refuses, ['codemod', '--only', ',', '.'], /--only cannot be ","/);
test('an option without its value', refuses, ['codemod', '.', '--style'], /--style needs a value/);
test('a value where none belongs', refuses, ['codemod', '--force=yes', '.'], /--force takes no value/);
test('a rule that does not exist', refuses, ['codemod', '--only', 'finish,finnish', '.'], /--only cannot be "finnish"/);
test(
  'a rule that does not exist, and names each of those that do once',
  refuses,
  ['codemod', '--only', 'finnish', '.'],
  /next: use one of (?!.*\b([\w-]+), (?:.*, )?\1(?:,|$)).*\bspan-context\b/m,
);
test(
  'a command that does not exist, and finds the one that was meant',
  refuses,
  ['codmod', '.'],
  /no command codmod\n {2}next: did you mean ot2otel codemod\?/,
);

test('a package.json with a byte order mark changes, and keeps it; one that is not UTF-8 stays', async (t) => {
  const marked = repository({ 'package.json': `\uFEFF${MANIFEST}`, 'pay.js': LEGACY });
  t.is((await marked.run('codemod', '.')).code, 0);
  t.regex(
    marked.read('package.json'),
    /^\uFEFF\{\n {2}"name": "shop",\n {2}"dependencies": \{\n {4}"@opentelemetry\/api"/,
  );
  const latin = Buffer.from(MANIFEST.replace('shop', 'caf\u00e9'), 'latin1');
  const other = repository({ 'package.json': latin, 'pay.js': LEGACY });
  t.is((await other.run('codemod', '.')).code, 0);
  t.deepEqual(readFileSync(path.join(other.folder, 'package.json')), latin);
});

test('a file below a folder that does not parse fails alone, and says where', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'template.js': "const a = require('opentracing');\n<% if (x) { %>\n" });
  const { code, stdout } = await shop.run('codemod', '.');
  t.is(code, 0);
  t.regex(stdout, /failed {2}template\.js: .*\(2:2\)/);
  t.regex(stdout, /2 files seen: 1 changed, 0 unchanged, 0 skipped, 1 failed/);
  t.not(shop.read('a.js'), LEGACY);
});

test('a reason that many lines share is said once, with the first of them and how many more there are', async (t) => {
  const start = (i: number) => `exports.f${i} = (...args) => globalTracer().startSpan(...args);\n\n`;
  const starts = (count: number) => Array.from({ length: count }, (_, i) => start(i)).join('');
  const imported = "const { globalTracer } = require('opentracing');\n";
  const shop = repository({ 'few.js': imported + starts(4), 'many.js': imported + starts(50) });
  const { stderr } = await shop.run('codemod', '--dry-run', '.');
  t.regex(stderr, /few\.js:2:\d+ {2}left .*\n {2}also on lines 4, 6, 8\n/);
  t.regex(stderr, /many\.js:2:\d+ {2}left .*\n {2}also on lines 4, 6, 8,.* 60, 62 and 19 more\n/);
});

test('passes over what nobody edits, and says so', async (t) => {
  const shop = repository({
    'a.js': LEGACY,
    'node_modules/a/index.js': LEGACY,
    'dist/a.js': LEGACY,
    'a.min.js': LEGACY,
    'long.js': `${LEGACY}const a = '${'x'.repeat(6000)}';\n`,
    'generated.js': `// @generated\n${LEGACY}`,
    'compiled.js': `${LEGACY}//# sourceMappingURL=compiled.js.map\n`,
    'latin.js': Buffer.from(`// caf\xe9\n${LEGACY}`, 'latin1'),
  });
  const { stdout } = await shop.run('codemod', '.');
  t.regex(stdout, /8 files seen: 1 changed, 0 unchanged, 7 skipped, 0 failed/);
  for (const reason of ['1 in node_modules', '2 build output', '2 minified', '1 generated', '1 not UTF-8'])
    t.true(stdout.includes(reason), reason);
  t.is(shop.git('status', '--porcelain'), ' M a.js\n');
});

test('passes over what is compiled from a source of the project, says of which, and follows the source', async (t) => {
  const source = `import { Tracer, globalTracer } from 'opentracing';
export const tracer: Tracer = globalTracer();
export const pay = (): void => tracer.startSpan('pay').finish();
`;
  const compiled = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.pay = exports.tracer = void 0;
const opentracing_1 = require("opentracing");
exports.tracer = (0, opentracing_1.globalTracer)();
const pay = () => exports.tracer.startSpan('pay').finish();
exports.pay = pay;
`;
  const test = "const { tracer } = require('../out/pay');\ntracer.startSpan('test').finish();\n";
  for (const config of [{}, { 'tsconfig.json': '{ "compilerOptions": { "rootDir": "src", "outDir": "out" } }' }]) {
    const shop = repository({
      'package.json': '{}',
      'src/pay.ts': source,
      'out/pay.js': compiled,
      'out/pay.d.ts': "import { Tracer } from 'opentracing';\nexport declare const tracer: Tracer;\n",
      'test/pay.js': test,
      'lib/by-hand.js': LEGACY,
      'lib/by-hand.d.ts': 'export declare const pay: () => void;\n',
      ...config,
    });
    const { stdout } = await shop.run('codemod', '.');
    t.is(shop.read('out/pay.js'), compiled);
    t.regex(
      stdout,
      /out\/pay\.js:1:1 {2}info {2}this file names OpenTracing, and was passed over because it is compiled from src\/pay\.ts/,
    );
    t.regex(shop.read('test/pay.js'), /tracer\.startSpan\('test', \{ root: true \}\)\.end\(\)/);
    t.notRegex(shop.read('lib/by-hand.js'), /opentracing'/);
  }
});

test('lists no version of the SDK for code that asked for it before: that knows which it is written for', async (t) => {
  const setup = `const { Resource } = require('@opentelemetry/resources');
const { NodeTracerProvider } = require('@opentelemetry/sdk-trace-node');
const { TracerShim } = require('@opentelemetry/shim-opentracing');

exports.tracerOf = (name) => {
  const provider = new NodeTracerProvider({ resource: new Resource({ 'service.name': name }) });
  provider.register();
  return new TracerShim(provider.getTracer(name));
};
`;
  const listed = { '@opentelemetry/sdk-node': '^0.27.0', '@opentelemetry/shim-opentracing': '^1.0.1' };
  const shop = repository({ 'package.json': JSON.stringify({ dependencies: listed }), 'setup.js': setup });
  t.is((await shop.run('codemod', '.')).code, 0);
  t.regex(shop.read('setup.js'), /return provider\.getTracer\(name\);/);
  t.deepEqual(JSON.parse(shop.read('package.json')).dependencies, { '@opentelemetry/sdk-node': '^0.27.0' });
});

test('passes over the declarations of a module that stays as a compiler wrote it', async (t) => {
  const declared = "import { Tracer } from 'opentracing';\nexport declare function tracerOf(name: string): Tracer;\n";
  const source =
    "import { globalTracer, Tracer } from 'opentracing';\nexport function tracerOf(_name: string): Tracer {\n  return globalTracer();\n}\n";
  const compiled =
    '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nconst opentracing_1 = require("opentracing");\nexports.tracerOf = () => opentracing_1.globalTracer();\n';
  const shop = repository({
    'package.json': '{}',
    'src/tracers.ts': source,
    'lib/tracers.js': compiled,
    'lib/tracers.d.ts': declared,
    'mapped/tracers.js': `${compiled}//# sourceMappingURL=tracers.js.map\n`,
    'mapped/tracers.d.ts': declared,
    'by-hand/tracers.js': "exports.tracerOf = () => require('opentracing').globalTracer();\n",
    'by-hand/tracers.d.ts': declared,
  });
  const { code, stdout } = await shop.run('codemod', '.');
  t.is(code, 0);
  t.is(shop.read('lib/tracers.d.ts'), declared);
  t.is(shop.read('mapped/tracers.d.ts'), declared);
  t.regex(shop.read('by-hand/tracers.d.ts'), /import type \{ Tracer \} from '@opentelemetry\/api'/);
  t.regex(stdout, /passed over because it is build output \[OT807\]/);
  t.is((await shop.run('codemod', '--force', '.')).stdout.match(/(\d+) changed/)?.[1], '0');
});

test('names a file that speaks of OpenTracing and was passed over, once for people and whole for programs', async (t) => {
  const files = {
    'a.js': LEGACY,
    'compiled.js': `${LEGACY}//# sourceMappingURL=compiled.js.map\n`,
    'lib/compiled.js': `${LEGACY}//# sourceMappingURL=compiled.js.map\n`,
    'generated.js': '// @generated\nexports.span = (trace) => trace.span;\n',
  };
  const people = await repository(files).run('codemod', '.');
  t.regex(
    people.stdout,
    /^compiled\.js:1:1 and 1 more {2}info {2}this file names OpenTracing, .* build output \[OT807\]$/m,
  );
  const { code, stdout } = await repository(files).run('codemod', '--format', 'json', '--fail-on', 'review', '.');
  t.is(code, 0, "it is nobody's to settle");
  const { findings, totals } = JSON.parse(stdout);
  t.deepEqual(
    findings.map(({ code, severity, file, line, endLine }: Record<string, unknown>) => [
      code,
      severity,
      file,
      line,
      endLine,
    ]),
    ['compiled.js', 'lib/compiled.js'].map((file) => ['OT807', 'info', file, 1, 9]),
  );
  t.deepEqual(totals.findings, { left: 0, review: 0, note: 0, info: 2 });
});

test('tells the calls of a wrapper in one line, wherever they stand', async (t) => {
  const wrapper = [
    "const { globalTracer } = require('opentracing');",
    'class Traced {',
    '  constructor(name) { this.span = globalTracer().startSpan(name); }',
    "  setTag(key) { this.span.setTag('a', key); }",
    '  finish() { this.span.finish(); }',
    '}',
    'module.exports = Traced;',
    '',
  ].join('\n');
  const use = "const Traced = require('./traced');\nconst span = new Traced('a');\nspan.setTag('b');\nspan.finish();\n";
  const files = { 'traced.js': wrapper, 'a.js': use, 'b.js': use };
  const told =
    /^a\.js:3:1 and 3 more {2}info {2}this calls a method of `Traced`, a class of the project \(traced\.js:2\) .* \[OT805\]$/m;
  for (const command of ['audit', 'codemod']) {
    const shop = repository(files);
    const { code, stdout } = await shop.run(command, '.');
    t.is(code, 0);
    t.regex(stdout, told, command);
    t.is(shop.read('a.js'), use, 'nothing is written into the code');
  }
});

test('what .gitignore names is not looked at, inside a repository and outside', async (t) => {
  const files = { 'a.js': LEGACY, 'out/a.js': LEGACY, '.gitignore': 'out\n' };
  for (const shop of [repository(files), place(files)]) {
    const { stdout } = await shop.run('codemod', '.');
    t.regex(stdout, /1 file seen/);
    t.is(shop.read('out/a.js'), LEGACY);
  }
});

test('globs are read by the program, not the shell', async (t) => {
  const shop = repository({
    'packages/a/src/a.js': LEGACY,
    'packages/b/src/b.js': LEGACY,
    'packages/b/test/c.js': LEGACY,
  });
  const { stdout } = await shop.run('codemod', 'packages/*/src/**/*.js');
  t.regex(stdout, /2 files seen: 2 changed/);
  t.is(shop.read('packages/b/test/c.js'), LEGACY);
});

test('every kind of file is looked at', async (t) => {
  const esm = LEGACY.replace(/^.*\n/, "import { globalTracer, Tags } from 'opentracing';\n").replace(
    'exports.pay =',
    'export const pay =',
  );
  const files = Object.fromEntries(['mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'].map((kind) => [`a.${kind}`, esm]));
  const shop = repository({
    ...files,
    'a.js': LEGACY,
    'a.cjs': LEGACY,
    'a.vue': `<script>\n${esm}</script>\n`,
    'a.svelte': `<script>\n${esm}</script>\n`,
  });
  const { stdout } = await shop.run('codemod', '.');
  t.regex(stdout, /10 files seen: 10 changed/);
});

test('a file is migrated once, by whatever names it is reached', async (t) => {
  const shop = repository({ 'src/a.js': LEGACY });
  symlinkSync('a.js', path.join(shop.folder, 'src/link.js'));
  symlinkSync('src', path.join(shop.folder, 'linked'));
  shop.git('add', '--all');
  shop.git('commit', '--quiet', '--message', 'links');
  const { stdout, code } = await shop.run('codemod', 'src', 'src/a.js', './src/');
  t.is(code, 0);
  t.regex(stdout, /2 files seen: 1 changed, 0 unchanged, 1 skipped/);
  t.true(lstatSync(path.join(shop.folder, 'src/link.js')).isSymbolicLink());
});

test('a link counts for the file that it leads to, and is not followed out of the project or into what is passed over', async (t) => {
  const outside = place({ 'o.js': LEGACY });
  const shop = repository({ 'z.js': LEGACY, '.gitignore': 'node_modules\n' });
  shop.write('node_modules/lib/index.js', LEGACY);
  symlinkSync('z.js', path.join(shop.folder, 'a.js'));
  symlinkSync('node_modules/lib/index.js', path.join(shop.folder, 'b.js'));
  symlinkSync(path.join(outside.folder, 'o.js'), path.join(shop.folder, 'c.js'));
  shop.git('add', '--all');
  shop.git('commit', '--quiet', '--message', 'links');
  shop.write('z.js', `${LEGACY}// new\n`);
  t.regex((await shop.run('codemod', '.')).stderr, /not committed .*: z\.js\n/);
  t.is(shop.read('z.js'), `${LEGACY}// new\n`);
  const { stdout } = await shop.run('codemod', '--force', '.');
  t.regex(stdout, /4 files seen: 1 changed, 0 unchanged, 3 skipped/);
  t.regex(stdout, /1 a link that leads out of the project/);
  t.notRegex(shop.read('z.js'), /opentracing/);
  t.deepEqual([outside.read('o.js'), shop.read('node_modules/lib/index.js')], [LEGACY, LEGACY]);
});

test('a folder that is named through a link is the folder that it leads to', async (t) => {
  const shop = repository({ 'src/a.js': LEGACY, 'src/b.js': "require('./a').pay();\n" });
  const link = path.join(place({}).folder, 'link');
  symlinkSync(shop.folder, link);
  const { stdout, code } = await shop.run('codemod', link);
  t.is(code, 0);
  t.regex(stdout, /2 files seen: 1 changed, 1 unchanged, 0 skipped/);
  t.notRegex(shop.read('src/a.js'), /opentracing/);
});

test('paths that mean the same are no mistake', async (t) => {
  const shop = repository({ 'src/a.js': LEGACY, 'src/dist/b.js': LEGACY });
  const { stdout, code } = await shop.run('codemod', 'src', 'src/', '.', 'src/dist/b.js');
  t.is(code, 0);
  t.regex(stdout, /2 files seen: 2 changed/);
});

test('the mode of a file is kept, and a link stays a link', async (t) => {
  const shop = repository({ 'bin/a.js': `#!/usr/bin/env node\n${LEGACY}` });
  chmodSync(path.join(shop.folder, 'bin/a.js'), 0o755);
  mkdirSync(path.join(shop.folder, 'real'));
  shop.write('real/b.js', LEGACY);
  symlinkSync('real/b.js', path.join(shop.folder, 'b.js'));
  shop.git('add', '--all');
  shop.git('commit', '--quiet', '--message', 'modes');
  await shop.run('codemod', 'bin', 'b.js');
  t.is(statSync(path.join(shop.folder, 'bin/a.js')).mode & 0o777, 0o755);
  t.true(lstatSync(path.join(shop.folder, 'b.js')).isSymbolicLink());
  t.notRegex(shop.read('real/b.js'), /opentracing/);
  t.true(readFileSync(path.join(shop.folder, 'bin/a.js'), 'utf8').startsWith('#!/usr/bin/env node\n'));
});

test('no temporary file stays behind', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEGACY });
  linkSync(path.join(shop.folder, 'a.js'), path.join(shop.folder, 'c.js'));
  await shop.run('codemod', '--force', '.');
  t.deepEqual(shop.files(), ['a.js', 'b.js', 'c.js']);
});

test('--format json puts the report on stdout, alone, in the published form', async (t) => {
  const shop = repository({ 'a.js': LEGACY, 'b.js': LEFT, 'broken.js': "require('opentracing'\n" });
  const { stdout } = await shop.run('codemod', '--format', 'json', '.');
  const report = JSON.parse(stdout);
  t.like(report, { schema: 1, tool: { name: 'ot2otel' }, command: 'codemod', dryRun: false });
  t.like(
    report.files.find(({ path }: { path: string }) => path === 'broken.js'),
    { status: 'failed', reason: 'it cannot be parsed: Unexpected token, expected "," (2:1)' },
  );
  const [left] = report.findings.filter(
    ({ file, severity }: Record<string, string>) => file === 'b.js' && severity === 'left',
  );
  t.like(left, { line: 4, column: 3, endLine: 4 });
  t.regex(left.code, /^OT\d{3}$/);
  t.truthy(left.message && left.next);
  const { seen, changed, unchanged, skipped, failed } = report.totals;
  t.is(seen, changed + unchanged + skipped + failed);
});

test('the report counts the spans that become active, and the others by reason', async (t) => {
  const stored = "const { globalTracer } = require('opentracing');\nexports.span = globalTracer().startSpan('a');\n";
  const shop = repository({ 'a.js': LEGACY, 'c.js': stored });
  const { stdout } = await shop.run('codemod', '--dry-run', '--format', 'json', '.');
  const { spans } = JSON.parse(stdout).totals;
  const [{ reason, count, why }] = spans.inPlace;
  t.deepEqual(
    { ...spans, inPlace: [{ reason, count }] },
    { active: 1, inPlace: [{ reason: 'place', count: 1 }], left: 0 },
  );
  const shown = await shop.run('codemod', '.');
  t.regex(shown.stdout, /^1 of 2 spans became active around their code$/m);
  t.true(shown.stdout.includes(`     1  in place: ${why}\n`), shown.stdout);
});

test('what is left is said with file, line, column, code and next step', async (t) => {
  const { stdout } = await repository({ 'b.js': LEFT }).run('codemod', '.');
  t.regex(stdout, /^b\.js:4:3 {2}left {2}.* \[OT\d{3}\]\n {2}next: \S/m);
});

test('files that cannot be parsed are told with the place, the reason and what to do, and stay as they are', async (t) => {
  const broken = "require('opentracing');\nconst x = = 2;\n";
  const shop = repository({ 'a.js': LEGACY, 'broken.js': broken, 'other.js': broken });
  const { code, stdout } = await shop.run('codemod', '.');
  t.is(code, 0);
  t.true(
    stdout.includes(
      `failed  broken.js: it cannot be parsed: Unexpected token (2:11)
failed  other.js: it cannot be parsed: Unexpected token (2:11)
  next: correct it and run again, or leave it out; its calls of OpenTracing stay until then
3 files seen: `,
    ),
    stdout,
  );
  t.is(shop.read('broken.js'), broken);
});
