// Baggage across the border: set by one API, read by the other.
import { type Context, context, propagation, trace } from '@opentelemetry/api';
import test from 'ava';
import { FORMAT_HTTP_HEADERS } from 'opentracing';
import { hybridPropagator, hybridTracerProvider, toOpenTracingSpan, withActive } from '../../../shim/src/index';
import type { SpanProcessor } from '../../support/sdk';
import { shimmed, useGlobals, usePropagator, w3c } from '../support/world';

useGlobals();
usePropagator(hybridPropagator(w3c()));

function setInContext(key: string, value: string): Context {
  const baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  return propagation.setBaggage(context.active(), baggage.setEntry(key, { value }));
}

function injectedBaggage(given: Context = context.active()): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(given, carrier);
  return carrier.baggage;
}

test('propagation.inject carries an item that OpenTracing code set on the active span', (t) => {
  const span = shimmed().tracer.startSpan('work');
  context.with(trace.setSpan(context.active(), span), () => {
    span.setBaggageItem('tenant', 'acme');
    t.is(injectedBaggage(), 'tenant=acme');
  });
  withActive(span, () => t.is(injectedBaggage(), 'tenant=acme'));
});

test('a child of the active hybrid span sees baggage that OpenTelemetry code set after the span became active', (t) => {
  const { tracer } = shimmed();
  const span = tracer.startSpan('work').setBaggageItem('old', '1');
  withActive(span, () =>
    context.with(setInContext('new', '2'), () => {
      for (const childOf of [span, span.context()]) {
        const child = tracer.startSpan('child', { childOf });
        t.is(child.getBaggageItem('old'), '1');
        t.is(child.getBaggageItem('new'), '2');
      }
      t.is(span.getBaggageItem('new'), '2');
    }),
  );
  t.is(span.getBaggageItem('new'), undefined, 'out of that context it is gone');
});

test('the last writer wins, whichever API it used', (t) => {
  const { tracer } = shimmed();
  const span = tracer.startSpan('work').setBaggageItem('k', 'first, by OpenTracing');
  withActive(span, () =>
    context.with(setInContext('k', 'then, by OpenTelemetry'), () => {
      t.is(span.getBaggageItem('k'), 'then, by OpenTelemetry');
      span.setBaggageItem('k', 'last, by OpenTracing');
      t.is(span.getBaggageItem('k'), 'last, by OpenTracing');
      t.is(injectedBaggage(), `k=${encodeURIComponent('last, by OpenTracing')}`);
    }),
  );
});

test('a native span starts with the baggage of its context, and hands on what OpenTracing code adds', (t) => {
  const { tracer, provider } = shimmed();
  const nativeTracer = hybridTracerProvider(provider).getTracer('migrated');
  const span = context.with(setInContext('tenant', 'acme'), () => nativeTracer.startSpan('native'));
  const child = tracer.startSpan('child', { childOf: span }).setBaggageItem('more', '1');
  t.is(child.getBaggageItem('tenant'), 'acme');
  const grandchild = nativeTracer.startSpan('native', {}, trace.setSpan(context.active(), child));
  const carrier: Record<string, string> = {};
  tracer.inject(grandchild as never, FORMAT_HTTP_HEADERS, carrier);
  t.is(carrier.baggage, 'tenant=acme,more=1');
});

test('a baggage processor on the SDK sees the items of the OpenTracing parent, for shim and native children', async (t) => {
  const copyBaggage: SpanProcessor = {
    onStart(span, parent) {
      for (const [key, { value }] of propagation.getBaggage(parent)?.getAllEntries() ?? [])
        span.setAttribute(key, value);
    },
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const { tracer, provider, span } = shimmed('default', {}, { spanProcessors: [copyBaggage] });
  const parent = tracer.startSpan('parent').setBaggageItem('tenant', 'acme');
  tracer.startSpan('shim-child', { childOf: parent }).finish();
  withActive(parent, () => {
    parent.setBaggageItem('later', '1');
    hybridTracerProvider(provider).getTracer('migrated').startSpan('native-child').end();
  });
  t.deepEqual((await span('shim-child')).attributes, { tenant: 'acme' });
  t.deepEqual((await span('native-child')).attributes, { tenant: 'acme', later: '1' });
});

test('baggage of the active context does not leak into a root span of OpenTracing', (t) => {
  const { tracer } = shimmed();
  context.with(setInContext('k', 'v'), () => t.is(tracer.startSpan('root').getBaggageItem('k'), undefined));
});

test('a captured span context stays as it was for OpenTelemetry code, too', (t) => {
  const { tracer, provider } = shimmed();
  const span = tracer.startSpan('work').setBaggageItem('k', 'before');
  const captured = span.context();
  span.setBaggageItem('k', 'after');
  t.is(injectedBaggage(captured), 'k=before');
  const child = hybridTracerProvider(provider).getTracer('migrated').startSpan('child', {}, captured);
  t.is(toOpenTracingSpan(child).getBaggageItem('k'), 'before');
});

test('a context that needs nothing added reaches the sampler and onStart as the very object that was given', (t) => {
  const seen: unknown[] = [];
  const processor = { onStart: (_span: unknown, given: Context) => void seen.push(given) };
  const spanProcessor = { ...processor, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
  const { provider } = shimmed('default', {}, { spanProcessors: [spanProcessor] });
  const tracer = hybridTracerProvider(provider).getTracer('migrated');
  const given = trace.setSpan(setInContext('k', 'v'), tracer.startSpan('parent'));
  tracer.startSpan('child', {}, given);
  t.is(seen[1], given);
});
