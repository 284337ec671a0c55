// Where the project's own jest is known to be older than what OpenTelemetry's SDK needs, the report says so.
import test from 'ava';
import { place } from './support';

const TEST = `const { MockTracer } = require('opentracing');

test('a span', () => {
  const tracer = new MockTracer();
  tracer.startSpan('pay').finish();
  expect(tracer.report().spans[0].operationName()).toBe('pay');
});
`;

const manifest = (fields: object) =>
  JSON.stringify({ name: 'shop', dependencies: { opentracing: '^0.14.7' }, ...fields });

const outdatedIn = test.macro(
  async (t, files: Readonly<Record<string, string>>, expected: { version: string; from: string } | undefined) => {
    const there = place({ 'package.json': manifest({}), ...files });
    there.git('init', '--quiet');
    const { stdout } = await there.run('audit', '--format', 'json', '.');
    const { outdatedJest } = JSON.parse(stdout);
    t.deepEqual(outdatedJest && { version: outdatedJest.version, from: outdatedJest.from }, expected);
    const { stdout: pretty } = await there.run('codemod', '--force', '.');
    const said = `tests: jest ${expected?.version} (${expected?.from}) cannot load the SDK of OpenTelemetry: raise it to 28`;
    if (expected) t.true(pretty.includes(said), pretty);
    else t.notRegex(pretty, /cannot load the SDK/);
  },
);

const ofJest = (range: string) => ({ 'package.json': manifest({ devDependencies: { jest: range } }) });

test(
  'what package.json admits',
  outdatedIn,
  { 'pay.test.js': TEST, ...ofJest('^26.6.1') },
  {
    version: '^26.6.1',
    from: 'package.json',
  },
);
test(
  'what is installed counts before that',
  outdatedIn,
  {
    'pay.test.js': TEST,
    ...ofJest('>=26'),
    'node_modules/jest/package.json': '{ "version": "27.5.1" }',
  },
  { version: '27.5.1', from: 'node_modules' },
);
test('one that is new enough', outdatedIn, { 'pay.test.js': TEST, ...ofJest('^28.0.0') }, undefined);
test(
  'where the SDK is not loaded',
  outdatedIn,
  {
    'pay.js': `exports.tracer = require('opentracing').globalTracer();\n`,
    ...ofJest('^26.6.1'),
  },
  undefined,
);
