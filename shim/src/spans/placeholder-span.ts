import type * as api from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import { SpanContextShim } from '../contexts/span-context-shim';
import { NOOP_TRACER } from './without-effect';

/**
 * OpenTracing's methods for the spans that stand for nothing in OpenTelemetry, which no provider hands out and so none can wrap: what they
 * are told is lost in either vocabulary.
 */
export const placeholderSpan = {
  context(this: api.Span): SpanContextShim {
    return new SpanContextShim({
      spanContext: this.spanContext(),
      baggage: undefined,
      base: undefined,
      holder: undefined,
    });
  },
  tracer(): opentracing.Tracer {
    return NOOP_TRACER;
  },
  getBaggageItem(): undefined {
    return undefined;
  },
  logEvent(): void {},
  finish(): void {},
  setOperationName: itself,
  setBaggageItem: itself,
  setTag: itself,
  addTags: itself,
  log: itself,
};

function itself<T>(this: T): T {
  return this;
}
