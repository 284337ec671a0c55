import type { Attributes, Kind, RecordedEvent, RecordedLink, RecordedSpan, Status } from './types';
import { tagAttributes, textOf, toMicroseconds } from './values';

/** What any OpenTracing tracer knows about a finished span, as its user gave it. */
export interface OpenTracingSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  /** In the order in which they were set. */
  readonly tags: readonly (readonly [string, unknown])[];
  readonly logs: readonly OpenTracingLog[];
  readonly references: readonly OpenTracingReference[];
  readonly start: number;
  readonly end: number;
}

export interface OpenTracingLog {
  readonly time: number;
  readonly fields: readonly (readonly [string, unknown])[];
}

export interface OpenTracingReference {
  readonly type: string;
  readonly traceId: string;
  readonly spanId: string;
}

const KINDS: ReadonlyMap<unknown, Kind> = new Map([
  ['server', 'server'],
  ['client', 'client'],
  ['producer', 'producer'],
  ['consumer', 'consumer'],
]);

/**
 * An OpenTracing span in OpenTelemetry's words: the `error` tag is the status, logs are events, error logs are exceptions,
 * references are links (specification, "OpenTracing Compatibility"). `span.kind` is left to the normalisation of both sides.
 */
export function recordOpenTracing(span: OpenTracingSpan): RecordedSpan {
  const { service, traceId, spanId, parentSpanId, name } = span;
  return {
    service,
    traceId,
    spanId,
    ...(parentSpanId === undefined ? {} : { parentSpanId }),
    name,
    kind: 'internal',
    status: statusOf(span.tags),
    attributes: tagAttributes(span.tags.filter(([key, value]) => key !== 'error' || !SAYS_STATUS.has(value))),
    events: span.logs.map(eventOf),
    links: span.references.map(linkOf),
    start: toMicroseconds(span.start),
    end: toMicroseconds(span.end),
  };
}

/** The kind that a `span.kind` value names. */
export function kindNamed(value: unknown): Kind | undefined {
  return KINDS.get(value);
}

/** Values of the tag `error` that say no more than a status does. */
const SAYS_STATUS: ReadonlySet<unknown> = new Set([true, 'true', false, 'false']);

/** The last `error` tag decides. A text is no status: Jaeger and the official shim show it as a tag. */
function statusOf(tags: OpenTracingSpan['tags']): Status {
  const value = tags.filter(([key]) => key === 'error').at(-1)?.[1];
  if (value === true || value === 'true') return { code: 'error' };
  if (value === false || value === 'false') return { code: 'ok' };
  if (!value || typeof value === 'string') return { code: 'unset' };
  return value instanceof Error ? { code: 'error', message: value.message } : { code: 'error' };
}

function eventOf(log: OpenTracingLog): RecordedEvent {
  const fields = new Map(log.fields);
  const event = fields.get('event');
  const time = toMicroseconds(log.time);
  if (event === 'error') return { name: 'exception', attributes: exceptionOf(fields), time };
  return { name: eventName(event), attributes: tagAttributes(fields), time };
}

function eventName(event: unknown): string {
  return event === undefined || event === null || event === '' ? 'log' : textOf(event);
}

/** An error log is what `recordException` writes, and the other fields beside it. */
function exceptionOf(fields: Map<string, unknown>): Attributes {
  const thrown = fields.get('error.object');
  if (thrown === undefined || thrown === null) return renamedFields(fields);
  const rest = new Map(fields);
  rest.delete('error.object');
  return { ...tagAttributes(rest), ...thrownAttributes(thrown) };
}

const EXCEPTION_KEYS: ReadonlyMap<string, string> = new Map([
  ['error.kind', 'exception.type'],
  ['message', 'exception.message'],
  ['stack', 'exception.stacktrace'],
]);

function renamedFields(fields: Map<string, unknown>): Attributes {
  return tagAttributes([...fields].map(([key, value]) => [EXCEPTION_KEYS.get(key) ?? key, value] as const));
}

/** The SDK's `recordException` prefers a code, such as ECONNRESET, to the class's name. */
function thrownAttributes(thrown: unknown): Attributes {
  if (typeof thrown !== 'object' || thrown === null || !('message' in thrown))
    return tagAttributes([['exception.message', thrown]]);
  const { name, code, message, stack } = thrown as {
    name?: unknown;
    code?: unknown;
    message: unknown;
    stack?: unknown;
  };
  const type = code ? String(code) : name;
  return tagAttributes(
    [
      ['exception.type', type],
      ['exception.message', message],
      ['exception.stacktrace', stack],
    ].filter((entry): entry is [string, unknown] => Boolean(entry[1])),
  );
}

function linkOf({ type, traceId, spanId }: OpenTracingReference): RecordedLink {
  return { traceId, spanId, attributes: { 'opentracing.ref_type': type.toLowerCase() } };
}
