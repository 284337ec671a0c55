import { context, propagation, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { activeSpan, withActive } from '../../../shim/src/index';
import type { Rows } from './row';

const BAGGAGE = propagation.createBaggage({ k: { value: 'v' } });

/** OpenTracing for JavaScript has no ScopeManager; the helpers keep its rules. */
export const activeRows: Rows = {
  'SM-1': {
    requirement: 'nothing active: the active span is null',
    check(t) {
      t.is(context.with(ROOT_CONTEXT, activeSpan), null);
    },
  },
  'SM-2': {
    requirement: 'only baggage active: a span that does nothing but carry it',
    check(t) {
      const span = context.with(propagation.setBaggage(ROOT_CONTEXT, BAGGAGE), activeSpan);
      t.is(span?.getBaggageItem('k'), 'v');
      t.notThrows(() => span?.setTag('a', 1).finish());
    },
  },
  'SM-3': {
    requirement: 'a span activated through the shim is returned itself, sampled or not',
    check(t, { shim }) {
      const { tracer } = shim();
      const sampled = tracer.startSpan('sampled');
      const unsampled = tracer.startSpan('unsampled', {
        childOf: { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 0 },
      });
      for (const span of [sampled, unsampled]) {
        withActive(span, () => t.is(activeSpan(), span));
      }
    },
  },
  'SM-4': {
    requirement:
      'a span activated through OpenTelemetry is wrapped, with the current baggage, and always in the same wrapper',
    check(t, { shim }) {
      const span = shim().provider.getTracer('app').startSpan('native');
      const active = propagation.setBaggage(trace.setSpan(ROOT_CONTEXT, span), BAGGAGE);
      context.with(active, () => {
        const wrapped = activeSpan();
        t.is(wrapped?.context().toSpanId(), span.spanContext().spanId);
        t.is(wrapped?.getBaggageItem('k'), 'v');
        t.is(activeSpan(), wrapped);
      });
    },
  },
  'SM-5': {
    requirement: 'activating null hides the active span and baggage',
    check(t, { shim }) {
      const span = shim().provider.getTracer('app').startSpan('native');
      const active = propagation.setBaggage(trace.setSpan(ROOT_CONTEXT, span), BAGGAGE);
      context.with(active, () => withActive(null, () => t.is(activeSpan(), null)));
    },
  },
};
