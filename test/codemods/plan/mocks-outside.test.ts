// A program and a test that gives it a MockTracer are moved in two runs: what stays out of one goes on speaking OpenTracing.
import test from 'ava';
import { type InputFile, migrate } from '../../../codemods/src/migrate';

const lines = (...text: readonly string[]) => `${text.join('\n')}\n`;

const COOK = {
  path: 'cook.js',
  text: lines(
    'exports.cook = (tracer) => {',
    "  const span = tracer.startSpan('meal');",
    "  span.setTag('dishes', 2);",
    '  span.finish();',
    '};',
  ),
};

const TRACES = {
  path: 'test/traces.js',
  text: lines(
    "const { MockTracer } = require('opentracing');",
    '',
    'const tracer = new MockTracer();',
    '',
    'exports.tracer = tracer;',
    'exports.spans = () => tracer.report().spans;',
  ),
};

const TEST = {
  path: 'test/cook.test.js',
  text: lines(
    "const { cook } = require('../cook');",
    "const { spans, tracer } = require('./traces');",
    '',
    "it('is traced', () => {",
    '  cook(tracer);',
    "  expect(spans()[0].operationName()).toBe('meal');",
    '});',
  ),
};

const PAY = {
  path: 'pay.js',
  text: lines(
    "const { globalTracer } = require('opentracing');",
    '',
    'exports.pay = () => {',
    "  const span = globalTracer().startSpan('pay');",
    '  span.finish();',
    '};',
  ),
};

const payTest = (name: string) => ({
  path: `${name}.test.js`,
  text: lines(
    "const { initGlobalTracer, MockTracer } = require('opentracing');",
    "const { pay } = require('./pay');",
    '',
    "it('is traced', () => {",
    '  const tracer = new MockTracer();',
    '  initGlobalTracer(tracer);',
    '  pay();',
    "  expect(tracer.report().spans[0].operationName()).toBe('pay');",
    '});',
  ),
});

const outside = (file: InputFile): InputFile => ({ ...file, context: true });

function moved(...files: readonly InputFile[]) {
  const result = migrate({ files });
  const told = result.findings.map(({ code, path, message }) => `${path} ${code}: ${message}`);
  const texts = new Map(result.files.map(({ path, text }) => [path, text]));
  return { textOf: ({ path, text }: InputFile) => texts.get(path) ?? text, told };
}

test('a mock tracer stays where the code that starts spans on it does', (t) => {
  const { textOf, told } = moved(outside(COOK), TRACES, TEST);
  t.regex(textOf(TRACES), /new MockTracer\(\)/);
  t.regex(textOf(TEST), /spans\(\)\[0\]\.operationName\(\)/);
  t.regex(told.join('\n'), /traces\.js OT601: a MockTracer that code which stays starts spans on /);
});

test('the spans of a mock tracer that stays are asked as before', (t) => {
  const { textOf, told } = moved(COOK, outside(TRACES), TEST);
  t.regex(textOf(COOK), /span\.end\(\)/);
  t.regex(textOf(TEST), /spans\(\)\[0\]\.operationName\(\)/);
  t.regex(told.join('\n'), /cook\.test\.js OT802: .*\(OT601, test\/traces\.js:/);
});

test('all in one run move together', (t) => {
  const { textOf } = moved(COOK, TRACES, TEST);
  t.regex(textOf(COOK), /span\.end\(\)/);
  t.regex(textOf(TRACES), /exporter\.getFinishedSpans\(\)/);
  t.regex(textOf(TEST), /spans\(\)\[0\]\.name/);
});

test('a mock tracer stays global where the code that asks for the global one does', (t) => {
  const test = payTest('pay');
  const { textOf, told } = moved(outside(PAY), test);
  t.regex(textOf(test), /initGlobalTracer\(tracer\);\n {2}pay\(\);\n {2}expect\(tracer\.report\(\)/);
  t.regex(told.join('\n'), /pay\.test\.js OT504: /);
});

test('the program alone: of the tests that make a mock tracer global the first is told', (t) => {
  const { textOf, told } = moved(PAY, outside(payTest('pay')), outside(payTest('again')));
  t.regex(textOf(PAY), /span\.end\(\)/);
  t.is(told.filter((line) => line.includes('OT613')).length, 1);
});
