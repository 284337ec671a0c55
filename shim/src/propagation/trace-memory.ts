import type { SpanContext } from '@opentelemetry/api';
import type { CarrierView } from './carrier-view';
import { is64Bit, lowHalf, parseTraceId } from './ids';
import { isDebug } from './kept-in-trace-state';
import { isSampled, type RemoteSpan } from './remote-span';
import type { SetHeader } from './wire-format';

// A Lightstep service hands on 64 bits of the trace id and always says "sampled", but it returns every baggage item. So
// the whole trace id and the sampling decision go along as one, with B3's letters: {32 hex digits}-{0, 1 or d}.
const ITEM = 'ot2otel-trace';
const MEMORY = /^([0-9a-f]{32})-([01d])$/;

/** The baggage item that belongs to us and not to the application. */
export function isTraceMemory(baggageKey: string): boolean {
  return baggageKey.toLowerCase() === ITEM;
}

/** Sends along what a 64-bit service forgets; nothing when there is nothing to forget. */
export function writeTraceMemory(span: SpanContext, prefix: string, set: SetHeader): void {
  const decision = decisionOf(span);
  if (!is64Bit(span.traceId) || decision !== '1') set(`${prefix}${ITEM}`, `${span.traceId}-${decision}`);
}

/** Completes a span that came back through a 64-bit service; a memory of another trace is not believed. */
export function recallTrace(span: RemoteSpan, carrier: CarrierView, prefix: string): RemoteSpan {
  const [, remembered = '', decision] = MEMORY.exec(carrier.get(`${prefix}${ITEM}`)?.toLowerCase() ?? '') ?? [];
  const traceId = parseTraceId(remembered);
  if (traceId === undefined || !is64Bit(span.traceId) || lowHalf(traceId) !== lowHalf(span.traceId)) return span;
  const sampled = span.sampled && decision !== '0';
  return { ...span, traceId, sampled, debug: sampled && (span.debug === true || decision === 'd') };
}

function decisionOf(span: SpanContext): '0' | '1' | 'd' {
  if (!isSampled(span)) return '0';
  return isDebug(span.traceState) ? 'd' : '1';
}
