import { createTraceState, type SpanContext, type TraceState } from '@opentelemetry/api';
import type { CarrierView } from './carrier-view';
import { FormatPropagator } from './format-propagator';
import { highHalf, is64Bit, lowHalf, parseSpanId, parseTraceId } from './ids';
import { otBaggageWire, readOtBaggage } from './ot-trace';
import { writePrefixedBaggage } from './prefixed-baggage';
import { isSampled, remoteSpan } from './remote-span';
import type { CarrierEncoding } from './text-encoding';
import type { SetHeader, WireFormat } from './wire-format';

const TRACE_ID = 'x-datadog-trace-id';
const PARENT_ID = 'x-datadog-parent-id';
const PRIORITY = 'x-datadog-sampling-priority';
const ORIGIN = 'x-datadog-origin';
const TAGS = 'x-datadog-tags';
const DECIMAL_64_BIT = /^[0-9]{1,20}$/;
const HIGH_HALF_TAG = /(?:^|,)_dd\.p\.tid=([0-9a-f]{16})(?:,|$)/;
const PRIORITY_VALUE = /^-?[0-9]{1,3}$/;
// Datadog's own limit for the header, and more than an origin ever has.
const MAX_TAGS_LENGTH = 512;
const MAX_ORIGIN_LENGTH = 64;

/** How a {@link DatadogPropagator} is to speak. */
export interface DatadogPropagatorConfig {
  /** `http` (default) percent-encodes baggage that is not printable ASCII, `text-map` leaves it as it is. */
  readonly encoding?: CarrierEncoding | undefined;
}

/**
 * `x-datadog-*` with its decimal ids; the upper half of a 128-bit trace id travels in `x-datadog-tags`, baggage under
 * `ot-baggage-`. Priority and origin are kept in the trace state as Datadog's own W3C support keeps them.
 *
 * @see https://docs.datadoghq.com/tracing/trace_collection/trace_context_propagation/
 * @example propagation.setGlobalPropagator(new DatadogPropagator())
 */
export class DatadogPropagator extends FormatPropagator {
  constructor(config: DatadogPropagatorConfig = {}) {
    super(datadogFormat(config));
  }
}

/** Datadog's wire format. */
function datadogFormat(config: DatadogPropagatorConfig = {}): WireFormat {
  const wire = otBaggageWire(config.encoding);
  return {
    fields: [TRACE_ID, PARENT_ID, PRIORITY, ORIGIN, TAGS],
    readSpan,
    writeSpan,
    readBaggage: (carrier) => readOtBaggage(carrier, wire),
    writeBaggage: (baggage, set) => writePrefixedBaggage(baggage, wire, set),
  };
}

function readSpan(carrier: CarrierView): SpanContext | undefined {
  const low = hexOf(carrier.get(TRACE_ID));
  const spanId = parseSpanId(hexOf(carrier.get(PARENT_ID)) ?? '');
  const traceId = parseTraceId(`${readHighHalf(carrier)}${low ?? ''}`);
  if (low === undefined || traceId === undefined || spanId === undefined) return undefined;
  const priority = readPriority(carrier);
  // A Datadog tracer that finds no decision makes its own, and its default is to keep.
  const span = remoteSpan({ traceId, spanId, sampled: priority === undefined || priority > 0 });
  const traceState = keepDatadog(priority, readOrigin(carrier));
  return traceState === undefined ? span : { ...span, traceState };
}

function hexOf(decimal: string | undefined): string | undefined {
  const digits = decimal?.trim() ?? '';
  if (!DECIMAL_64_BIT.test(digits)) return undefined;
  const hex = BigInt(digits).toString(16).padStart(16, '0');
  return hex.length === 16 ? hex : undefined;
}

function readHighHalf(carrier: CarrierView): string {
  const tags = carrier.get(TAGS) ?? '';
  return (tags.length <= MAX_TAGS_LENGTH && HIGH_HALF_TAG.exec(tags)?.[1]) || '';
}

function readPriority(carrier: CarrierView): number | undefined {
  const value = carrier.get(PRIORITY)?.trim() ?? '';
  return PRIORITY_VALUE.test(value) ? Number(value) : undefined;
}

function readOrigin(carrier: CarrierView): string | undefined {
  const origin = carrier.get(ORIGIN)?.slice(0, MAX_ORIGIN_LENGTH);
  // What a trace state may hold, without the two characters that structure Datadog's part of it.
  return origin !== undefined && /^[!-~]+$/.test(origin) ? origin.replace(/[,;~=]/g, '_') : undefined;
}

function keepDatadog(priority: number | undefined, origin: string | undefined): TraceState | undefined {
  const parts = [
    // 0 and 1 are the plain decisions, which the sampled flag holds already.
    priority === undefined || priority === 0 || priority === 1 ? '' : `s:${priority}`,
    origin === undefined ? '' : `o:${origin}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : createTraceState().set('dd', parts.join(';'));
}

function keptDatadog(traceState: TraceState | undefined, key: 's' | 'o'): string | undefined {
  const parts = traceState?.get('dd')?.split(';') ?? [];
  return parts.find((part) => part.startsWith(`${key}:`))?.slice(2);
}

function writeSpan(span: SpanContext, set: SetHeader): void {
  set(TRACE_ID, decimalOf(lowHalf(span.traceId)));
  set(PARENT_ID, decimalOf(span.spanId));
  set(PRIORITY, priorityOf(span));
  const origin = keptDatadog(span.traceState, 'o');
  if (origin !== undefined) set(ORIGIN, origin);
  if (!is64Bit(span.traceId)) set(TAGS, `_dd.p.tid=${highHalf(span.traceId)}`);
}

function decimalOf(hex: string): string {
  return BigInt(`0x${hex}`).toString();
}

/** The priority that came in (user keep, user reject) as long as it agrees with the decision that holds now. */
function priorityOf(span: SpanContext): string {
  const kept = keptDatadog(span.traceState, 's') ?? '';
  const sampled = isSampled(span);
  if (PRIORITY_VALUE.test(kept) && Number(kept) > 0 === sampled) return kept;
  return sampled ? '1' : '0';
}
