import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { rules } from '../../../codemods/src/rules';
import { tempFolder } from '../../../scripts/run-app/temp-folders';

const TRANSFORMS = path.join(__dirname, '../../../codemods/dist/transforms');
const JSCODESHIFT = require.resolve('jscodeshift/bin/jscodeshift.js');

const LEGACY = `const { globalTracer, Tags } = require('opentracing');

/* a comment
   on two lines */
exports.pay = ( amount ) => {
  const span = globalTracer().startSpan("pay");
  span.setTag(Tags.COMPONENT, 'shop') ;
  span.finish()
};
`;

/** Runs the real jscodeshift over files in a folder of their own; gives what it says and what the files hold then. */
function jscodeshift(transform: string, files: Readonly<Record<string, string>>, ...args: string[]) {
  const folder = tempFolder('jscodeshift');
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  const flags = [
    '--run-in-band',
    '--no-babel',
    '--extensions=js,ts,tsx',
    '-t',
    path.join(TRANSFORMS, `${transform}.js`),
  ];
  const { stdout, status } = spawnSync(process.execPath, [JSCODESHIFT, ...flags, ...args, folder], {
    encoding: 'utf8',
  });
  return { stdout, status, folder, read: (name: string) => readFileSync(path.join(folder, name), 'utf8') };
}

test('all rules give what ot2otel codemod gives', (t) => {
  const { read, stdout, folder } = jscodeshift('all', { 'pay.js': LEGACY, 'plain.js': "console.log( 'a' )\n" });
  t.regex(stdout, /1 ok/);
  const twin = tempFolder('twin');
  writeFileSync(path.join(twin, 'pay.js'), LEGACY);
  writeFileSync(path.join(twin, 'package.json'), '{}');
  execFileSync(process.execPath, [path.join(TRANSFORMS, '../../bin/ot2otel.js'), 'codemod', '.'], {
    cwd: twin,
    stdio: 'pipe',
  });
  t.is(read('pay.js'), readFileSync(path.join(twin, 'pay.js'), 'utf8'));
  t.is(read('plain.js'), "console.log( 'a' )\n");
  t.deepEqual(readdirSync(folder).sort(), ['pay.js', 'plain.js']);
});

test('what nobody asked to change stays byte for byte', (t) => {
  const { read } = jscodeshift('all', { 'pay.js': LEGACY });
  t.true(read('pay.js').includes('/* a comment\n   on two lines */\nexports.pay = ( amount ) => {'));
});

test('one rule changes its own calls alone', (t) => {
  const { read } = jscodeshift('set-tag', { 'pay.js': LEGACY });
  t.is(read('pay.js'), LEGACY.replace('span.setTag', 'span.setAttribute'));
});

test('TypeScript with casts and TSX are both read', (t) => {
  const cast = "import { Span } from 'opentracing';\nexport const end = (span: Span) => (<Span>span).finish();\n";
  const tsx =
    "import { Span } from 'opentracing';\nexport const End = (p: { span: Span }) => <b onClick={() => p.span.finish()} />;\n";
  const { read } = jscodeshift('finish', { 'cast.ts': cast, 'end.tsx': tsx });
  t.regex(read('cast.ts'), /\.end\(\)/);
  t.regex(read('end.tsx'), /\.end\(\)/);
});

const PLAIN = "const { initTracer } = require('jaeger-client');\n\ninitTracer({ serviceName: 'plain' }, {});\n";
const MESH = `const { initTracer, ZipkinB3TextMapCodec } = require('jaeger-client');

const tracer = initTracer({ serviceName: 'mesh' }, {});
tracer.registerInjector('http_headers', new ZipkinB3TextMapCodec());
tracer.registerExtractor('http_headers', new ZipkinB3TextMapCodec());
`;

test('of two files that need other headers of the module beside them, only the one that comes first moves', (t) => {
  const files = { 'a.js': PLAIN, 'b.js': MESH };
  const { read, stdout } = jscodeshift('all', files);
  const stayed = Object.entries(files).filter(([name, text]) => read(name) === text);
  t.is(stayed.length, 1);
  t.regex(stdout, new RegExp(`${stayed[0]?.[0]}: stays`));
  t.is(stdout.split('OT502').length, 2);
});

test('options are passed on', (t) => {
  const { read } = jscodeshift('all', { 'pay.js': LEGACY }, '--style=minimal');
  t.regex(read('pay.js'), /\.startSpan\(/);
});

test('a dry run writes nothing', (t) => {
  const { read } = jscodeshift('all', { 'pay.js': LEGACY }, '--dry');
  t.is(read('pay.js'), LEGACY);
});

test('what is left is reported with its place', (t) => {
  const left =
    "const { globalTracer, FORMAT_BINARY } = require('opentracing');\nexports.f = (span, c) => {\n  globalTracer().inject(span, FORMAT_BINARY, c);\n};\n";
  const { stdout } = jscodeshift('all', { 'left.js': left });
  t.regex(stdout, /left\.js:3:3 .*\[OT\d{3}\]/);
});

test('every rule has a transform of its own', (t) => {
  const files = readdirSync(TRANSFORMS).filter((file) => file.endsWith('.js'));
  for (const { name } of rules) t.true(files.includes(`${name}.js`), name);
  t.true(files.includes('all.js'));
});
