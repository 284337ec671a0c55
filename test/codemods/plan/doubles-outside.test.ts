// A program and the test that gives it a span of its own are moved in two runs, either of them first.
import test from 'ava';
import { type InputFile, migrate } from '../../../codemods/src/migrate';

const ORDER = {
  path: 'order.js',
  text: [
    'class Order {',
    '  constructor(span) {',
    '    this.span = span;',
    '  }',
    '',
    '  pay(amount) {',
    "    this.span.setTag('amount', amount);",
    '    this.span.finish();',
    '  }',
    '}',
    '',
    'module.exports = { Order };',
    '',
  ].join('\n'),
};

const TEST = {
  path: 'order.test.js',
  text: [
    "const { Order } = require('./order');",
    '',
    'const calls = [];',
    'const span = { setTag: (key, value) => calls.push([key, value]), finish: () => calls.push("finish") };',
    'new Order(span).pay(5);',
    'module.exports = calls;',
    '',
  ].join('\n'),
};

const MAIN = {
  path: 'main.js',
  text: "const { globalTracer } = require('opentracing');\nconst { Order } = require('./order');\n\nnew Order(globalTracer().startSpan('pay')).pay(3);\n",
  context: true,
};

const outside = (file: InputFile): InputFile => ({ ...file, context: true });

function moved(...files: readonly InputFile[]) {
  const result = migrate({ files: [...files, MAIN] });
  const texts = new Map(result.files.map(({ path, text }) => [path, text]));
  const textOf = ({ path }: InputFile) => texts.get(path) ?? '';
  const told = result.findings.map(({ code, path, message }) => `${path} ${code}: ${message}`);
  return { textOf, told: told.filter((line) => /OT6/.test(line)) };
}

/** What the test has seen, with the program as it is by now. */
function callsOf(order: string, double: string): unknown {
  const program = { exports: {} as Record<string, unknown> };
  new Function('module', 'require', order)(program, require);
  const seen = { exports: undefined };
  const load = (name: string) => (name === './order' ? program.exports : require(name));
  new Function('module', 'require', double)(seen, load);
  return seen.exports;
}

test('the program alone: the double that it may be given is told of, once', (t) => {
  const { textOf, told } = moved(ORDER, outside(TEST));
  t.regex(textOf(ORDER), /this\.span\.end\(\)/);
  t.deepEqual(told.length, 1);
  t.regex(told[0] ?? '', /^order\.js OT613: .* order\.test\.js:4, /);
});

test('the test alone: its double answers to both, so the program may move before or after', (t) => {
  const first = moved(outside(ORDER), TEST);
  t.regex(first.told.join('\n'), /^order\.test\.js OT608/);
  const expected = [['amount', 5], 'finish'];
  t.deepEqual(callsOf(ORDER.text, first.textOf(TEST)), expected);
  const second = moved(ORDER, outside({ ...TEST, text: first.textOf(TEST) }));
  t.deepEqual(second.told, []);
  t.deepEqual(callsOf(second.textOf(ORDER), first.textOf(TEST)), expected);
});

test('both in one run: the double is renamed with the program', (t) => {
  const { textOf, told } = moved(ORDER, TEST);
  t.regex(told.join('\n'), /^order\.test\.js OT602[^\n]*$/);
  t.deepEqual(callsOf(textOf(ORDER), textOf(TEST)), [['amount', 5], 'finish']);
});
