import { context, propagation, ROOT_CONTEXT, type TextMapPropagator, type Tracer, trace } from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import manifest from '../../../shim/package.json';
import { createTracerShim } from '../../../shim/src/index';
import { usePropagator, w3c } from '../support/world';
import type { Rows } from './row';

/** Writes its own name, so that a test sees which propagator was asked. */
function namedPropagator(name: string): TextMapPropagator {
  return {
    inject: (_context, carrier, setter) => setter.set(carrier, name, '1'),
    extract: (given) => given,
    fields: () => [name],
  };
}

function injectedBy(tracer: opentracing.Tracer, format: string): string[] {
  const carrier = {};
  tracer.inject(tracer.startSpan('work'), format, carrier);
  return Object.keys(carrier);
}

/** All names that an object and its classes answer to, without the internal ones. */
function publicNames(value: object): string[] {
  const names = new Set<string>();
  for (let level: object | null = value; level && level !== Object.prototype; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) if (!name.startsWith('_')) names.add(name);
  }
  return [...names].sort();
}

export const createRows: Rows = {
  'G-1': {
    requirement: 'uses the API only: a tracer that is no SDK will do',
    check(t, { mode }) {
      const calls: string[] = [];
      const span = trace.wrapSpanContext({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 });
      const minimal: Tracer = {
        startSpan: (name) => {
          calls.push(name);
          return {
            ...span,
            spanContext: () => span.spanContext(),
            isRecording: () => true,
            end: () => calls.push('end'),
          };
        },
        startActiveSpan: () => undefined as never,
      } as Tracer;
      const tracer = createTracerShim({ getTracer: () => minimal }, { strict: mode === 'strict' });
      tracer.startSpan('work').finish();
      t.deepEqual(calls, ['work', 'end']);
    },
  },
  'G-2': {
    requirement: 'strict objects answer OpenTracing alone',
    only: 'strict',
    check(t, { shim }) {
      const { tracer } = shim();
      const span = tracer.startSpan('work');
      const openTracing = {
        tracer: new opentracing.Tracer(),
        span: new opentracing.Span(),
        context: new opentracing.SpanContext(),
      };
      const surplus = (mine: object, theirs: object) =>
        publicNames(mine).filter((name) => !publicNames(theirs).includes(name));
      // The specification itself asks for close and for the baggage of a span context.
      t.deepEqual(surplus(tracer, openTracing.tracer), ['close', 'flush']);
      t.deepEqual(surplus(span, openTracing.span), []);
      t.deepEqual(surplus(span.context(), openTracing.context), ['getBaggageItem']);
    },
  },
  'G-3': {
    requirement: 'no tag but error is mapped: span.kind and http.* stay attributes (the default also sets the kind)',
    async check(t, { shim, mode }) {
      const { tracer, span } = shim();
      const tags = { 'span.kind': 'client', 'http.method': 'GET', 'http.status_code': 500 };
      tracer.startSpan('work', { tags }).finish();
      const work = await span('work');
      t.deepEqual(work.attributes, tags);
      t.is(work.kind, mode === 'strict' ? 0 : 2);
      t.is(work.status.code, 0);
    },
  },
  'CT-1': {
    requirement: 'createTracerShim takes a TracerProvider',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work').finish();
      t.is((await span('work')).name, 'work');
    },
  },
  'CT-2': {
    requirement: "the tracer is named opentracing-shim and has this package's version",
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work').finish();
      const { name, version } = (await span('work')).instrumentationScope;
      t.deepEqual([name, version], ['opentracing-shim', manifest.version]);
    },
  },
  'CT-3': {
    requirement: 'TextMap and HTTPHeaders have propagators of their own',
    check(t, { shim }) {
      const { tracer } = shim({
        textMapPropagator: namedPropagator('x-text'),
        httpHeadersPropagator: namedPropagator('x-http'),
      });
      t.deepEqual(injectedBy(tracer, opentracing.FORMAT_TEXT_MAP), ['x-text']);
      t.deepEqual(injectedBy(tracer, opentracing.FORMAT_HTTP_HEADERS), ['x-http']);
    },
  },
  'CT-4': {
    requirement: 'without propagators the global one is looked up at each call',
    check(t, { shim }) {
      const { tracer } = shim();
      for (const name of ['x-first', 'x-second']) {
        usePropagator(namedPropagator(name));
        t.deepEqual(injectedBy(tracer, opentracing.FORMAT_TEXT_MAP), [name]);
        t.deepEqual(injectedBy(tracer, opentracing.FORMAT_HTTP_HEADERS), [name]);
      }
      usePropagator(w3c());
    },
  },
  'CT-5': {
    requirement: 'returns an OpenTracing tracer',
    check(t, { shim }) {
      t.true(shim().tracer instanceof opentracing.Tracer);
    },
  },
  'IP-1': {
    requirement: 'without a parent the active OpenTelemetry span is not picked up',
    async check(t, { shim }) {
      const { tracer, span, provider } = shim();
      const active = provider.getTracer('app').startSpan('active');
      context.with(trace.setSpan(context.active(), active), () => tracer.startSpan('work').finish());
      t.is((await span('work')).parentSpanContext, undefined);
      t.not((await span('work')).spanContext().traceId, active.spanContext().traceId);
    },
  },
  'IP-1b': {
    requirement: 'childOf: null and undefined make a root, whatever is active',
    async check(t, { shim }) {
      const { tracer, span, provider } = shim();
      const active = provider.getTracer('app').startSpan('active');
      context.with(trace.setSpan(context.active(), active), () => {
        // Plain JavaScript passes null where the types know undefined only.
        tracer.startSpan('null', { childOf: null as unknown as opentracing.Span }).finish();
        tracer.startSpan('undefined', { childOf: undefined as unknown as opentracing.Span }).finish();
      });
      t.is((await span('null')).parentSpanContext, undefined);
      t.is((await span('undefined')).parentSpanContext, undefined);
    },
  },
  'IP-2': {
    requirement: 'supportImplicitPropagation: off makes a root, on a child of the active OpenTelemetry span',
    async check(t, { shim }) {
      for (const supportImplicitPropagation of [false, true]) {
        const { tracer, span, provider } = shim({ supportImplicitPropagation });
        const active = provider.getTracer('app').startSpan('active');
        context.with(trace.setSpan(context.active(), active), () => tracer.startSpan('work').finish());
        const expected = supportImplicitPropagation ? active.spanContext().spanId : undefined;
        t.is((await span('work')).parentSpanContext?.spanId, expected);
      }
    },
  },
  'IP-3': {
    requirement: 'startSpan leaves the current context alone',
    check(t, { shim }) {
      const { tracer } = shim();
      const before = context.active();
      tracer.startSpan('child', { childOf: tracer.startSpan('parent') });
      t.is(context.active(), before);
    },
  },
  'IP-4': {
    requirement: 'an explicit parent wins over the active span, and the baggage of the active context stays out',
    async check(t, { shim }) {
      const { tracer, span, provider } = shim();
      const parent = tracer.startSpan('parent');
      const active = trace.setSpan(ROOT_CONTEXT, provider.getTracer('app').startSpan('active'));
      const withBaggage = propagation.setBaggage(active, propagation.createBaggage({ k: { value: 'v' } }));
      const child = context.with(withBaggage, () => tracer.startSpan('child', { childOf: parent }));
      child.finish();
      t.is((await span('child')).parentSpanContext?.spanId, parent.context().toSpanId());
      t.is(child.getBaggageItem('k'), undefined);
    },
  },
};
