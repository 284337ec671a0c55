import * as api from '@opentelemetry/api';
import { SpanContextShim } from '../contexts/span-context-shim';
import { define } from '../define';
import { attempt } from '../guard';
import { placeholderSpan } from '../spans/placeholder-span';
import { extractFrom, injectInto } from './carry';
import { DEFAULT_SETTINGS } from './options';

/**
 * Lets what OpenTelemetry's API hands out where there is no SDK, or none yet, answer OpenTracing: code that has moved takes a tracer
 * without effect from there, and hands it and its spans to code that has not.
 */
export function answerOnPlaceholders(): void {
  const provider = new api.ProxyTracerProvider();
  const tracers = [provider.getTracer('placeholder'), provider.getDelegate().getTracer('placeholder')];
  for (const tracer of tracers) define(Object.getPrototypeOf(tracer), placeholderTracer);
  define(Object.getPrototypeOf(api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT)), placeholderSpan);
}

const placeholderTracer = {
  inject(source: unknown, format: unknown, carrier: unknown): void {
    attempt('inject', () => injectInto(carrier, source, format, DEFAULT_SETTINGS), undefined);
  },
  extract(format: unknown, carrier: unknown): SpanContextShim | null {
    const state = attempt('extract', () => extractFrom(carrier, format, DEFAULT_SETTINGS), undefined);
    return state === undefined ? null : new SpanContextShim(state);
  },
};

/** Whether a tracer answers OpenTracing only because it has been taught to: it follows OpenTelemetry's rule. */
export function isPlaceholderTracer(tracer: unknown): boolean {
  return (tracer as Partial<typeof placeholderTracer> | null | undefined)?.inject === placeholderTracer.inject;
}
