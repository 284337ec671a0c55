import type { SpanContext } from '@opentelemetry/api';
import { parseSpanId, parseTraceId, shortestTraceId } from './ids';
import { isDebugTrace, isSampled, remoteSpan } from './remote-span';

const SAMPLED = 0x1;
const DEBUG = 0x2;
// {trace id}:{span id}:{parent span id, which receivers ignore}:{flags}
const UBER_TRACE_ID = /^([0-9a-f]{1,32}):([0-9a-f]{1,16}):[0-9a-f]{0,16}:([0-9a-f]{1,2})$/i;

/** A span in the words of jaeger-client. */
export interface JaegerIds {
  readonly traceId: string;
  readonly spanId: string;
  readonly flags: number;
}

/** The text that jaeger-client writes for a span: the header `uber-trace-id`, and what its span contexts print. */
export function formatUberTraceId(span: SpanContext): string {
  return `${shortestTraceId(span.traceId)}:${span.spanId}:0:${jaegerFlags(span).toString(16)}`;
}

/** See {@link formatUberTraceId}; undefined for any other text. */
export function parseUberTraceId(text: string): SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = UBER_TRACE_ID.exec(text.trim()) ?? [];
  return fromJaegerIds({ traceId, spanId, flags: Number.parseInt(flags, 16) });
}

/** The span context for ids that may lack leading zeros; undefined where they are none. */
export function fromJaegerIds(ids: JaegerIds): SpanContext | undefined {
  const traceId = parseTraceId(ids.traceId);
  const spanId = parseSpanId(ids.spanId);
  if (traceId === undefined || spanId === undefined) return undefined;
  const sampled = (ids.flags & SAMPLED) !== 0;
  // As in jaeger-client, a debug flag means nothing on a trace that is not sampled.
  return remoteSpan({ traceId, spanId, sampled, debug: sampled && (ids.flags & DEBUG) !== 0 });
}

/** Jaeger's flags of a span: sampled, and part of a debug trace. */
export function jaegerFlags(span: SpanContext): number {
  return isSampled(span) ? SAMPLED | (isDebugTrace(span) ? DEBUG : 0) : 0;
}
