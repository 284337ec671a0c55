import { INVALID_SPANID, INVALID_TRACEID, type SpanContext, TraceFlags } from '@opentelemetry/api';
import { isDebug, markDebug, markUndecided } from './kept-in-trace-state';

/** What a legacy header says about the span that sent it. */
export interface RemoteSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly sampled: boolean;
  readonly debug?: boolean;
}

/** The span context of a span in another process. */
export function remoteSpan({ traceId, spanId, sampled, debug = false }: RemoteSpan): SpanContext {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const span = { traceId, spanId, traceFlags, isRemote: true };
  return debug ? { ...span, traceState: markDebug(undefined) } : span;
}

/**
 * "Sample what you are about to start": no ids, but sampled. The OpenTracing compatibility specification wants such a
 * context returned by extract, and `debugSampler` obeys it.
 */
export function samplingRequest(debugId?: string): SpanContext {
  return {
    traceId: INVALID_TRACEID,
    spanId: INVALID_SPANID,
    traceFlags: TraceFlags.SAMPLED,
    isRemote: true,
    traceState: markDebug(undefined, debugId),
  };
}

/** The span, sampled unless the sampler says otherwise: `debugSampler` asks it. */
export function undecided(span: SpanContext): SpanContext {
  return { ...span, traceFlags: TraceFlags.SAMPLED, traceState: markUndecided() };
}

/** True when the span is recorded by its sender. */
export function isSampled(span: SpanContext): boolean {
  return (span.traceFlags & TraceFlags.SAMPLED) !== 0;
}

/** True when the span is recorded as part of a debug trace. */
export function isDebugTrace(span: SpanContext): boolean {
  return isSampled(span) && isDebug(span.traceState);
}
