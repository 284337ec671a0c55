import type { SpanContext } from '@opentelemetry/api';
import type { CarrierView } from './carrier-view';
import { FormatPropagator } from './format-propagator';
import { parseTraceState } from './trace-state';
import type { SetHeader, WireFormat } from './wire-format';

const TRACE_PARENT = 'traceparent';
const TRACE_STATE = 'tracestate';
// {version}-{trace id}-{parent id}-{flags}; a later version may add more parts, version 00 has no others.
const VALUE = /^\s?(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?\s?$/;
// No version of the header is near this long.
const MAX_TRACE_PARENT_LENGTH = 512;

/**
 * W3C Trace Context on nothing but the API, so that one package serves both SDK lines; it agrees with the official one.
 *
 * @see https://www.w3.org/TR/trace-context/
 */
export class W3CTraceContextPropagator extends FormatPropagator {
  constructor() {
    super(traceContextFormat);
  }
}

/** W3C's wire format for the trace. */
const traceContextFormat: WireFormat = {
  fields: [TRACE_PARENT, TRACE_STATE],
  readSpan,
  writeSpan,
};

function readSpan(carrier: CarrierView): SpanContext | undefined {
  const header = carrier.get(TRACE_PARENT) ?? '';
  if (header.length > MAX_TRACE_PARENT_LENGTH) return undefined;
  const [, version, traceId, spanId, flags = '', more] = VALUE.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  const states = carrier.getAll(TRACE_STATE).join(',');
  return states === '' ? span : { ...span, traceState: parseTraceState(states) };
}

function writeSpan(span: SpanContext, set: SetHeader): void {
  const flags = (span.traceFlags & 0xff).toString(16).padStart(2, '0');
  set(TRACE_PARENT, `00-${span.traceId}-${span.spanId}-${flags}`);
  const state = span.traceState?.serialize() ?? '';
  if (state !== '') set(TRACE_STATE, state);
}
