// A tracer moves before the files that use it: what these say nothing of means something else on it.
import test from 'ava';
import { type InputFile, migrate } from '../../../codemods/src/migrate';

const TRACING = {
  path: 'tracing.js',
  text: "const { globalTracer } = require('opentracing');\n\nexports.tracer = globalTracer();\n",
};

function using(...starts: readonly string[]): InputFile {
  const spans = starts.map((start) => `${start}.finish();\n`).join('');
  return { path: 'main.js', text: `const { tracer } = require('./tracing');\n\n${spans}`, context: true };
}

function told(...files: readonly InputFile[]): string[] {
  const { findings } = migrate({ files });
  return findings.filter(({ code }) => code === 'OT415').map(({ path, message }) => `${path}: ${message}`);
}

test('roots that a file outside of the run starts are told where their tracer moves', (t) => {
  const [first, more] = told(TRACING, using("tracer.startSpan('a')", "tracer.startSpan('b', {})"));
  t.regex(first ?? '', /^tracing\.js: .*main\.js:3 and 1 more, which stays out of this run/);
  t.is(more, undefined);
});

test('so they are where another file hands the tracer on', (t) => {
  const barrel = { path: 'index.js', text: "module.exports = require('./tracing');\n", context: true };
  const main = { ...using("tracer.startSpan('a')"), path: 'app/main.js' };
  const files = [TRACING, barrel, { ...main, text: main.text.replace('./tracing', '..') }];
  t.regex(told(...files)[0] ?? '', /^tracing\.js: .*app\/main\.js:3, which/);
});

test('what says where it comes from, or anything of OpenTracing, is no such root', (t) => {
  const starts = ['{ tags: {} }', '{ childOf: undefined }', 'options()'];
  t.deepEqual(told(TRACING, using(...starts.map((options) => `tracer.startSpan('a', ${options})`))), []);
});

test('a file of the run moves with its tracer', (t) => {
  t.deepEqual(told(TRACING, { ...using("tracer.startSpan('a')"), context: false }), []);
});

test('the tracer that a file outside of the run asks OpenTracing for stays', (t) => {
  const text = "const { globalTracer } = require('opentracing');\n\nglobalTracer().startSpan('a').finish();\n";
  t.deepEqual(told(TRACING, { path: 'main.js', text, context: true }), []);
});
