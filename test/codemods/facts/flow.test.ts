import test from 'ava';
import { checkMarks, type Tree } from './support';

const OT = `const ot = require('opentracing'); const tracer = ot.globalTracer();`;

const sites = (title: string, source: string) => test(title, (t) => void checkMarks(t, { 'a.js': source }));

const flow = (title: string, source: string, more: Tree = {}) =>
  test(title, (t) => {
    checkMarks(t, { 'a.js': `${OT}\n${source}`, ...more });
  });

flow('follows variables', `const s = tracer.startSpan('a'); const u = s; u/*? span by flow */.finish();`);
flow(
  'knows that how many there are is none of them',
  `
exports.go = (headers, key) => {
  const found = headers.map((one) => tracer.extract(ot.FORMAT_TEXT_MAP, one)).filter((one) => one);
  found.length/*? - */; found[key]/*? spanContext? */; found[0]/*? spanContext? */;
  const spans = new Set([tracer.startSpan('a')]); spans.size/*? - */; spans/*? span array */;
  const list = []; list[key] = tracer.startSpan('b'); list.length/*? - */; list[0]/*? span */;
};`,
);
flow(
  'knows what a function makes of each of a list of which nothing is known',
  `
exports.consume = async (messages, other) => {
  const found = messages.map(({ headers }) => tracer.extract(ot.FORMAT_TEXT_MAP, headers))/*? spanContext array */;
  found.filter(Boolean)[0]/*? spanContext? */;
  for (const one of messages.slice(1).flatMap((m) => [tracer.startSpan(m)])) one/*? span */.finish();
  const all = await Promise.all(messages.map(async () => tracer.startSpan('a'))); all/*? span array */;
  other.map((one) => one.id)/*? - */;
  other.each(() => tracer.startSpan('a'))/*? - */;
};`,
);
sites(
  'knows what members give',
  `const ot = require('opentracing'); const tracer = ot.globalTracer()/*= globalTracer */;
const s = tracer.startSpan('a')/*= tracer.startSpan */; s.context()/*? spanContext *//*= span.context */;
s.tracer()/*? tracer *//*= span.tracer */; s.setTag('a', 1)/*= span.setTag */.log({})/*? span *//*= span.log */.finish()/*= span.finish */;
tracer.extract('http_headers', {})/*? spanContext? *//*= tracer.extract */; 
tracer.inject(s, ot.FORMAT_TEXT_MAP, {})/*= tracer.inject */;`,
);
flow(
  'follows parameters from their call sites',
  `function f(s) { s/*? span by call-site */; } f(tracer.startSpan('a'));`,
);
flow('follows returns', `function f() { return tracer.startSpan('a'); } const g = () => f(); g()/*? span */;`);
flow(
  'follows promises and await',
  `
async function f() { return tracer.startSpan('a'); }
f()/*? span promise */; f().then((s) => s/*? span */).then((again) => again/*? span */);
async function g() { const s = await f(); s/*? span */; const [a, b] = await Promise.all([f(), tracer]); a/*? span */; b/*? tracer */; }`,
);
flow(
  'follows new Promise',
  `
const p = new Promise((resolve) => { const s = tracer.startSpan('x'); resolve(s); }); p.then((s) => s/*? span */.finish());`,
);
flow('follows closures', `const s = tracer.startSpan('a'); setTimeout(() => s/*? span */.finish(), 10);`);
flow('follows a late assignment', `let s; if (Math.random()) s = tracer.startSpan('a'); s/*? span? */;`);
flow(
  'does not call what is put on a list by that',
  `
const start = (req, res, next) => { req.span = tracer.startSpan('a'); next(); };
const end = (req) => { req.span/*? span by field */.finish(); };
const handlers = [start]; handlers.push(end); handlers.unshift(end); handlers.at(0)(request(), null, () => {});`,
);
flow(
  'follows fields of a class',
  `
class A { constructor(t) { this.tracer = t; } run() { this.tracer/*? tracer */.startSpan('a'); } }
new A(tracer);`,
);
flow(
  'follows inherited fields and methods',
  `
class Base { constructor(t) { this.tracer = t; } start() { return this.tracer/*? tracer */.startSpan('a'); } }
class Sub extends Base { run() { const s = this.start(); s/*? span */; this.tracer/*? tracer */; } other() { return super.start()/*? span */; } }
new Sub(tracer);`,
);
flow(
  'follows prototypes and util.inherits',
  `
const util = require('util');
function Base(t) { this.tracer = t; } Base.prototype.start = function () { return this.tracer/*? tracer */.startSpan('a'); };
function Sub(t) { Base.call(this, t); } util.inherits(Sub, Base);
Sub.prototype.run = function () { this.start()/*? span */; }; new Sub(tracer).run();`,
);
flow(
  'tells the instances of constructors apart that nobody in sight calls',
  `
function Sender() { this.spanOf = (message) => { message/*? - */; }; }
Sender.prototype.send = function () { this.spanOf({}); };
function Receiver() { this.spanOf = (message) => { message/*? span */; }; }
Receiver.prototype = { receive() { this.spanOf(tracer.startSpan('receive')); } };
module.exports = { Sender, Receiver };`,
);
flow(
  'follows object members and destructuring',
  `
const o = { s: tracer.startSpan('a'), deep: { t: tracer } }; const { s, deep: { t: mine } } = o; s/*? span */; mine/*? tracer */; o.s/*? span */;`,
);
flow(
  'follows options with defaults',
  `
function f({ parent, t = tracer } = {}) { parent/*? span? */; t/*? tracer */; } f({ parent: tracer.startSpan('a') }); f();`,
);
flow(
  'follows shorthand, spread and Object.assign',
  `
const s = tracer.startSpan('a'); const a = { s }; const b = { ...a }; b.s/*? span */; const c = Object.assign({}, a); c.s/*? span */;`,
);
flow(
  'follows arrays and their callbacks',
  `
const spans = []; spans.push(tracer.startSpan('a')); spans/*? span array */; for (const s of spans) s/*? span */;
spans.forEach((s) => s/*? span */); spans.map((s) => s.context()).filter((c) => c/*? spanContext */); spans[0]/*? span */;
spans.find((s) => s)/*? span? */; spans.reduce((all, s) => s/*? span */);`,
);
flow(
  'follows what arrays compare, look for, and copy with a change',
  `
const spans = [tracer.startSpan('a')]; spans.findIndex((s) => s/*? span */); spans.findLastIndex((s) => s/*? span */); spans.sort((a, b) => b/*? span */);
spans.toSorted((a, b) => a/*? span */); [null].with(0, tracer.startSpan('b'))[0]/*? span? */; [].toSpliced(0, 0, tracer.startSpan('c'))[0]/*? span */;`,
);
flow(
  'follows what a callback is a method of',
  `
[1].forEach(function () { this/*? span */; }, tracer.startSpan('a')); [1].map(function () { return this; }, tracer.startSpan('b'))[0]/*? span */;
new Map([[1, 2]]).forEach(function () { this/*? tracer */; }, tracer); setInterval((s) => s/*? span */, 1, tracer.startSpan('c'));`,
);
flow(
  'follows Maps, WeakMaps and Sets',
  `
const byId = new Map(); byId.set('a', tracer.startSpan('a')); byId.get('a')/*? span? */; for (const [, s] of byId) s/*? span */;
const weak = new WeakMap(); weak.set({}, tracer); weak.get({})/*? tracer? */; const set = new Set([tracer]); for (const x of set) x/*? tracer */;`,
);
flow(
  'follows dictionaries',
  `const open = {}; open[Math.random()] = tracer.startSpan('a'); open['x']/*? span? */; Object.values(open).forEach((s) => s/*? span */);`,
);
flow(
  'follows bind, call and apply',
  `
function f(a, s) { s/*? span by call-site */; this.t/*? tracer */; }
f.call({ t: tracer }, 1, tracer.startSpan('a')); const g = f.bind({ t: tracer }, 1); g(tracer.startSpan('b'));`,
);
flow(
  'follows the steps of a generator, and of the values of a map',
  `function* g() { yield tracer.startSpan('a'); } const { value } = g().next(); value/*? span? */;
const spans = new Map([['a', tracer.startSpan('a')]]); spans.values().next().value/*? span? */.finish();`,
);
flow('follows generators', `function* g() { yield tracer.startSpan('a'); } for (const s of g()) s/*? span */;`);
flow(
  'follows rest parameters and spread arguments',
  `
function f(...all) { all[0]/*? span */; } const args = [tracer.startSpan('a')]; f(...args);`,
);
flow(
  'follows arguments that are spread over a built-in method',
  `
function each(list, ...rest) { list.forEach(...rest); } each([tracer.startSpan('a')], (s) => s/*? span by flow */);`,
);
flow(
  'follows methods of arrays that are borrowed',
  `
const spans = [tracer.startSpan('a')];
Array.prototype.map.call(spans, (s) => s/*? span by flow */)[0]/*? span by flow */;
[].forEach.apply(spans, [(s) => s/*? span by flow */]);
function last() { return Array.prototype.slice.call(arguments).pop()/*? span? */; } last(tracer.startSpan('b'))/*? span? */;
Array.prototype.push.apply(spans, [unknown()]); Array.prototype.map.call(document.all, (s) => s/*? - */);`,
);
flow(
  'takes what the shim makes of a tracer that has been given a close for a tracer alone, and the tracer of the project for what it is',
  `
const { toOpenTracingTracer } = require('@ot2otel/shim'); const { trace } = require('@opentelemetry/api');
toOpenTracingTracer(Object.assign(trace.getTracer('a'), { close() {} }))/*? tracer */;
toOpenTracingTracer({ startSpan() {} })/*? tracer! */;`,
);
flow('follows getters', `const o = { get span() { return tracer.startSpan('a'); } }; o.span/*? span */;`);
flow(
  'follows req.span between files that share no variable',
  `function m(req, res, next) { req.span = tracer.startSpan('a'); next(); }`,
  {
    'b.js': `module.exports = (request) => { request.span/*? span by field */.finish(); request.other/*? - */; };`,
  },
);
flow(
  'follows callbacks that receive a span',
  `
function withSpan(name, fn) { const s = tracer.startSpan(name); return fn(s); }
withSpan('a', (s) => s/*? span */.finish());`,
);
flow(
  'keeps references apart',
  `ot.childOf(tracer.startSpan('a'))/*? reference */; new ot.Reference('child_of', null)/*? reference */;`,
);
flow(
  'says that another value reaches it as well',
  `
class Own { finish() {} } const s = Math.random() ? tracer.startSpan('a') : new Own(); s/*? span! */.finish();`,
);
sites(
  'knows the mock tracer',
  `const ot = require('opentracing');
const mock = new ot.MockTracer()/*= new MockTracer */; const s = mock.startSpan('a')/*? span *//*= tracer.startSpan */;
const r = mock.report()/*? mockReport *//*= mockTracer.report */; r.spans[0]/*? mockSpan */;`,
);
flow(
  'follows private fields, accessors and static blocks',
  `
class A { #span = tracer.startSpan('a'); static tracer; static { A.tracer = tracer; } get span() { return this.#span; } set span(s) { this.#span = s; }
run() { this.#span/*? span */.finish(); this.span/*? span */.finish(); A.tracer/*? tracer */; } }
new A().span/*? span */;`,
);
flow(
  'follows generators and async iterators',
  `
function* f() { yield tracer.startSpan('a'); } for (const s of f()) s/*? span */; function* g() { yield* f(); } for (const s of g()) s/*? span */;
async function* h() { yield tracer.startSpan('b'); } async function run() { for await (const s of h()) s/*? span */; }`,
);
flow(
  'follows mixins',
  `
const Traced = (Base) => class extends Base { begin() { this.span = tracer.startSpan('a'); } };
class Job {} class TracedJob extends Traced(Job) { end() { this.span/*? span */.finish(); } } new TracedJob().span/*? span */;`,
);
flow(
  'follows files that import each other',
  `const b = require('./b'); exports.start = () => tracer.startSpan('a'); exports.end = (s) => b.end(s/*? span */);`,
  { 'b.js': `const a = require('./a'); exports.end = (s) => s/*? span */.finish(); a.end(a.start()/*? span */);` },
);
flow(
  'follows labels, sequences, optional chaining and logical assignment',
  `
let s; s ??= tracer.startSpan('a'); outer: for (;;) { s/*? span? */?.setTag('a', 1); break outer; } const q = (0, s); q/*? span? */; const o = { s }; o?.s/*? span? */?.finish();`,
);
flow(
  'follows promises that are waited for one by one, and how they ended',
  `
async function f() { return tracer.startSpan('a'); }
async function run() { for await (const s of [f()]) s/*? span */; for (const end of await Promise.allSettled([f()])) end.value/*? span */; }`,
);
flow(
  'follows arguments, in their places',
  `
function f() { arguments[0]/*? span */; for (const one of arguments) one/*? span|tracer */; const g = () => arguments[1]/*? tracer */; }
f(tracer.startSpan('a'), tracer);
function base(t, s) { t/*? tracer */; s/*? span */; } function sub() { base.apply(this, arguments); } sub(tracer, tracer.startSpan('b'));`,
);
flow(
  'follows properties that are defined',
  `
const o = {}; Object.defineProperty(o, 'span', { value: tracer.startSpan('a') }); o.span/*? span */;
Object.defineProperties(o, { mine: { get() { return o.span; } } }); o.mine/*? span */;
const made = Object.create(null, { s: { value: tracer.startSpan('s') } }); made.s/*? span */;`,
);
flow(
  'follows members by symbols and by constant keys, over files',
  `
const { kSpan } = require('./keys'); const KEY = 'opentracing';
function m(req, res) { req[kSpan] = tracer.startSpan('a'); res.locals[KEY] = tracer; res.locals[KEY]/*? tracer by field */; }`,
  {
    'keys.js': `exports.kSpan = Symbol('span');`,
    'b.js': `const { kSpan } = require('./keys'); const kOther = Symbol('span');
module.exports = (request) => { request[kSpan]/*? span by field */.finish(); request[kOther]/*? - */; request.locals.opentracing/*? tracer */; };`,
  },
);
flow(
  'follows members of a class by symbols',
  `
const kSpan = Symbol.for('span'); const kOther = Symbol('span'); class A { constructor() { this[kSpan] = tracer.startSpan('a'); this[kOther] = 1; } end() { this[kSpan]/*? span */.finish(); } } new A();
const o = { [Symbol.for('span')]: tracer }; o[kSpan]/*? tracer */;`,
);
flow(
  'follows what lists are made of and made into',
  `
const nested = [[tracer.startSpan('a')], [tracer.startSpan('b')]]; for (const s of nested.flat()) s/*? span */.finish();
const filled = new Array(2).fill(tracer.startSpan('c')); filled[1]/*? span */.finish();
const both = Array.of(tracer.startSpan('d'), tracer.startSpan('e')); for (const s of both) s/*? span */.finish();`,
);
flow(
  'follows the keys of a map',
  `
const names = new Map([]); names.set(tracer.startSpan('a'), 'a');
for (const s of names.keys()) s/*? span */.finish();`,
);
flow(
  'follows a function that runs once, or in the context it was bound in',
  `
const once = require('lodash').once(() => tracer.startSpan('a')); once()/*? span */.finish();
const ns = require('cls-hooked').createNamespace('x'); const run = ns.bind(() => tracer.startSpan('b')); run()/*? span */.finish();`,
);
