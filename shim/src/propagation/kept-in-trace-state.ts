import { createTraceState, type TraceState } from '@opentelemetry/api';
import { percentDecode, percentEncode } from './text-encoding';

// OpenTelemetry's span context has one flag, "sampled". What legacy formats say beyond it rides in the trace state, which
// the SDK hands from parent to child and which crosses W3C hops as well:
//   ot2otel=debug            the whole trace is a debug trace
//   ot2otel=debug:order%2042 the same, and a jaeger-debug-id that the first span is to be tagged with
const MEMBER = 'ot2otel';
const DEBUG = 'debug';
// A trace state value has at most 256 characters (https://www.w3.org/TR/trace-context/#value).
const MAX_ENCODED_ID = 240;

/** The trace state, marked as belonging to a debug trace. */
export function markDebug(traceState: TraceState | undefined, debugId?: string): TraceState {
  const encoded = debugId === undefined ? '' : percentEncode(debugId.slice(0, MAX_ENCODED_ID));
  const fits = encoded !== '' && encoded.length <= MAX_ENCODED_ID;
  return (traceState ?? createTraceState()).set(MEMBER, fits ? `${DEBUG}:${encoded}` : DEBUG);
}

/** True when the trace is marked as a debug trace. */
export function isDebug(traceState: TraceState | undefined): boolean {
  const value = traceState?.get(MEMBER);
  return value === DEBUG || value?.startsWith(`${DEBUG}:`) === true;
}

/** The jaeger-debug-id that waits for the first span of the trace. */
export function findDebugId(traceState: TraceState | undefined): string | undefined {
  const value = traceState?.get(MEMBER);
  return value?.startsWith(`${DEBUG}:`) ? percentDecode(value.slice(DEBUG.length + 1)) : undefined;
}
