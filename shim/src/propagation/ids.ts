// Trace and span ids as OpenTelemetry holds them: 32 and 16 lower-case hex digits. Legacy clients strip leading zeros,
// write capitals, and know 64-bit trace ids only.

const HEX_TRACE_ID = /^[0-9a-f]{1,32}$/i;
const HEX_SPAN_ID = /^[0-9a-f]{1,16}$/i;
const ONLY_ZEROS = /^0+$/;
const NO_HIGH_HALF = '0000000000000000';

/** The trace id in its full 32 digits, or undefined when the text is not a hex number or is zero. */
export function parseTraceId(text: string): string | undefined {
  return HEX_TRACE_ID.test(text) && !ONLY_ZEROS.test(text) ? text.toLowerCase().padStart(32, '0') : undefined;
}

/** The span id in its full 16 digits, or undefined when the text is not a hex number or is zero. */
export function parseSpanId(text: string): string | undefined {
  return HEX_SPAN_ID.test(text) && !ONLY_ZEROS.test(text) ? text.toLowerCase().padStart(16, '0') : undefined;
}

/** The upper 64 bits of a trace id: zeros when the trace began in a client that knows 64 bits only. */
export function highHalf(traceId: string): string {
  return traceId.slice(0, 16);
}

/** The lower 64 bits of a trace id: all that a 64-bit client keeps. */
export function lowHalf(traceId: string): string {
  return traceId.slice(16);
}

/** True for a trace id that fits into 64 bits. */
export function is64Bit(traceId: string): boolean {
  return highHalf(traceId) === NO_HIGH_HALF;
}

/** A trace id as its origin wrote it: 16 digits when it fits, so that 64-bit clients still read it; else all 32. */
export function shortestTraceId(traceId: string): string {
  return is64Bit(traceId) ? lowHalf(traceId) : traceId;
}
