import { createTraceState, type TraceState } from '@opentelemetry/api';
import { percentDecode, percentEncode } from './text-encoding';

// OpenTelemetry's span context has one flag, "sampled". What legacy formats say beyond it rides in the trace state, which
// the SDK hands from parent to child and which crosses W3C hops as well:
//   ot2otel=debug            the whole trace is a debug trace
//   ot2otel=debug:order%2042 the same, and a jaeger-debug-id that the first span is to be tagged with
//   ot2otel=undecided        nobody has decided yet whether the trace is sampled
const MEMBER = 'ot2otel';
const DEBUG = 'debug';
const UNDECIDED = 'undecided';
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

/** The trace state of a parent that leaves the decision to the sampler of its first child. */
export function markUndecided(): TraceState {
  return createTraceState().set(MEMBER, UNDECIDED);
}

/** True when the sampler is to decide as for a new trace. */
export function isUndecided(traceState: TraceState | undefined): boolean {
  return traceState?.get(MEMBER) === UNDECIDED;
}

/** The trace state once it is decided. */
export function withoutMark(traceState: TraceState): TraceState {
  return traceState.unset(MEMBER);
}
