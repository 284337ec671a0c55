// What reads the files before Node.js does may be older than the syntax that is written, or than that of OpenTelemetry's SDK: the report says so.
import test from 'ava';
import { place } from './support';

const OF_JAEGER = `const { initTracer } = require('jaeger-client');

exports.tracer = initTracer({ serviceName: 'shop' }, {});
`;

/** `fields?.event ?? 'log'` comes to stand there. */
const OF_FIELDS = `const { globalTracer } = require('opentracing');

exports.note = (fields) => globalTracer().startSpan('pay').log(fields);
`;

const PLAIN = `const { globalTracer } = require('opentracing');

exports.tag = (value) => globalTracer().startSpan('pay').setTag('paid', value);
`;

const manifest = (fields: object) => ({
  'package.json': JSON.stringify({
    name: 'shop',
    dependencies: { 'jaeger-client': '^3.18.0', opentracing: '^0.14.7' },
    ...fields,
  }),
});

const installed = (name: string, version: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ version }),
});

const outdatedIn = test.macro(
  async (t, files: Readonly<Record<string, string>>, expected: Readonly<Record<string, string>> | undefined) => {
    const there = place(files);
    there.git('init', '--quiet');
    const { stdout } = await there.run('audit', '--format', 'json', '.');
    const [reader, ...others] = JSON.parse(stdout).outdatedReaders ?? [];
    const { next, ...known } = reader ?? {};
    t.deepEqual(reader && known, expected);
    t.deepEqual(others, []);
    const { stdout: pretty } = await there.run('codemod', '--force', '.');
    if (expected)
      t.true(pretty.includes(`syntax: ${expected.package} ${expected.version} (${expected.from}) `), pretty);
    else t.notRegex(pretty, /syntax:/);
  },
);

test(
  'a parser of Babel that does not read ?. and ??',
  outdatedIn,
  {
    'tracer.js': OF_FIELDS,
    ...manifest({ devDependencies: { '@babel/register': '^7.0.0' } }),
    ...installed('@babel/parser', '7.4.5'),
  },
  { package: '@babel/parser', version: '7.4.5', from: 'node_modules', cannot: 'read-syntax' },
);
test(
  'that parser where no more than the module that takes the place of jaeger-client is written',
  outdatedIn,
  {
    'tracer.js': OF_JAEGER,
    ...manifest({ devDependencies: { '@babel/register': '^7.0.0' } }),
    ...installed('@babel/parser', '7.4.5'),
  },
  undefined,
);
test(
  'Babel 6',
  outdatedIn,
  { 'tracer.js': OF_FIELDS, ...manifest({ devDependencies: { 'babel-core': '^6.26.0' } }) },
  { package: 'babel-core', version: '^6.26.0', from: 'package.json', cannot: 'read-syntax' },
);
test(
  'Babel 6, which reads no { ...more } by itself',
  outdatedIn,
  { 'tracer.js': OF_JAEGER, ...manifest({ devDependencies: { 'babel-core': '^6.26.0' } }) },
  { package: 'babel-core', version: '^6.26.0', from: 'package.json', cannot: 'read-spreads' },
);
test(
  'Babel 6 with what reads { ...more }',
  outdatedIn,
  {
    'tracer.js': OF_JAEGER,
    ...manifest({ devDependencies: { 'babel-core': '^6.26.0', 'babel-preset-stage-2': '^6.24.0' } }),
  },
  undefined,
);
test(
  'the bridge from Babel 6 to 7',
  outdatedIn,
  {
    'tracer.js': OF_JAEGER,
    ...manifest({ devDependencies: { 'babel-core': '7.0.0-bridge.0', '@babel/core': '^7.2.0' } }),
  },
  undefined,
);
test(
  'a parser of Babel that comes with something else',
  outdatedIn,
  { 'tracer.js': OF_JAEGER, ...manifest({}), ...installed('@babel/parser', '7.4.5') },
  undefined,
);
test(
  'where neither ?. nor ?? is written',
  outdatedIn,
  { 'pay.js': PLAIN, ...manifest({ devDependencies: { 'babel-core': '^6.26.0' } }) },
  undefined,
);
test(
  'esm, which reads the SDK too',
  outdatedIn,
  { 'tracer.js': OF_JAEGER, ...manifest({ dependencies: { 'jaeger-client': '^3.18.0', esm: '^3.2.25' } }) },
  { package: 'esm', version: '^3.2.25', from: 'package.json', cannot: 'load-sdk' },
);
test(
  'a tap that has esm read every file',
  outdatedIn,
  {
    'tracer.js': OF_JAEGER,
    ...manifest({ devDependencies: { tap: '^14.10.0' } }),
    ...installed('tap', '14.11.0'),
    ...installed('esm', '3.2.25'),
  },
  { package: 'tap', version: '14.11.0', from: 'node_modules', cannot: 'load-sdk' },
);
test(
  'esm that nobody asks for',
  outdatedIn,
  { 'tracer.js': OF_JAEGER, ...manifest({}), ...installed('esm', '3.2.25') },
  undefined,
);
