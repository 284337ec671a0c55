import { KINDS, statusOf } from './from-sdk';
import type { RecordedSpan, Value } from './types';

/** An OTLP trace request: parsed JSON, or the object that a protobuf decoder made of it. */
export interface OtlpRequest {
  readonly resourceSpans?: readonly OtlpResourceSpans[] | null;
}

interface OtlpResourceSpans {
  readonly resource?: { readonly attributes?: readonly OtlpKeyValue[] | null } | null;
  readonly scopeSpans?: readonly { readonly spans?: readonly OtlpSpan[] | null }[] | null;
}

interface OtlpSpan {
  readonly traceId?: OtlpBytes;
  readonly spanId?: OtlpBytes;
  readonly parentSpanId?: OtlpBytes;
  readonly name?: string | null;
  readonly kind?: number | string | null;
  readonly startTimeUnixNano?: OtlpLong;
  readonly endTimeUnixNano?: OtlpLong;
  readonly status?: { readonly code?: number | string | null; readonly message?: string | null } | null;
  readonly attributes?: readonly OtlpKeyValue[] | null;
  readonly events?: readonly OtlpEvent[] | null;
  readonly links?: readonly OtlpLink[] | null;
}

interface OtlpEvent {
  readonly name?: string | null;
  readonly timeUnixNano?: OtlpLong;
  readonly attributes?: readonly OtlpKeyValue[] | null;
}

interface OtlpLink {
  readonly traceId?: OtlpBytes;
  readonly spanId?: OtlpBytes;
  readonly attributes?: readonly OtlpKeyValue[] | null;
}

interface OtlpKeyValue {
  readonly key?: string | null;
  readonly value?: OtlpValue | null;
}

/** A one-of: decoders set the one member that was sent, and may keep defaults of the others on the prototype. */
interface OtlpValue {
  readonly stringValue?: string | null;
  readonly boolValue?: boolean | null;
  readonly intValue?: OtlpLong;
  readonly doubleValue?: number | null;
  readonly arrayValue?: { readonly values?: readonly OtlpValue[] | null } | null;
  readonly kvlistValue?: { readonly values?: readonly OtlpKeyValue[] | null } | null;
  readonly bytesValue?: OtlpBytes;
}

/** Hex in JSON, bytes in protobuf. */
type OtlpBytes = string | Uint8Array | null | undefined;
/** A number, decimal digits, or the `long` package's object. */
type OtlpLong = number | string | { toString(): string } | null | undefined;

/** The spans of an OTLP request. */
export function recordOtlp(request: OtlpRequest): RecordedSpan[] {
  return (request.resourceSpans ?? []).flatMap(({ resource, scopeSpans }) => {
    const service = String(attributesOf(resource?.attributes)['service.name'] ?? '');
    return (scopeSpans ?? []).flatMap(({ spans }) => (spans ?? []).map((span) => recordSpan(service, span)));
  });
}

function recordSpan(service: string, span: OtlpSpan): RecordedSpan {
  const parentSpanId = hexOf(span.parentSpanId);
  return {
    service,
    traceId: hexOf(span.traceId),
    spanId: hexOf(span.spanId),
    ...(parentSpanId === '' ? {} : { parentSpanId }),
    name: span.name ?? '',
    // Over the wire, 0 is "unspecified" and every kind is one higher than in the API.
    kind: KINDS[enumOf(span.kind, WIRE_KINDS) - 1] ?? 'internal',
    status: statusOf(enumOf(span.status?.code, WIRE_STATUS), span.status?.message ?? undefined),
    attributes: attributesOf(span.attributes),
    events: (span.events ?? []).map(({ name, attributes, timeUnixNano }) => ({
      name: name ?? '',
      attributes: attributesOf(attributes),
      time: millisecondsOf(timeUnixNano),
    })),
    links: (span.links ?? []).map(({ traceId, spanId, attributes }) => ({
      traceId: hexOf(traceId),
      spanId: hexOf(spanId),
      attributes: attributesOf(attributes),
    })),
    start: millisecondsOf(span.startTimeUnixNano),
    end: millisecondsOf(span.endTimeUnixNano),
  };
}

const WIRE_KINDS = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'].map((k) => `SPAN_KIND_${k}`);
const WIRE_STATUS = ['UNSET', 'OK', 'ERROR'].map((code) => `STATUS_CODE_${code}`);

/** Enums travel as numbers; some decoders give their names. */
function enumOf(value: number | string | null | undefined, names: readonly string[]): number {
  if (typeof value === 'string') return Math.max(0, names.indexOf(value));
  return value ?? 0;
}

function attributesOf(list: readonly OtlpKeyValue[] | null | undefined): Record<string, Value> {
  return Object.fromEntries((list ?? []).map(({ key, value }) => [key ?? '', valueIn(value ?? {})]));
}

function valueIn(value: OtlpValue): Value {
  const has = (member: keyof OtlpValue) => Object.hasOwn(value, member) && value[member] != null;
  if (has('stringValue')) return value.stringValue ?? '';
  if (has('boolValue')) return value.boolValue ?? false;
  if (has('intValue')) return Number(String(value.intValue));
  if (has('doubleValue')) return value.doubleValue ?? 0;
  if (has('arrayValue')) return (value.arrayValue?.values ?? []).map(valueIn);
  if (has('kvlistValue')) return attributesOf(value.kvlistValue?.values);
  if (has('bytesValue')) return { bytes: base64Of(value.bytesValue) };
  return null;
}

function hexOf(bytes: OtlpBytes): string {
  if (bytes === null || bytes === undefined) return '';
  return typeof bytes === 'string' ? bytes.toLowerCase() : Buffer.from(bytes).toString('hex');
}

/** Unlike ids, bytes in attributes are base64 in JSON. */
function base64Of(bytes: OtlpBytes): string {
  return bytes instanceof Uint8Array ? Buffer.from(bytes).toString('base64') : (bytes ?? '');
}

function millisecondsOf(nanoseconds: OtlpLong): number {
  if (nanoseconds === null || nanoseconds === undefined) return 0;
  return Number((BigInt(String(nanoseconds)) + 500n) / 1000n) / 1000;
}
