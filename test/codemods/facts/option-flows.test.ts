// The ways of options that are built in one place and given to startSpan in another.
import test from 'ava';
import { factsOf, type Tree } from './support';

const START = `const { globalTracer } = require('opentracing');
function start(name, options) { return globalTracer().startSpan(name, options); }
module.exports = { start };
`;

/** What stands in the way of the only flow of a project, and the literals that it has. */
function flowOf(tree: Tree, manifests?: ReadonlyMap<string, unknown>) {
  const [flow, more] = factsOf(tree, { manifests }).optionFlows();
  if (flow === undefined || more !== undefined) throw new Error('not one flow');
  const texts = flow.literals.map(({ path, node }) => (tree[path] ?? '').slice(node.start ?? 0, node.end ?? 0));
  return { open: flow.open, texts: texts.sort(), carriers: flow.carriers.map(({ binding }) => binding.name) };
}

test('options are followed through functions, variables, choices and copies', (t) => {
  const flow = flowOf({
    'start.js': START,
    'main.js': `const { start } = require('./start');
const child = (parent, options = {}) => start('child', { ...options, childOf: parent });
const named = { tags: { a: 1 } };
child(null, named);
child(null, named ? { startTime: 1 } : undefined);
`,
  });
  t.is(flow.open, undefined);
  t.deepEqual(flow.texts, ['{ ...options, childOf: parent }', '{ startTime: 1 }', '{ tags: { a: 1 } }']);
  t.deepEqual(flow.carriers.sort(), ['named', 'options', 'options']);
});

test('a project that passes no options on has no flow', (t) => {
  const facts = factsOf({ 'a.js': "require('opentracing').globalTracer().startSpan('a', { tags: {} });" });
  t.deepEqual(facts.optionFlows(), []);
});

const REASONS: Readonly<Record<string, readonly [call: string, reason: RegExp]>> = {
  'what another function builds': ["start('a', JSON.parse(text));", /what builds them is not known/],
  'arguments that are spread': ['start(...all);', /are spread/],
  'a function that is passed on': ["start('a', {tags: {}}); names.map(start);", /start is passed on as a value/],
  'a function that is called by apply': ["start('a', {tags: {}}); start.apply(null, all);", /passed on as a value/],
  'a function that a test replaces': ["start('a', {tags: {}}); sinon.stub(module, 'start');", /sinon\.stub\(\) puts/],
  'a call that may be one of it': [
    "start('a', {tags: {}}); unknown.start('b', x);",
    /unknown\.start\(\) may be a call/,
  ],
  'options that are looked into': [
    "const o = {tags: {}}; start('a', o); use(Object.keys(o));",
    /used for more than to pass them on/,
  ],
};

for (const [title, [calls, reason]] of Object.entries(REASONS))
  test(`a flow is open by ${title}`, (t) => {
    const main = `const { start } = require('./start');\n${calls}\n`;
    t.regex(flowOf({ 'start.js': START, 'main.js': main }).open ?? '', reason);
  });

test('a flow is open where nobody in sight calls the function, or the package exports it', (t) => {
  t.regex(flowOf({ 'start.js': START }).open ?? '', /no call of the function is in sight/);
  const tree = { 'index.js': START, 'main.js': "require('./index').start('a', { tags: {} });" };
  t.is(flowOf(tree, new Map([['', { name: 'app', private: true }]])).open, undefined);
  t.regex(flowOf(tree, new Map([['', { name: 'app' }]])).open ?? '', /part of what app exports/);
});

test('a flow is open where the function may be called through an interface', (t) => {
  const tree = {
    'start.ts': `import { globalTracer, SpanOptions } from 'opentracing';
export class Spans { begin(options?: SpanOptions) { return globalTracer().startSpan('a', options); } }
`,
    'main.ts': `import { Spans } from './start';
interface Beginner { begin(options: unknown): void }
export function main(beginner: Beginner) {
  new Spans().begin({ tags: {} });
  beginner.begin({ tags: { a: 1 } });
}
`,
  };
  t.regex(flowOf(tree).open ?? '', /beginner\.begin\(\) may be a call of it/);
});

test('a flow is open where it passes a package that is a tracer itself', (t) => {
  const tree = {
    'tracer/index.js': `const { Span, Tracer } = require('opentracing');
class OwnSpan extends Span { _addTags() {} _log() {} _finish() {} }
class Own extends Tracer { _startSpan() { return new OwnSpan(); } _inject() {} _extract() {} }
module.exports = { Own };
`,
    'tracer/start.js': `/** @param {import('opentracing').Tracer} tracer */
function start(tracer, options) { return tracer.startSpan('own', options); }
module.exports = { start };
`,
    'app/main.js': "require('../tracer/start').start(make(), { tags: {} });\n",
  };
  const manifests = new Map<string, unknown>([
    ['tracer', { name: 'own-tracer', main: 'index.js' }],
    ['app', { name: 'app' }],
  ]);
  t.regex(flowOf(tree, manifests).open ?? '', /a package that implements OpenTracing/);
});

const MAKING = `const { globalTracer } = require('opentracing');
`;

/** What stands in the way of options that a function gives. */
const MAKER_REASONS: Readonly<Record<string, readonly [code: string, reason: RegExp]>> = {
  'a function that gives them later': [
    "async function make() { return { tags: {} }; } globalTracer().startSpan('a', make());",
    /does not give them at once/,
  ],
  'a result that is looked into': [
    "const make = () => ({ tags: {} }); globalTracer().startSpan('a', make()); use(make().tags);",
    /used for more than to pass them on/,
  ],
  'a function that a test replaces': [
    "const it = { make() { return { tags: {} }; } }; globalTracer().startSpan('a', it.make()); sinon.stub(it, 'make');",
    /sinon\.stub\(\) puts/,
  ],
  'a method that another class overrides': [
    `class A { make() { return { tags: {} }; } run() { globalTracer().startSpan('a', this.make()); } }
     class B extends A { make() { return { tags: { b: 1 } }; } } new B().run();`,
    /may override a method/,
  ],
};

for (const [title, [code, reason]] of Object.entries(MAKER_REASONS))
  test(`a flow is open by ${title}, which builds the options`, (t) => {
    t.regex(flowOf({ 'a.js': MAKING + code }).open ?? '', reason);
  });

test('a flow goes through what functions build, also for each other', (t) => {
  const tree = {
    'make.js': `exports.make = (parent) => { if (parent) return { childOf: parent }; };
exports.both = (parent) => ({ ...exports.make(parent), tags: {} });
`,
    'main.js': `${MAKING}const { both } = require('./make');
globalTracer().startSpan('a', both(null));
`,
  };
  const [flow] = factsOf(tree).optionFlows();
  t.is(flow?.open, undefined);
  t.deepEqual(
    flow?.makers.map(({ mayGiveNothing, withParent }) => [mayGiveNothing, withParent]),
    [
      [false, true],
      [true, true],
    ],
  );
});

test('what a parameter may call is no function that we know', (t) => {
  const code = "const run = (make) => globalTracer().startSpan('a', make()); run(() => ({ tags: {} }));";
  t.deepEqual(factsOf({ 'a.js': MAKING + code }).optionFlows(), []);
});
