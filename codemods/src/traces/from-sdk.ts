import type { Kind, RecordedSpan, Status } from './types';
import { attributeMap, toMicroseconds } from './values';

type HrTime = readonly [number, number];

/** The parts of the SDK's ReadableSpan, of line 2 and 3, that a comparison needs. */
export interface SdkSpan {
  readonly name: string;
  readonly kind: number;
  spanContext(): SdkSpanContext;
  readonly parentSpanContext?: SdkSpanContext;
  readonly startTime: HrTime;
  readonly endTime: HrTime;
  readonly status: { readonly code: number; readonly message?: string };
  readonly attributes: object;
  readonly links: readonly { readonly context: SdkSpanContext; readonly attributes?: object }[];
  readonly events: readonly { readonly name: string; readonly attributes?: object; readonly time: HrTime }[];
  readonly resource: { readonly attributes: object };
}

interface SdkSpanContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** In the order of the API's enums. */
export const KINDS: readonly Kind[] = ['internal', 'server', 'client', 'producer', 'consumer'];
const STATUS_CODES: readonly Status['code'][] = ['unset', 'ok', 'error'];

/** A finished span of the OpenTelemetry SDK. */
export function recordSdk(span: SdkSpan): RecordedSpan {
  const { traceId, spanId } = span.spanContext();
  const parentSpanId = span.parentSpanContext?.spanId;
  return {
    service: String(new Map(Object.entries(span.resource.attributes)).get('service.name') ?? ''),
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name: span.name,
    kind: KINDS[span.kind] ?? 'internal',
    status: statusOf(span.status.code, span.status.message),
    attributes: attributesOf(span.attributes),
    events: span.events.map(({ name, attributes, time }) => ({
      name,
      attributes: attributesOf(attributes),
      time: millisecondsOf(time),
    })),
    links: span.links.map(({ context, attributes }) => ({
      traceId: context.traceId,
      spanId: context.spanId,
      attributes: attributesOf(attributes),
    })),
    start: millisecondsOf(span.startTime),
    end: millisecondsOf(span.endTime),
  };
}

/** A status by its number, which is the same in the API and over the wire. */
export function statusOf(code: number, message: string | undefined): Status {
  return { code: STATUS_CODES[code] ?? 'unset', ...(message ? { message } : {}) };
}

/** An undefined attribute is none: the SDK does not export it. */
function attributesOf(attributes: object = {}) {
  return attributeMap(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

function millisecondsOf([seconds, nanoseconds]: HrTime): number {
  return toMicroseconds(seconds * 1000 + nanoseconds / 1e6);
}
