import { type OpenTracingReference, recordOpenTracing } from './from-opentracing';
import type { RecordedSpan } from './types';

/** The parts of a jaeger-client span that its reporter sends; private fields, the same in every 3.x release. */
export interface JaegerSpan {
  readonly serviceName: string;
  readonly operationName: string;
  context(): JaegerContext;
  readonly _tags: readonly { key: string; value: unknown }[];
  readonly _logs: readonly { timestamp: number; fields: readonly { key: string; value: unknown }[] }[];
  readonly _references: readonly { type(): string; referencedContext(): unknown }[];
  readonly _startTime: number;
  readonly _duration: number;
}

interface JaegerContext {
  readonly traceIdStr: string | null;
  readonly spanIdStr: string | null;
  readonly parentIdStr: string | null | undefined;
}

/** Tags that jaeger-client adds itself; the user never set them. */
const OWN_TAGS = new Set(['sampler.type', 'sampler.param', 'internal.span.format']);

/** A span as jaeger-client's reporter receives it. */
export function recordJaeger(span: JaegerSpan): RecordedSpan {
  const { traceIdStr, spanIdStr, parentIdStr } = span.context();
  return recordOpenTracing({
    service: span.serviceName,
    traceId: paddedId(traceIdStr, 32),
    spanId: paddedId(spanIdStr, 16),
    ...(/^0*$/.test(parentIdStr ?? '') ? {} : { parentSpanId: paddedId(parentIdStr ?? '', 16) }),
    name: span.operationName,
    tags: span._tags.filter(({ key }) => !OWN_TAGS.has(key)).map(({ key, value }) => [key, value]),
    logs: span._logs
      .filter(({ fields }) => !isBaggageLog(fields))
      .map(({ timestamp, fields }) => ({
        time: timestamp,
        fields: fields.map(({ key, value }) => [key, value]),
      })),
    references: span._references.flatMap((reference) => referenceOf(reference.type(), reference.referencedContext())),
    start: span._startTime,
    end: span._startTime + span._duration,
  });
}

/** jaeger-client logs every baggage item itself, with these fields, in this order (`BaggageSetter._logFields`). */
function isBaggageLog(fields: JaegerSpan['_logs'][number]['fields']): boolean {
  const [event, key, value] = fields;
  return event?.key === 'event' && event.value === 'baggage' && key?.key === 'key' && value?.key === 'value';
}

/** jaeger-client leaves leading zeros out of its ids. */
function paddedId(id: string | null, length: number): string {
  return (id ?? '').padStart(length, '0');
}

function referenceOf(type: string, context: unknown): OpenTracingReference[] {
  // A reference may hold anything; jaeger-client itself reads only contexts of its own.
  const { traceIdStr, spanIdStr } = (context ?? {}) as Partial<JaegerContext>;
  if (!traceIdStr || !spanIdStr) return [];
  return [{ type, traceId: paddedId(traceIdStr, 32), spanId: paddedId(spanIdStr, 16) }];
}
