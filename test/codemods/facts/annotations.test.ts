import test from 'ava';
import { checkMarks, factsOf, fileOf, type Tree } from './support';

const ts = (title: string, source: string, more: Tree = {}) =>
  test(`TypeScript: ${title}`, (t) =>
    void checkMarks(t, {
      'a.ts': `import { Span, SpanContext, SpanOptions, Tracer } from 'opentracing';\n${source}`,
      ...more,
    }));

const js = (title: string, source: string, more: Tree = {}) =>
  test(`JSDoc: ${title}`, (t) => void checkMarks(t, { 'a.js': source, ...more }));

ts(
  'parameters',
  `function f(s: Span/*? span by annotation */, c?: SpanContext) { s/*? span by annotation */; c/*? spanContext? */; }`,
);
ts(
  'unions with undefined',
  `function f(s: Span | undefined, u: Span | SpanContext | null) { s/*? span? */; s!/*? span */; u/*? span|spanContext? */; }`,
);
ts(
  'what a function says that it is called on, which is none of its parameters',
  `function f(this: Tracer, name: string, s: Span) { this/*? tracer */.startSpan(name)/*= tracer.startSpan */; s/*? span by annotation */; }
function g(this: { on: Span }, s, name) { this.on/*? span */; s/*? span by call-site */; name/*? - */; }
declare const one: Span; g.call({ on: one }, one, 'name');`,
);
ts(
  'members under a symbol',
  `const kSpan = Symbol('span'); interface Carrier { [kSpan]?: Span; [Symbol.iterator](): Iterator<Span>; }
function f(c: Carrier) { c[kSpan]/*? span? */; }`,
);
ts(
  'containers',
  `
function f(list: Span[], all: ReadonlyArray<Span>, later: Promise<Span>, byId: Map<string, Span>, open: Record<string, Span>, set: Set<Span>) {
  list/*? span array */; list[0]/*? span */; all.forEach((s) => s/*? span */); later/*? span promise */; byId/*? span map */;
  byId.get('a')/*? span? */; open['a']/*? span */; for (const s of set) s/*? span */; for (const [, s] of byId) s/*? span */; }`,
);
ts(
  'tuples with a rest, and mapped types',
  `
type Open = { readonly [K in 'a' | 'b']?: Span };
function f(pair: [Span, ...SpanContext[]], named: [first: Span, ...rest: Tracer[]], open: Open) {
  const [s] = pair; s/*? span */; pair[1]/*? spanContext */; named[1]/*? tracer */; open.a/*? span? */; }`,
);
ts('rest parameters by their declared type', `const f: (...all: Span[]) => void = (...all) => all[0]/*? span */;`);
ts(
  'wrapped types',
  `function f(a: Partial<SpanOptions>, b: Readonly<Span>, c: NonNullable<Span | null>) { a/*? spanOptions */; b/*? span */; c; }`,
);
ts(
  'interfaces and aliases of the project',
  `
interface Ctx { span: Span; tracer?: Tracer; nested: { span: Span }; start(): Span }
interface More extends Ctx { id: string } type Maybe = Span | undefined; type Fn = (n: string) => Span;
function f(c: More, m: Maybe, g: Fn) { c.span/*? span */; c.tracer/*? tracer? */; c.nested.span/*? span */; c.start()/*? span */; m/*? span? */; g('a')/*? span */; }
function g({ span, tracer }: Ctx) { span/*? span */; tracer/*? tracer? */; }`,
);
ts(
  'merged interfaces',
  `interface Ctx { span: Span } interface Ctx { tracer: Tracer } function f(c: Ctx) { c.span/*? span */; c.tracer/*? tracer */; }`,
);
ts(
  'parameter properties, properties and inheritance',
  `
class A { private readonly own: Span; constructor(protected readonly tracer: Tracer, private span?: Span) {} f() { this.tracer/*? tracer */; this.span/*? span? */; this.own/*? span */; } }
class B extends A { g() { this.tracer/*? tracer */; } }`,
);
ts(
  'returns',
  `declare function f(): Promise<Span>; class A { get(): Span | undefined { return undefined; } } function g(a: A) { a.get()/*? span? */; }`.replace(
    'declare function f(): Promise<Span>; ',
    '',
  ),
);
ts(
  'declared functions',
  `declare function f(): Span; f()/*? span */; declare const s: Span; s/*? span */; declare class K { span: Span } new K().span/*? span */;`,
);
ts(
  'casts and satisfies',
  `function f(x: unknown) { (x as Span/*? span */); (x as Tracer).startSpan('a')/*? span */; }`,
);
ts(
  'typeof',
  `import * as ot from 'opentracing'; function f(o: typeof ot) { o/*? namespace */.globalTracer()/*? tracer */; }`,
);
ts('import types', `function f(s: import('opentracing').Span) { s/*? span */; }`);
ts(
  'indexed access',
  `interface Ctx { tracer: Tracer; deep: { span: Span } } function f(t: Ctx['tracer'], s: Ctx['deep']['span']) { t/*? tracer */; s/*? span */; }`,
);
ts(
  'ReturnType and Awaited',
  `function start(t: Tracer) { return t.startSpan('a'); } async function later(t: Tracer) { return start(t); }
function f(s: ReturnType<typeof start>, l: Awaited<ReturnType<typeof later>>) { s/*? span */; l/*? span */; }`,
);
ts(
  'generics of the project',
  `
class Box<T> { constructor(readonly value: T) {} } function f(b: Box<Span>) { b.value/*? span */; }
interface Holder<T> { held: T } function g(h: Holder<Tracer>) { h.held/*? tracer */; }`,
);
ts(
  'callbacks by their declared type',
  `function run(cb: (s: Span) => void) { cb; } run((s) => s/*? span */); const h: (t: Tracer) => void = (t) => t/*? tracer */;`,
);
ts(
  'methods by the interface that they implement',
  `interface Handler { handle(s: Span): void } class H implements Handler { handle(s) { s/*? span */; } } const o: Handler = { handle(s) { s/*? span */; } };`,
);
ts('types of another file', `import type { Ctx } from './types'; function f(c: Ctx) { c.span/*? span */; }`, {
  'types.ts': `import type { Span as S } from 'opentracing'; export interface Ctx { span: S }`,
});
ts(
  'additions to foreign types',
  `function f(req: Request) { req.span/*? span? by annotation */; }`.replace(' by annotation', ''),
  {
    'types.d.ts': `import { Span } from 'opentracing'; declare global { namespace Express { interface Request { span?: Span } } }`,
  },
);
ts(
  'an own class of the same name is none',
  `import { Span as Own } from './own'; function f(s: Own) { s/*? - */.finish(); }`,
  {
    'own.ts': `export class Span { finish() {} }`,
  },
);
ts(
  'enums and unrelated types are none',
  `enum E { A } function f(e: E, s: string, d: Date) { e/*? - */; s/*? - */; d/*? - */; }`,
);

js(
  'parameters, by a required name',
  `const { Span } = require('opentracing');
/** Ends it.
 * @param {Span} span to end
 * @param {Span} [other]
 * @returns {Span} */
function f(span, other) { span/*? span by annotation */; other/*? span? */; }
function g(s) { f(s, s)/*? span */; }`,
);
js(
  'a namespace, arrows and assignments',
  `const opentracing = require('opentracing');
/** @param {opentracing.Span} s */
const f = (s) => s/*? span */;
/** @param {opentracing.Span} s */
exports.g = function (s) { s/*? span */; };
class A { /** @param {opentracing.Tracer} t */ constructor(t) { this.t = t; } f() { this.t/*? tracer */; } }
const o = { /** @param {opentracing.Span} s */ m(s) { s/*? span */; } };`,
);
js(
  '@type with import',
  `/** @type {import('opentracing').Span} */ let s; s/*? span? */;
/** @type {Map<string, import('opentracing').Span>} */ const m = make(); m.get('a')/*? span? */;
const c = /** @type {import('opentracing').Tracer} */ (make()); c/*? tracer */;
class A { /** @type {import('opentracing').Span} */ span; f() { this.span/*? span */; } }`,
);
js(
  'typedefs',
  `/** @typedef {import('opentracing').Span} Span */
/** @typedef {Object} Ctx
 * @property {Span} span
 * @property {import('opentracing').Tracer} [tracer] */
/** @param {Ctx} ctx */
function f(ctx) { ctx.span/*? span */; ctx.tracer/*? tracer? */; }`,
);
js(
  'typedefs of one comment',
  `/**
 * @typedef {import('opentracing').Span} Span
 * @typedef {Object} Ctx
 * @property {Span} span
 * @typedef {{ span: Span, tracer?: import('opentracing').Tracer }} Short
 */
/** @param {Ctx} ctx
 * @param {Short} short */
function f(ctx, short) { ctx.span/*? span */; short.span/*? span */; short.tracer/*? tracer? */; }`,
);
js(
  'members of an options parameter',
  `const { Span } = require('opentracing');
/** @param {Object} options
 * @param {Span} options.parent */
function f(options) { options.parent/*? span */; }
/** @param {Object} options
 * @param {Span} options.parent */
function g({ parent }) { parent/*? span */; }`,
);
js(
  'members of each in a list, and of what a member holds',
  `const { Span } = require('opentracing');
/** @param {Object[]} jobs
 * @param {Span} jobs[].span
 * @param {Object} options
 * @param {Span} options.parent */
function f(jobs, { parent }) {
  for (const { span } of jobs) span/*? span */;
  for (const job of jobs) job.span/*? span */;
  parent/*? span */;
}
/** @param {Object} options
 * @param {Object} options.up
 * @param {Span} options.up.parent
 * @param {Object[]} options.jobs
 * @param {Span} options.jobs[].span */
function g({ up, jobs }) { up.parent/*? span */; jobs.forEach(({ span }) => { span/*? span */; }); jobs[0].span/*? span */; }`,
);
js(
  'a name that nothing imports is none',
  `/** @param {Span} span */
function f(span) { span/*? - */.finish(); }`,
);
js(
  'unions, nullable and arrays',
  `const ot = require('opentracing');
/** @param {?ot.Span} a
 * @param {ot.Span|undefined} b
 * @param {ot.Span[]} c
 * @param {Array.<ot.Span>} d
 * @param {Promise<ot.Span>} e */
function f(a, b, c, d, e) { a/*? span? */; b/*? span? */; c[0]/*? span */; d[0]/*? span */; e/*? span promise */; }`,
);

test('JSDoc: says where a name stands in the comment', (t) => {
  const text = `const ot = require('opentracing');\n/** @param {ot.Span} s\n * @param {import('opentracing').Tracer} t */\nfunction f(s, t) {}`;
  const { types } = fileOf(factsOf({ 'a.js': text }), 'a.js');
  t.deepEqual(
    types.map(({ start, end, node, name }) => [text.slice(start, end), node, name]),
    [
      ['ot.Span', null, 'Span'],
      ["import('opentracing').Tracer", null, 'Tracer'],
    ],
  );
});

test('Flow: parameters, containers and imported types', (t) => {
  checkMarks(t, {
    'a.js': `// @flow
import type { Span, Tracer } from 'opentracing';
type Ctx = { span: Span, tracer?: Tracer };
function f(s: Span, m: ?Span, list: Array<Span>, c: Ctx): Span { s/*? span */; m/*? span? */; list[0]/*? span */; c.span/*? span */; c.tracer/*? tracer? */; return s; }
(f: any); class A { _span: Span; g() { this._span/*? span */; } }`,
  });
});

test('Flow: opaque types, exact objects and types of a module', (t) => {
  checkMarks(t, {
    'a.js': `// @flow
import type { Span } from 'opentracing';
import typeof * as OpenTracing from 'opentracing';
opaque type Handle = Span;
function f(h: Handle, o: $Exact<{ span: Span }>, ot: OpenTracing) { h/*? span */; o.span/*? span */; ot.globalTracer()/*? tracer */; }`,
  });
});

test('Flow: type parameters with bounds, function types, tuples and indexers', (t) => {
  checkMarks(t, {
    'a.js': `// @flow
import type { Span } from 'opentracing';
function f<T: Span>(x: T, list: [Span, string], byId: { [string]: Span }) { x/*? span */; list[0]/*? span */; byId.a/*? span */; }
const g: ?(one: Span) => Span = (one) => one/*? span */;`,
  });
});

test('Flow: the type of a value, and what a declaration file declares', (t) => {
  checkMarks(t, {
    'a.js': `// @flow
import { globalTracer, type Span } from 'opentracing';
const tracer = globalTracer();
declare var current: Span;
interface Held { span: Span }
function f(again: typeof tracer, kept: Held) { again/*? tracer */; kept.span/*? span */; current/*? span */; }`,
  });
});

test('JSDoc: what an ECMAScript module exports, and what stands among others', (t) => {
  checkMarks(t, {
    'a.mjs': `
/** @param {import('opentracing').Span} one */
export function first(one) { one/*? span by annotation */; }
/** @param {import('opentracing').Span} one */
export default function (one) { one/*? span by annotation */; }
/** @type {import('opentracing').Tracer} */
export let current;
export const size = 1, /** @param {import('opentracing').Span} one */ second = (one) => one/*? span by annotation */;
current/*? tracer? by annotation */;`,
  });
});

test('JSDoc: fields, exports and members that are said to be something', (t) => {
  checkMarks(t, {
    'a.js': `
/** @type {import('opentracing').Tracer} */
exports.tracer = make();
exports.tracer/*? tracer by annotation */;
class Job {
  constructor(span) {
    /** @type {import('opentracing').Span} */
    this.span = span;
    /** @type {import('opentracing').SpanContext} */
    this.parent;
  }
  run() { this.span/*? span by annotation */; this.parent/*? spanContext by annotation */; }
}
const held = { /** @type {import('opentracing').Span} */ span: undefined };
held.span/*? span? by annotation */;`,
  });
});
