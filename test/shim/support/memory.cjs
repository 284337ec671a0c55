// Makes many spans in one of several ways and prints by how many bytes the heap has grown. Needs --expose-gc and the built package.
const { AsyncLocalStorageContextManager } = require('@opentelemetry/context-async-hooks');
const { context, trace } = require('@opentelemetry/api');
const opentracing = require('opentracing');
const { createTracerShim, withActive } = require('@ot2otel/shim');
const { TracerProvider } = require('./sdk.cjs');

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
const tracer = createTracerShim(new TracerProvider());

function tree(i) {
  const parent = tracer.startSpan('parent', { tags: { i } }).setBaggageItem('k', String(i));
  const child = tracer.startSpan('child', { childOf: parent.context() });
  child.log({ event: 'x', i }).setTag('error', false);
  child.finish();
  parent.finish();
  return parent;
}

const kept = [];
let previous;

const SCENARIOS = {
  'a parent and a child': tree,
  // Each span follows from the last one, and starts while that one is active: nothing may hold the chain together.
  'an endless chain': () => {
    const start = () => tracer.startSpan('tick', { references: previous ? [opentracing.followsFrom(previous)] : [] });
    const span = previous ? withActive(previous, start) : start();
    withActive(span, () => context.with(span.context(), () => trace.getActiveSpan()?.setAttribute('a', 1)));
    span.finish();
    previous = span;
  },
  // The control: what a leak of one span a call looks like.
  'a leak': (i) => kept.push(tree(i)),
};

function heapAfter(work, count) {
  for (let i = 0; i < count; i++) work(i);
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const [scenario, count] = process.argv.slice(2);
const work = SCENARIOS[scenario];
const before = heapAfter(work, 20_000);
process.stdout.write(String(heapAfter(work, Number(count)) - before));
