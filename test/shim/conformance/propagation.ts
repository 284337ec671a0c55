import { context, propagation, type TextMapPropagator, type TracerProvider, trace } from '@opentelemetry/api';
import { suppressTracing } from '@opentelemetry/core';
import * as opentracing from 'opentracing';
import { createTracerShim } from '../../../shim/src/index';
import { PARENT, usePropagator, w3c } from '../support/world';
import type { Rows } from './row';

const { FORMAT_BINARY, FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP } = opentracing;
const TRACEPARENT = `00-${PARENT.traceId}-${PARENT.spanId}-01`;

/** Extracts nothing but a span context of the given flags with ids of zeros. */
function flagsPropagator(traceFlags: number): TextMapPropagator {
  const spanContext = { traceId: '0'.repeat(32), spanId: '0'.repeat(16), traceFlags };
  return {
    inject: () => {},
    extract: (given) => trace.setSpanContext(given, spanContext),
    fields: () => [],
  };
}

export const propagationRows: Rows = {
  'IN-1': {
    requirement: 'inject writes ids and baggage through the global propagator',
    check(t, { shim }) {
      usePropagator(w3c());
      const { tracer } = shim();
      const span = tracer.startSpan('work').setBaggageItem('k', 'v');
      for (const source of [span, span.context()]) {
        const carrier: Record<string, string> = {};
        tracer.inject(source, FORMAT_HTTP_HEADERS, carrier);
        t.is(carrier.traceparent, `00-${span.context().toTraceId()}-${span.context().toSpanId()}-01`);
        t.is(carrier.baggage, 'k=v');
      }
    },
  },
  'IN-2': {
    requirement: 'inject writes baggage even without valid ids',
    check(t, { shim }) {
      usePropagator(w3c());
      const { tracer } = shim();
      const baggageOnly = tracer.extract(FORMAT_HTTP_HEADERS, { baggage: 'k=v' });
      const carrier = {};
      tracer.inject(baggageOnly ?? new opentracing.SpanContext(), FORMAT_HTTP_HEADERS, carrier);
      t.deepEqual(carrier, { baggage: 'k=v' });
    },
  },
  'IN-2b': {
    requirement: 'inject writes the baggage of a span that has no valid ids',
    check(t, { shim }) {
      usePropagator(w3c());
      const { tracer } = shim();
      const span = context.with(suppressTracing(context.active()), () => tracer.startSpan('work'));
      const carrier = {};
      tracer.inject(span.setBaggageItem('k', 'v'), FORMAT_HTTP_HEADERS, carrier);
      t.deepEqual(carrier, { baggage: 'k=v' });
    },
  },
  'IN-3': {
    requirement: 'inject ignores an unknown format',
    check(t, { shim }) {
      const { tracer } = shim();
      const carrier = {};
      t.notThrows(() => tracer.inject(tracer.startSpan('work'), 'pigeon', carrier));
      t.deepEqual(carrier, {});
    },
  },
  'EX-1': {
    requirement: 'extract returns a valid context',
    check(t, { shim }) {
      usePropagator(w3c());
      const extracted = shim().tracer.extract(FORMAT_TEXT_MAP, { traceparent: TRACEPARENT });
      t.is(extracted?.toTraceId(), PARENT.traceId);
      t.is(extracted?.toSpanId(), PARENT.spanId);
    },
  },
  'EX-2': {
    requirement: 'extract returns an invalid context that is sampled (jaeger-debug-id)',
    check(t, { shim }) {
      const { tracer } = shim({ httpHeadersPropagator: flagsPropagator(1) });
      t.truthy(tracer.extract(FORMAT_HTTP_HEADERS, {}));
    },
  },
  'EX-3': {
    requirement: 'extract returns baggage alone',
    check(t, { shim }) {
      usePropagator(w3c());
      const { tracer } = shim();
      const extracted = tracer.extract(FORMAT_HTTP_HEADERS, { baggage: 'k=v' });
      t.is(extracted && tracer.startSpan('work', { childOf: extracted }).getBaggageItem('k'), 'v');
    },
  },
  'EX-4': {
    requirement: 'extract returns null for what is neither valid nor sampled nor baggage',
    check(t, { shim }) {
      usePropagator(w3c());
      t.is(shim().tracer.extract(FORMAT_HTTP_HEADERS, {}), null);
      const { tracer } = shim({ httpHeadersPropagator: flagsPropagator(0) });
      t.is(tracer.extract(FORMAT_HTTP_HEADERS, {}), null);
    },
  },
  'EX-5': {
    requirement: 'extract returns null for an unknown format',
    check(t, { shim }) {
      t.is(shim().tracer.extract('pigeon', { traceparent: TRACEPARENT }), null);
    },
  },
  'CL-1': {
    requirement: 'close shuts the provider down, and exports what is finished before',
    async check(t, { shim }) {
      const calls: string[] = [];
      const { tracer } = shim(
        {},
        {
          spanProcessors: [
            {
              onStart: () => {},
              onEnd: (span) => void calls.push(span.name),
              forceFlush: async () => {},
              shutdown: async () => void calls.push('shutdown'),
            },
          ],
        },
      );
      tracer.startSpan('work').finish();
      await new Promise<void>((resolve) => void tracer.close(resolve));
      t.deepEqual(calls, ['work', 'shutdown']);
    },
  },
  'CL-2': {
    requirement: 'close keeps the errors of the provider to itself, and still calls back',
    async check(t, { mode }) {
      const strict = mode === 'strict';
      const inner = trace.getTracer('none');
      const provider = (shutdown: unknown) => ({ getTracer: () => inner, shutdown }) as TracerProvider;
      const failures = [
        () => Promise.reject(new Error('down')),
        () => {
          throw new Error('down');
        },
        undefined,
      ];
      for (const shutdown of failures) {
        const tracer = createTracerShim(provider(shutdown), { strict });
        await t.notThrowsAsync(new Promise<void>((resolve) => void tracer.close(resolve)));
      }
    },
  },
  'ED-14': {
    requirement: 'FORMAT_BINARY: inject does nothing, extract returns null',
    check(t, { shim }) {
      const { tracer } = shim();
      const carrier = new opentracing.BinaryCarrier([]);
      t.notThrows(() => tracer.inject(tracer.startSpan('work'), FORMAT_BINARY, carrier));
      t.is(tracer.extract(FORMAT_BINARY, carrier), null);
    },
  },
  'ED-15': {
    requirement: 'inject of a noop span context, noop span or null does nothing',
    check(t, { shim }) {
      const { tracer } = shim();
      const nothing = [new opentracing.SpanContext(), new opentracing.Span(), null as unknown as opentracing.Span];
      for (const source of nothing) {
        const carrier = {};
        t.notThrows(() => tracer.inject(source, FORMAT_TEXT_MAP, carrier));
        t.deepEqual(carrier, {});
      }
    },
  },
  'ED-16': {
    requirement: 'a carrier that is null or no object is ignored',
    check(t, { shim }) {
      const { tracer } = shim();
      for (const carrier of [null, undefined, 'text', 1]) {
        t.notThrows(() => tracer.inject(tracer.startSpan('work'), FORMAT_TEXT_MAP, carrier));
        t.is(tracer.extract(FORMAT_TEXT_MAP, carrier), null);
      }
    },
  },
  'ED-23': {
    requirement: 'an extracted parent is marked remote and keeps its tracestate',
    async check(t, { shim }) {
      usePropagator(w3c());
      const { tracer, span } = shim();
      const parent = tracer.extract(FORMAT_HTTP_HEADERS, { traceparent: TRACEPARENT, tracestate: 'a=b' });
      tracer.startSpan('child', parent ? { childOf: parent } : {}).finish();
      const child = await span('child');
      t.true(child.parentSpanContext?.isRemote);
      t.is(child.parentSpanContext?.traceState?.serialize(), 'a=b');
    },
  },
  'ED-24': {
    requirement: 'baggage values that are no strings are injected as their text',
    check(t, { shim }) {
      usePropagator(w3c());
      const { tracer } = shim();
      const span = tracer.startSpan('work');
      // Plain JavaScript passes anything.
      for (const [key, value] of Object.entries({ n: 1, o: { a: 1 }, u: undefined })) {
        span.setBaggageItem(key, value as unknown as string);
      }
      const carrier: Record<string, string> = {};
      t.notThrows(() => tracer.inject(span, FORMAT_HTTP_HEADERS, carrier));
      t.is(carrier.baggage, `n=1,o=${encodeURIComponent('{"a":1}')},u=undefined`);
    },
  },
  'ED-26': {
    requirement: 'an unsampled parent keeps its child unsampled, in the same trace',
    check(t, { shim }) {
      usePropagator(w3c());
      const { tracer } = shim();
      const parent = tracer.extract(FORMAT_HTTP_HEADERS, { traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-00` });
      const child = tracer.startSpan('child', parent ? { childOf: parent } : {});
      const carrier: Record<string, string> = {};
      tracer.inject(child, FORMAT_HTTP_HEADERS, carrier);
      t.is(carrier.traceparent, `00-${PARENT.traceId}-${child.context().toSpanId()}-00`);
      t.is(propagation.getActiveBaggage(), undefined);
    },
  },
};
