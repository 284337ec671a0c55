import type { SpanContext } from '@opentelemetry/api';

/** Whether the value is an OpenTelemetry span context, of any copy of the API: two ids. */
export function isSpanContext(value: unknown): value is SpanContext {
  if (typeof value !== 'object' || value === null) return false;
  const { traceId, spanId } = value as Partial<Record<keyof SpanContext, unknown>>; // any object may be asked for any member
  return typeof traceId === 'string' && typeof spanId === 'string';
}
