import type { SpanContext } from '@opentelemetry/api';
import type { CarrierView } from './carrier-view';
import { FormatPropagator } from './format-propagator';
import { parseSpanId, parseTraceId, shortestTraceId } from './ids';
import { OT_BAGGAGE_PREFIX } from './ot-trace';
import { isDebugTrace, isSampled, type RemoteSpan, remoteSpan, samplingRequest } from './remote-span';
import { recallTrace } from './trace-memory';
import type { SetHeader, WireFormat } from './wire-format';

const SINGLE = 'b3';
const TRACE_ID = 'x-b3-traceid';
const SPAN_ID = 'x-b3-spanid';
const SAMPLED = 'x-b3-sampled';
const FLAGS = 'x-b3-flags';
// {trace id}-{span id}[-{sampling state}[-{parent span id}]]; b3-propagation asks for full-length ids, but jaeger-client
// strips leading zeros, which cost 6 % of its requests.
const SINGLE_VALUE = /^([0-9a-f]{1,32})-([0-9a-f]{1,16})(?:-([01d])(?:-[0-9a-f]{1,16})?)?$/i;
const SAMPLED_VALUE = /^(1|true|d)$/i;

/** How a {@link B3Propagator} is to speak. */
export interface B3PropagatorConfig {
  /**
   * One `b3` header (default) or several `x-b3-*`; 0 and 1 are the official package's names for them. Both are read
   * always. jaeger-client and lightstep-tracer understand only `multi`.
   */
  readonly injectEncoding?: 'single' | 'multi' | 0 | 1 | undefined;
}

/**
 * B3, single and multi, tolerant of stripped zeros and of names in any case.
 *
 * @see https://github.com/openzipkin/b3-propagation
 * @example propagation.setGlobalPropagator(new B3Propagator({ injectEncoding: 'multi' }))
 */
export class B3Propagator extends FormatPropagator {
  constructor(config: B3PropagatorConfig = {}) {
    super(b3Format(config));
  }
}

/** Several headers, and no single one: what jaeger-client's Zipkin codec knows. */
export const B3_MULTI = {
  fields: [TRACE_ID, SPAN_ID, FLAGS, SAMPLED],
  readSpan: (carrier) => readMulti(carrier) ?? (isDebugAsked(carrier) ? samplingRequest() : undefined),
  writeSpan: writeMulti,
} satisfies WireFormat;

/** Zipkin's wire format. */
function b3Format({ injectEncoding = 'single' }: B3PropagatorConfig = {}): WireFormat {
  const isMulti = injectEncoding === 'multi' || injectEncoding === 1;
  return {
    fields: isMulti ? B3_MULTI.fields : [SINGLE],
    readSpan: (carrier) => readSingle(carrier) ?? readMulti(carrier) ?? readDebugRequest(carrier),
    writeSpan: isMulti ? writeMulti : writeSingle,
  };
}

function readSingle(carrier: CarrierView): SpanContext | undefined {
  const [, trace = '', span = '', state = ''] = SINGLE_VALUE.exec(carrier.get(SINGLE)?.trim() ?? '') ?? [];
  return spanOf(carrier, trace, span, state, state.toLowerCase() === 'd');
}

function readMulti(carrier: CarrierView): SpanContext | undefined {
  const read = (name: string) => carrier.get(name)?.trim() ?? '';
  return spanOf(carrier, read(TRACE_ID), read(SPAN_ID), read(SAMPLED), isDebugAsked(carrier));
}

function spanOf(carrier: CarrierView, trace: string, span: string, state: string, debug: boolean) {
  const traceId = parseTraceId(trace);
  const spanId = parseSpanId(span);
  if (traceId === undefined || spanId === undefined) return undefined;
  const sent: RemoteSpan = { traceId, spanId, sampled: debug || SAMPLED_VALUE.test(state), debug };
  return remoteSpan(recallTrace(sent, carrier, OT_BAGGAGE_PREFIX));
}

/** Debug without ids asks for a new trace that is surely recorded. */
function readDebugRequest(carrier: CarrierView): SpanContext | undefined {
  const isRequested = carrier.get(SINGLE)?.trim() === 'd' || isDebugAsked(carrier);
  return isRequested ? samplingRequest() : undefined;
}

function isDebugAsked(carrier: CarrierView): boolean {
  return carrier.get(FLAGS)?.trim() === '1';
}

function writeSingle(span: SpanContext, set: SetHeader): void {
  const state = isDebugTrace(span) ? 'd' : sampledDigit(span);
  set(SINGLE, `${shortestTraceId(span.traceId)}-${span.spanId}-${state}`);
}

function writeMulti(span: SpanContext, set: SetHeader): void {
  set(TRACE_ID, shortestTraceId(span.traceId));
  set(SPAN_ID, span.spanId);
  // "Debug implies an accept decision, so don't also send the X-B3-Sampled header."
  if (isDebugTrace(span)) set(FLAGS, '1');
  else set(SAMPLED, sampledDigit(span));
}

function sampledDigit(span: SpanContext): '0' | '1' {
  return isSampled(span) ? '1' : '0';
}
