import type { BaggageEntry, SpanContext } from '@opentelemetry/api';
import { BaggageBudget, type BaggageEntries, MAX_TOTAL_LENGTH, mergeEntries, NO_ENTRIES } from './baggage-entries';
import type { CarrierView } from './carrier-view';
import { FormatPropagator } from './format-propagator';
import { withJaegerKeys, withoutJaegerKeys } from './jaeger-baggage-keys';
import { type PrefixedBaggage, readPrefixedBaggage, writePrefixedBaggage } from './prefixed-baggage';
import { samplingRequest } from './remote-span';
import { type CarrierEncoding, percentDecode, percentEncode } from './text-encoding';
import { formatUberTraceId, parseUberTraceId } from './uber-trace-id';
import type { WireFormat } from './wire-format';

const DEBUG_ID_HEADER = 'jaeger-debug-id';
const BAGGAGE_HEADER = 'jaeger-baggage';
// The longest well-formed value, percent-encoded throughout.
const MAX_HEADER_LENGTH = 256;

/** How a {@link JaegerPropagator} is to speak; the names are those of `@opentelemetry/propagator-jaeger`. */
export interface JaegerPropagatorConfig {
  /** In place of `uber-trace-id`; `contextKey` of jaeger-client. */
  readonly customTraceHeader?: string | undefined;
  /** In place of `uberctx`, without the dash; the `baggagePrefix` of jaeger-client, which has the dash, is understood too. */
  readonly customBaggageHeaderPrefix?: string | undefined;
  /** `http` (default) percent-encodes baggage as jaeger-client's HTTP_HEADERS does, `text-map` leaves it as it is. */
  readonly encoding?: CarrierEncoding | undefined;
}

/**
 * `uber-trace-id`, `uberctx-*`, `jaeger-debug-id` and `jaeger-baggage`, as jaeger-client reads and writes them. The
 * official propagator was dropped with OpenTelemetry SDK 3.x.
 *
 * @see https://www.jaegertracing.io/sdk-migration/#propagation-format
 * @example propagation.setGlobalPropagator(new JaegerPropagator())
 */
export class JaegerPropagator extends FormatPropagator {
  constructor(config: JaegerPropagatorConfig | string = {}) {
    super(jaegerFormat(typeof config === 'string' ? { customTraceHeader: config } : config));
  }
}

/** Jaeger's wire format. */
function jaegerFormat(config: JaegerPropagatorConfig = {}): WireFormat {
  const { customTraceHeader = 'uber-trace-id', customBaggageHeaderPrefix = 'uberctx', encoding } = config;
  const header = customTraceHeader.toLowerCase();
  return {
    ...jaegerBaggage(`${customBaggageHeaderPrefix.replace(/-$/, '')}-`, encoding),
    fields: [header],
    readSpan: (carrier) => readTraceHeader(carrier, header) ?? readDebugId(carrier),
    writeSpan: (span, set) => set(header, formatUberTraceId(span)),
  };
}

/** Baggage as all codecs of jaeger-client have it: a header for each item, and `jaeger-baggage`. */
export function jaegerBaggage(
  prefix: string,
  encoding: CarrierEncoding = 'http',
): Pick<WireFormat, 'anySpelling' | 'readBaggage' | 'writeBaggage'> {
  const wire: PrefixedBaggage = {
    prefix: prefix.toLowerCase(),
    encoding,
    encodeValue: percentEncode,
    decodeValue: percentDecode,
  };
  return {
    anySpelling: true,
    readBaggage: (carrier) =>
      mergeEntries([withoutJaegerKeys(readPrefixedBaggage(carrier, wire)), readBaggageHeader(carrier)]),
    writeBaggage: (baggage, set) => writePrefixedBaggage(withJaegerKeys(baggage), wire, set),
  };
}

function readTraceHeader(carrier: CarrierView, header: string): SpanContext | undefined {
  const value = carrier.get(header);
  // Proxies and some clients escape the colons.
  return value === undefined || value.length > MAX_HEADER_LENGTH ? undefined : parseUberTraceId(percentDecode(value));
}

/** `jaeger-debug-id`, which asks for a new trace that is surely recorded. */
export function readDebugId(carrier: CarrierView): SpanContext | undefined {
  const debugId = carrier.get(DEBUG_ID_HEADER)?.slice(0, MAX_HEADER_LENGTH);
  return debugId ? samplingRequest(percentDecode(debugId)) : undefined;
}

/** `jaeger-baggage: a=1, b=2`, by which people set baggage by hand. */
function readBaggageHeader(carrier: CarrierView): BaggageEntries {
  const header = carrier.get(BAGGAGE_HEADER);
  if (header === undefined) return NO_ENTRIES;
  const entries = new Map<string, BaggageEntry>();
  const budget = new BaggageBudget();
  for (const pair of percentDecode(header.slice(0, MAX_TOTAL_LENGTH)).split(',')) {
    const [key = '', value, ...rest] = pair.trim().split('=');
    if (key === '' || value === undefined || rest.length > 0) continue;
    if (budget.admits(key.length + value.length)) entries.set(key, { value });
  }
  return entries;
}
