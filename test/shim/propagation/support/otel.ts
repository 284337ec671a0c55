// The OpenTelemetry side of a hop: contexts from ids, headers from contexts, and back.
import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  propagation,
  ROOT_CONTEXT,
  type SpanContext,
  type TextMapPropagator,
  TraceFlags,
  trace,
} from '@opentelemetry/api';

export type Headers = Record<string, unknown>;

export function contextOf(
  span: Partial<SpanContext> & { traceId: string; spanId: string },
  baggage: Record<string, string> = {},
): Context {
  const withSpan = trace.setSpanContext(ROOT_CONTEXT, { traceFlags: TraceFlags.SAMPLED, ...span });
  return Object.keys(baggage).length === 0 ? withSpan : withBaggage(withSpan, baggage);
}

export function withBaggage(context: Context, baggage: Record<string, string>): Context {
  const entries = Object.entries(baggage).map(([key, value]) => [key, { value }]);
  return propagation.setBaggage(context, propagation.createBaggage(Object.fromEntries(entries)));
}

export function inject(propagator: TextMapPropagator, context: Context): Record<string, string> {
  const headers: Record<string, string> = {};
  propagator.inject(context, headers, defaultTextMapSetter);
  return headers;
}

export function extract(propagator: TextMapPropagator, headers: unknown, from: Context = ROOT_CONTEXT): Context {
  return propagator.extract(from, headers, defaultTextMapGetter);
}

export function spanOf(context: Context): SpanContext | undefined {
  return trace.getSpanContext(context);
}

/** `<trace id>-<span id>-<flags>`, or "none": what a test compares in one line. */
export function spanText(context: Context): string {
  const span = spanOf(context);
  return span === undefined ? 'none' : `${span.traceId}-${span.spanId}-${span.traceFlags}`;
}

export function baggageRecord(context: Context): Record<string, string> {
  const entries = propagation.getBaggage(context)?.getAllEntries() ?? [];
  return Object.fromEntries(entries.map(([key, { value }]) => [key, value]));
}
