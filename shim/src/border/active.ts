import * as api from '@opentelemetry/api';
import { isEmptyBaggage } from '../contexts/baggage';
import { attempt } from '../guard';
import { type AnySpan, contextWith, toOtelSpan } from '../parents/to-otel-span';
import { isPlainSpan, type PlainSpan } from '../spans/plain-span';
import { SpanShim } from '../spans/span-shim';
import { INVALID_SPAN } from '../spans/without-effect';
import { TracerShim } from '../tracers/tracer-shim';

/**
 * Runs `fn` with the span and its baggage active for OpenTelemetry, and returns what it returns. With null nothing is active in it.
 *
 * @example
 * const span = tracer.startSpan('checkout');
 * await withActive(span, () => pay(order)); // instrumented calls in pay() are children of the span
 */
export function withActive<T>(span: AnySpan | null | undefined, fn: () => T): T {
  const active = api.context.active();
  // `fn` is the application's work: it runs, whatever the span is.
  return api.context.with(
    attempt('withActive', () => contextFor(span, active), active),
    fn,
  );
}

function contextFor(span: AnySpan | null | undefined, active: api.Context): api.Context {
  if (!span) return api.propagation.deleteBaggage(api.trace.deleteSpan(active));
  // A span that is no OpenTelemetry span itself is found again by the one under it.
  if (isPlainSpan(span) && !(span instanceof SpanShim)) wrappers.set(span._inner, span);
  return contextWith(span, active);
}

/** The active span as an OpenTracing span: itself if it is one; null if nothing is active (section "Get the active Span"). */
export function activeSpan(): SpanShim | PlainSpan | null {
  return attempt('activeSpan', findActiveSpan, null);
}

function findActiveSpan(): SpanShim | PlainSpan | null {
  const active = api.context.active();
  const span = api.trace.getSpan(active);
  const isValid = span !== undefined && api.trace.isSpanContextValid(span.spanContext());
  if (isValid) return toOpenTracingSpan(span);
  const baggage = api.propagation.getBaggage(active);
  return isEmptyBaggage(baggage) ? null : wrap(span ?? INVALID_SPAN, baggage);
}

// The same span must get the same wrapper: baggage set on it lives in the wrapper.
const wrappers = new WeakMap<api.Span, PlainSpan>();

/** An OpenTelemetry span as one that answers OpenTracing too; a span that does so already is returned as it is. */
export function toOpenTracingSpan(span: AnySpan): SpanShim | PlainSpan {
  const given: unknown = span;
  if (isPlainSpan(given)) return given;
  const otelSpan = toOtelSpan(span);
  const known = wrappers.get(otelSpan);
  if (known) return known;
  const active = api.context.active();
  const baggage = api.trace.getSpan(active) === otelSpan ? api.propagation.getBaggage(active) : undefined;
  const made = wrap(otelSpan, baggage);
  wrappers.set(otelSpan, made);
  return made;
}

function wrap(span: api.Span, baggage: api.Baggage | undefined): SpanShim {
  return new SpanShim(span, new TracerShim(api.trace.getTracerProvider()), baggage, false);
}
