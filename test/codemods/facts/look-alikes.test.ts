import test from 'ava';
import { checkMarks, factsOf, fileOf, type Tree } from './support';

const OT = `const ot = require('opentracing'); const tracer = ot.globalTracer();`;

/** What a file says of calls: proven members, and suspects with their reasons. */
function verdicts(tree: Tree, path = 'a.js') {
  const { calls, suspects } = fileOf(factsOf(tree), path);
  return {
    calls: calls.map(({ member }) => member).filter((member) => member !== 'globalTracer'),
    suspects: suspects.map(({ method, reason }) => `${method} ${reason}`),
  };
}

test('a class with the same method names stays untouched, beside the real thing', (t) => {
  const source = `${OT}
class Recorder { setTag() { return this; } log() {} finish() {} }
const r = new Recorder(); r.setTag('a', 1); r.finish(); const s = tracer.startSpan('a'); s.finish();`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: ['tracer.startSpan', 'span.finish'], suspects: [] });
});

test('calls of a wrapper are not calls of what it wraps', (t) => {
  const source = `${OT}
class Wrapper { constructor() { this.span = tracer.startSpan('a'); } setTag(k, v) { this.span.setTag(k, v); return this; } finish() { this.span.finish(); } }
const w = new Wrapper(); w.setTag('a', 1).finish();`;
  t.deepEqual(verdicts({ 'a.js': source }), {
    calls: ['tracer.startSpan', 'span.setTag', 'span.finish'],
    suspects: [],
  });
});

test('a wrapper behind an interface is a wrapper', (t) => {
  const tree = {
    'a.ts': `import { Span } from 'opentracing'; interface ITracer { startSpan(name: string): Span }
export function f(tracer: ITracer) { const s = tracer.startSpan('a'); s/*? span */.finish()/*= span.finish */; }`,
  };
  checkMarks(t, tree);
  t.deepEqual(verdicts(tree, 'a.ts').suspects, []);
});

test('a receiver that may be either is reported, not proven', (t) => {
  const source = `${OT}
class Own { finish() {} } function f(s) { s.finish(); s.setTag('a', 1); } f(tracer.startSpan('a')); f(new Own());`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: ['span.setTag', 'tracer.startSpan'], suspects: ['finish union'] });
});

test('`this` of a look-alike is its own, also where one variable may be either', (t) => {
  const source = `${OT}
class Own { setTag() { return this; } under(o) { return this; } } function f(s) { s.under(new Own()); return s.setTag('a', 1); } f(tracer.startSpan('a')); f(new Own());
const own = new Own().setTag('a', 1).under(new Own()); own.setTag('b', 2);`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: ['tracer.startSpan'], suspects: ['setTag union'] });
});

test('`this` of a function that is hung on a span is the span', (t) => {
  const source = `${OT}
const s = tracer.startSpan('a'); s.end = function (code) { this.setTag('code', code); this.finish(); }; s.end(200);`;
  t.deepEqual(verdicts({ 'a.js': source }), {
    calls: ['tracer.startSpan', 'span.setTag', 'span.finish'],
    suspects: [],
  });
});

test('`this` is a span where a function is called for one', (t) => {
  const source = `${OT}
function end() { this.finish(); } end.call(tracer.startSpan('a')); [1].forEach(function () { this.log({}); }, tracer.startSpan('b'));`;
  t.deepEqual(verdicts({ 'a.js': source }), {
    calls: ['span.finish', 'tracer.startSpan', 'span.log', 'tracer.startSpan'],
    suspects: [],
  });
});

test('false, an empty string or zero beside a span is no rival', (t) => {
  const source = `${OT} const s = Math.random() > 1 && tracer.startSpan('a'); if (s) s.finish();`;
  t.deepEqual(verdicts({ 'a.js': source }).calls, ['tracer.startSpan', 'span.finish']);
});

test("a test's stand-in is no rival of the code that it tries, and is listed", (t) => {
  const tree = {
    'a.js': `${OT} exports.f = (s) => s.finish(); exports.f(tracer.startSpan('a'));`,
    'a.test.js': `const { f } = require('./a'); const span = { finish() {}, setTag() {} }; f(span);`,
  };
  t.deepEqual(verdicts(tree), { calls: ['span.finish', 'tracer.startSpan'], suspects: [] });
  const { standIns } = fileOf(factsOf(tree), 'a.test.js');
  t.deepEqual(
    standIns.map(({ node, role }) => [node.type, role]),
    [['ObjectExpression', 'span']],
  );
});

test('an implementation is listed, and nothing in it is', (t) => {
  const tree = {
    'a.js': `${OT}
class Decorator extends ot.Tracer { constructor(inner) { super(); this.inner = inner; } _startSpan(name, f) { return this.inner.startSpan(name, { childOf: f.parent, tags: { [ot.Tags.ERROR]: true } }); } }
new Decorator(tracer);`,
  };
  const { calls, values, implementations } = fileOf(factsOf(tree), 'a.js');
  t.deepEqual(
    calls.map(({ member }) => member),
    ['globalTracer'],
  );
  t.deepEqual(
    values.map(({ name }) => name),
    ['Tracer'],
  );
  t.deepEqual(
    implementations.map(({ role }) => role),
    ['tracer'],
  );
});

test('a class with everything that a Span has is an implementation, without extending one', (t) => {
  const methods = [
    'context',
    'tracer',
    'setOperationName',
    'setBaggageItem',
    'getBaggageItem',
    'setTag',
    'log',
    'finish',
  ];
  const source = (names: string[]) => `class S { ${names.map((name) => `${name}() {}`).join(' ')} }`;
  const roles = (text: string) => fileOf(factsOf({ 'a.js': text }), 'a.js').implementations.map(({ role }) => role);
  t.deepEqual(roles(source(methods)), ['span']);
  t.deepEqual(roles(source(methods.filter((name) => name !== 'getBaggageItem'))), []);
});

test('a tracer that may be an implementation which overrides the method is not proven', (t) => {
  const source = `${OT}
class Decorator extends ot.Tracer { startSpan(name, options) { return super.startSpan(name, options); } }
function f(t) { t.startSpan('a'); } f(tracer); f(new Decorator());`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: [], suspects: ['startSpan union'] });
});

test('names alone prove nothing, and are reported only where something is proven', (t) => {
  const source = `module.exports = (span, tracer) => { span.setTag('a', 1); span.finish(); tracer.startSpan('b'); };`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: [], suspects: [] });
  t.deepEqual(verdicts({ 'a.js': source, 'b.js': `${OT}tracer.startSpan("x");` }).suspects, [
    'setTag unresolved',
    'finish unresolved',
    'startSpan unresolved',
  ]);
});

test('what starts spans by options alone, and not by their name, is another kind of tracer', (t) => {
  const source = `${OT}tracer.startSpan("x"); exports.f = (ours) => ours.startSpan({ name: 'a' }); exports.g = (other, id) => other.startSpan(id);`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: ['tracer.startSpan'], suspects: ['startSpan unresolved'] });
});

test('common words on other things are not suspected', (t) => {
  const source = `${OT} console.log('a'); response.finish(); document.context(); archive.extract(1); _.inject(2); tracer.startSpan('a');`;
  t.deepEqual(verdicts({ 'a.js': source }).suspects, []);
});

test('a shadowed or reassigned name is not what it hides', (t) => {
  const source = `${OT}
const span = tracer.startSpan('a');
function f(span) { span/*? - */.log('x'); } { const span = { finish() {} }; span/*? - */.finish(); }
try { f(); } catch (span) { span/*? - */.log(); } span/*? span */.finish();
for (const span of []) span/*? - */; (function tracer() { tracer/*? - */; })(); class T { tracer() { return tracer/*? tracer */; } }`;
  checkMarks(t, { 'a.js': source });
});

test('an external object of unknown kind says nothing', (t) => {
  const source = `${OT} const dd = require('dd-trace'); const s = dd.startSpan('a'); s/*? - */; dd.tracer/*? - */; tracer/*? tracer */;`;
  checkMarks(t, { 'a.js': source });
});

test('a property of a common name on unknown objects is believed only on objects of the same name', (t) => {
  checkMarks(t, {
    'a.js': `${OT} function f(job) { job.context = tracer.startSpan('a').context(); } function g(job) { job.context/*? spanContext by field */; } function h(koa) { koa.context/*? - */; }`,
  });
});

test('something else that is written to the same property makes it mixed', (t) => {
  checkMarks(t, {
    'a.js': `${OT} class Own {} function f(req) { req.span = tracer.startSpan('a'); } function g(req) { req.span = new Own(); } function h(req) { req.span/*? span! */; }`,
  });
});

test('what another tracing library gives is nobody we know, nor what it calls back with', (t) => {
  const source = `${OT} tracer.startSpan('real'); const dd = require('dd-trace').init(); const Sentry = require('@sentry/node');
const span = dd.startSpan('a', { childOf: dd.scope().active() }); span.setTag('a', 1); span.finish();
Sentry.startSpan({ name: 'b' }, (span) => { span.setTag('b', 1); });`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: ['tracer.startSpan'], suspects: [] });
});

test('it makes a receiver that may be either doubtful', (t) => {
  const source = `${OT} const either = process.env.X ? require('dd-trace') : tracer; either.startSpan('a').finish();`;
  t.deepEqual(verdicts({ 'a.js': source }), { calls: [], suspects: ['finish derived', 'startSpan union'] });
});

test('what a call gives that may be made on something else is as doubtful as its receiver', (t) => {
  const source = `${OT}
class Own { startSpan() {} } const either = process.env.X ? new Own() : tracer;
const span = either.startSpan('a'); span.setTag('a', 1).log({ a: 1 }); span.context().toTraceId();`;
  t.deepEqual(verdicts({ 'a.js': source }), {
    calls: [],
    suspects: ['startSpan union', 'log derived', 'setTag derived', 'toTraceId derived', 'context derived'],
  });
});

test('a class that extends one of OpenTracing has all its methods; an abstract one has no instances', (t) => {
  const source = (kind: string) => `import { globalTracer, Tracer } from 'opentracing';
${kind} Own extends Tracer {} declare const own: Own; function f(tracer: Tracer) { tracer.startSpan('a'); } f(globalTracer()); f(own);`;
  t.deepEqual(verdicts({ 'a.ts': source('class') }, 'a.ts'), { calls: [], suspects: ['startSpan union'] });
  t.deepEqual(verdicts({ 'a.ts': source('abstract class') }, 'a.ts').calls, ['tracer.startSpan']);
});

test('an array that is all that is known of a receiver does not make it something of the project', (t) => {
  const source = `import { Span } from 'opentracing'; type Element<T> = T extends Array<infer U> ? U : T;
export function f(x: Element<Span[]>) { x.setTag('a', 1); }`;
  t.deepEqual(verdicts({ 'a.ts': source }, 'a.ts').suspects, ['setTag unresolved']);
});
