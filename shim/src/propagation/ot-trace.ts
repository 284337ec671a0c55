import { type Baggage, propagation, type SpanContext } from '@opentelemetry/api';
import type { BaggageEntries } from './baggage-entries';
import type { CarrierView } from './carrier-view';
import { FormatPropagator } from './format-propagator';
import { lowHalf, parseSpanId, parseTraceId } from './ids';
import { type PrefixedBaggage, readPrefixedBaggage, writePrefixedBaggage } from './prefixed-baggage';
import { isSampled, remoteSpan } from './remote-span';
import { type CarrierEncoding, decodeUnlessPrintable, encodeUnlessPrintable } from './text-encoding';
import { isTraceMemory, recallTrace, writeTraceMemory } from './trace-memory';
import type { WireFormat } from './wire-format';

const TRACE_ID = 'ot-tracer-traceid';
const SPAN_ID = 'ot-tracer-spanid';
const SAMPLED = 'ot-tracer-sampled';
const UNSAMPLED = /^(0|false)$/i;

/** The prefix under which Lightstep's and Datadog's tracers send baggage. */
export const OT_BAGGAGE_PREFIX = 'ot-baggage-';

/** How an {@link OTTracePropagator} is to speak. */
export interface OTTracePropagatorConfig {
  /** `http` (default) percent-encodes baggage that is not printable ASCII, `text-map` leaves it as it is. */
  readonly encoding?: CarrierEncoding | undefined;
}

/**
 * `ot-tracer-*` and `ot-baggage-*`, as lightstep-tracer and the OpenTracing basic tracers read and write them. 128-bit
 * trace ids and the decision not to sample survive a journey through a service that keeps only 64 bits.
 *
 * @see https://github.com/open-telemetry/opentelemetry-js-contrib/issues/1023 for how the official one breaks traces
 * @example propagation.setGlobalPropagator(new OTTracePropagator())
 */
export class OTTracePropagator extends FormatPropagator {
  constructor(config: OTTracePropagatorConfig = {}) {
    super(otTraceFormat(config));
  }
}

/** Lightstep's wire format. */
function otTraceFormat(config: OTTracePropagatorConfig = {}): WireFormat {
  const wire = otBaggageWire(config.encoding);
  return {
    fields: [TRACE_ID, SPAN_ID, SAMPLED],
    readSpan,
    writeSpan(span, set) {
      set(TRACE_ID, lowHalf(span.traceId));
      set(SPAN_ID, span.spanId);
      set(SAMPLED, String(isSampled(span)));
      writeTraceMemory(span, OT_BAGGAGE_PREFIX, set);
    },
    readBaggage: (carrier) => readOtBaggage(carrier, wire),
    writeBaggage: (baggage, set) => writePrefixedBaggage(withoutMemory(baggage), wire, set),
  };
}

/** `ot-baggage-*`: sent as it is by its clients, so encoded only where a header could not carry it. */
export function otBaggageWire(encoding: CarrierEncoding = 'http'): PrefixedBaggage {
  return {
    prefix: OT_BAGGAGE_PREFIX,
    encoding,
    encodeValue: encodeUnlessPrintable,
    decodeValue: decodeUnlessPrintable,
  };
}

/** The application's own items under `ot-baggage-`. */
export function readOtBaggage(carrier: CarrierView, wire: PrefixedBaggage): BaggageEntries {
  return new Map([...readPrefixedBaggage(carrier, wire)].filter(([key]) => !isTraceMemory(key)));
}

function readSpan(carrier: CarrierView): SpanContext | undefined {
  const traceId = parseTraceId(carrier.get(TRACE_ID)?.trim() ?? '');
  const spanId = parseSpanId(carrier.get(SPAN_ID)?.trim() ?? '');
  if (traceId === undefined || spanId === undefined) return undefined;
  // lightstep-tracer takes a missing or unknown value for "sampled".
  const sampled = !UNSAMPLED.test(carrier.get(SAMPLED)?.trim() ?? '');
  return remoteSpan(recallTrace({ traceId, spanId, sampled }, carrier, OT_BAGGAGE_PREFIX));
}

/** An item that some other propagator brought in as baggage must not contradict the one we write. */
function withoutMemory(baggage: Baggage): Baggage {
  const own = baggage.getAllEntries().filter(([key]) => !isTraceMemory(key));
  return propagation.createBaggage(Object.fromEntries(own));
}
