import { type HrTime, SpanKind, SpanStatusCode } from '@opentelemetry/api';
import { writeLine } from '../log';
import type { ExportResult, FinishedSpan, SpanExporter } from '../sdk/sdk-types';

/** Prints every span as readable JSON, in the shape that Lightstep's quick starts show. */
export class DebugExporter implements SpanExporter {
  export(spans: FinishedSpan[], done: (result: ExportResult) => void): void {
    for (const span of spans) writeLine(JSON.stringify(describeSpan(span), undefined, 2));
    done({ code: 0 });
  }

  async shutdown(): Promise<void> {}
}

function describeSpan(span: FinishedSpan): unknown {
  const { traceId, spanId, traceState } = span.spanContext();
  return {
    name: span.name,
    context: { trace_id: `0x${traceId}`, span_id: `0x${spanId}`, trace_state: traceState?.serialize() ?? '' },
    kind: `SpanKind.${SpanKind[span.kind]}`,
    parent_id: span.parentSpanContext === undefined ? null : `0x${span.parentSpanContext.spanId}`,
    start_time: isoTime(span.startTime),
    end_time: isoTime(span.endTime),
    status: { status_code: SpanStatusCode[span.status.code], description: span.status.message },
    attributes: span.attributes,
    events: span.events.map(({ name, time, attributes }) => ({ name, timestamp: isoTime(time), attributes })),
    links: span.links.map((link) => ({ context: `0x${link.context.traceId}/0x${link.context.spanId}` })),
    resource: span.resource.attributes,
  };
}

/** Microseconds, which a Date cannot hold. */
function isoTime([seconds, nanoseconds]: HrTime): string {
  const micros = String(Math.floor(nanoseconds / 1000)).padStart(6, '0');
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${micros}Z`;
}
