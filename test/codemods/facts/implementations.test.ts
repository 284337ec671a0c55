import test from 'ava';
import { factsOf, fileOf, type Tree } from './support';

const roles = (tree: Tree, path = 'a.js') =>
  fileOf(factsOf(tree), path).implementations.map(({ name, role }) => `${name} ${role}`);
const isTracer = (tree: Tree, path = 'a.js', manifests?: ReadonlyMap<string, unknown>) =>
  fileOf(factsOf(tree, { manifests }), path).tracerPackage !== undefined;

const OWN = `const { Tracer, Span } = require('opentracing');
class OurSpan extends Span { _finish() {} } class OurTracer extends Tracer { _startSpan() { return new OurSpan(); } }
module.exports = { OurTracer };`;

test('what extends, what its methods give, and what extends that', (t) => {
  const source = `const ot = require('opentracing');
class Context { constructor(id) { this.id = id; } }
class Mark { setTag() {} finish() {} context() { return new Context(1); } }
class Base extends ot.Tracer { _startSpan() { return new Mark(); } }
class Quiet extends Base {}`;
  t.deepEqual(roles({ 'a.js': source }).sort(), ['Base tracer', 'Context spanContext', 'Mark span', 'Quiet tracer']);
});

test('an instrumentation of OpenTelemetry with a method of such a name is none', (t) => {
  const source = `import { InstrumentationBase } from '@opentelemetry/instrumentation';
export class Queries extends InstrumentationBase { private _startSpan(name: string) { return this.tracer.startSpan(name); } }`;
  t.deepEqual(roles({ 'a.ts': source }, 'a.ts'), []);
});

test('a class that starts spans of its own is a tracer, one that asks another tracer is a wrapper', (t) => {
  const methods = 'inject(s, f, c) { c[FORMAT_TEXT_MAP] = s; } extract() { return null; }';
  const start = (body: string) => `const { FORMAT_TEXT_MAP, globalTracer } = require('opentracing');
class Mark { setTag() {} finish() {} } class T { startSpan(name) { ${body} return new Mark(); } ${methods} } new T();`;
  t.deepEqual(roles({ 'a.js': start('') }).sort(), ['Mark span', 'T tracer']);
  t.deepEqual(roles({ 'a.js': start('globalTracer().startSpan(name);') }), []);
});

test('one that asks a tracer of which nothing is known is a wrapper as well', (t) => {
  const source = `const { Tags } = require('opentracing'); class Mark { setTag() { return Tags.ERROR; } finish() {} }
class T { startSpan(name) { this.inner.startSpan(name); return new Mark(); } inject() {} extract() {} }`;
  t.deepEqual(roles({ 'a.js': source }), []);
  const applied = `const { globalTracer } = require('opentracing'); class Mark { setTag() {} finish() {} }
class T { startSpan() { globalTracer().startSpan.apply(globalTracer(), arguments); return new Mark(); } inject() {} extract() {} }`;
  t.deepEqual(roles({ 'a.js': applied }), []);
});

test('one that starts its own spans may call OpenTelemetry for other things', (t) => {
  const source = (call: string) => `const { Tags } = require('opentracing'); const otel = require('@opentelemetry/api');
class Mark { setTag() { return Tags.ERROR; } finish() {} }
class T { startSpan() { ${call}; return new Mark(); } inject() {} extract() {} }`;
  t.deepEqual(roles({ 'a.js': source('otel.trace.getSpan(otel.context.active())') }).sort(), ['Mark span', 'T tracer']);
  t.deepEqual(roles({ 'a.js': source(`otel.trace.getTracer('a').startSpan('b')`) }), []);
  t.deepEqual(roles({ 'a.js': source('otel.propagation.inject(otel.ROOT_CONTEXT, {})') }), []);
});

test('methods with an underscore are no proof where they may be anything', (t) => {
  const source = `const ot = require('opentracing'); class Archive { _log() {} _finish() {} _inject() {} _extract() {} }`;
  t.deepEqual(roles({ 'a.js': source }), []);
});

test('an object that is all of a span is one, but not in a test', (t) => {
  const object = `exports.span = { context() {}, tracer() {}, setOperationName() {}, setBaggageItem() {}, getBaggageItem() {}, setTag() {}, log() {}, finish() {} };`;
  t.deepEqual(roles({ 'a.js': object }), ['an object span']);
  t.deepEqual(roles({ 'a.test.js': object }, 'a.test.js'), []);
});

test('a package with a tracer and a span of its own is a tracer, with all that stands in its folder', (t) => {
  const tree = { 'a.js': OWN, 'examples/b.js': `require('opentracing').globalTracer().startSpan('b');` };
  t.true(isTracer(tree));
  t.true(isTracer(tree, 'examples/b.js'));
});

test('a program that takes a tracer from elsewhere is none, whatever it implements', (t) => {
  t.false(isTracer({ 'a.js': OWN, 'b.js': `require('opentracing').globalTracer().startSpan('b');` }));
  t.false(isTracer({ 'a.js': OWN, 'b.js': `require('jaeger-client').initTracer({}, {});` }));
  t.false(isTracer({ 'a.js': OWN, 'b.js': `const { trace } = require('@opentelemetry/api'); trace.getTracer('b');` }));
});

test('a tracer that can be asked in the way of OpenTelemetry, too, is one all the same', (t) => {
  t.true(isTracer({ 'a.js': OWN, 'b.js': `require('@opentelemetry/api').trace.setGlobalTracerProvider({});` }));
});

test('a decorator alone, or implementations of tests, make no package a tracer', (t) => {
  t.false(
    isTracer({ 'a.js': `const { Tracer } = require('opentracing'); class D extends Tracer { _startSpan() {} }` }),
  );
  t.false(isTracer({ 'test/a.js': OWN }, 'test/a.js'));
});

test('the package beside it is none', (t) => {
  const manifests = new Map([
    ['ours', { name: 'ours' }],
    ['app', { name: 'app' }],
  ]);
  const tree = { 'ours/a.js': OWN, 'app/a.js': `require('opentracing').globalTracer().startSpan('b');` };
  t.true(isTracer(tree, 'ours/a.js', manifests));
  t.false(isTracer(tree, 'app/a.js', manifests));
});

test('what it makes global is what others get, and what that starts is its own', (t) => {
  const manifests = new Map([
    ['ours', { name: 'ours' }],
    ['app', { name: 'app' }],
  ]);
  const app = `const ot = require('opentracing'); const { OurTracer } = require('ours');
ot.initGlobalTracer(new OurTracer()); const span = ot.globalTracer().startSpan('a'); span.finish();`;
  const { calls, suspects } = fileOf(factsOf({ 'ours/index.js': OWN, 'app/a.js': app }, { manifests }), 'app/a.js');
  t.deepEqual(
    calls.map(({ member }) => member),
    ['initGlobalTracer', 'globalTracer'],
  );
  t.deepEqual(
    suspects.map(({ method, rival }) => (rival && 'path' in rival ? `${method} ${rival.path}:${rival.line}` : method)),
    ['startSpan ours/index.js:2', 'finish ours/index.js:2'],
  );
});
