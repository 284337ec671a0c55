import { kindNamed } from './from-opentracing';
import type { Attributes, RecordedEvent, RecordedLink, RecordedSpan, Status } from './types';
import { keyOf } from './values';

/**
 * Takes out of a span what says the same thing twice, or what cannot be the same in two runs. Every rule here hides a difference,
 * so each is one that OpenTracing's own meaning, or the specification of the shim, makes void:
 *
 * - `span.kind` is the kind. OpenTracing has nothing else for it, and lets it be set at any time.
 * - A child_of link to the parent is the parent (the shim writes it only when told to follow the specification to the letter).
 * - `event` on an event repeats the event's name; on an exception, so do the log fields that `exception.*` holds already.
 * - An empty text among `exception.*`, and a log field that is as empty: the SDK's `recordException` leaves it out.
 * - A status message that an exception of the same span holds already.
 * - The frames of a stack trace: they are lines of files that were moved or rewritten. Its head stays.
 */
export function normalise(span: RecordedSpan): RecordedSpan {
  const events = span.events.map(normaliseEvent);
  return {
    ...withKind(span),
    status: withoutRepeatedMessage(span.status, events),
    events,
    links: span.links.map(withReferenceType).filter((link) => !repeatsParent(link, span)),
  };
}

/** A `span.kind` that contradicts the kind stays, so that it is seen. */
function withKind(span: RecordedSpan): RecordedSpan {
  const { 'span.kind': tag, ...attributes } = span.attributes;
  const kind = kindNamed(tag);
  if (kind === undefined || (span.kind !== 'internal' && span.kind !== kind)) return span;
  return { ...span, kind, attributes };
}

function withoutRepeatedMessage(status: Status, events: readonly RecordedEvent[]): Status {
  const repeats = events.some((event) => event.attributes['exception.message'] === status.message);
  return repeats ? { code: status.code } : status;
}

function repeatsParent({ traceId, spanId, attributes }: RecordedLink, span: RecordedSpan): boolean {
  return attributes[REFERENCE_TYPE] === 'child_of' && traceId === span.traceId && spanId === span.parentSpanId;
}

const REFERENCE_TYPE = 'opentracing.ref_type';

/** The official shim wrote the type of a reference under another name: opentelemetry-js, shim-opentracing 2.11. */
function withReferenceType(link: RecordedLink): RecordedLink {
  const { 'span.kind': type, ...attributes } = link.attributes;
  if (type !== 'child_of' && type !== 'follows_from') return link;
  return { ...link, attributes: { ...attributes, [REFERENCE_TYPE]: type } };
}

function normaliseEvent(event: RecordedEvent): RecordedEvent {
  const attributes = withoutFrames(event.attributes);
  return {
    ...event,
    attributes: event.name === 'exception' ? exceptionOf(attributes) : namedOf(event.name, attributes),
  };
}

function namedOf(name: string, attributes: Attributes): Attributes {
  const { event, ...rest } = attributes;
  return event === name ? rest : attributes;
}

/** Log fields, and the attributes of `recordException` that hold the same. */
const COPIES: readonly (readonly [string, string])[] = [
  ['error.kind', 'exception.type'],
  ['message', 'exception.message'],
  ['stack', 'exception.stacktrace'],
];

function exceptionOf(attributes: Attributes): Attributes {
  const copies = COPIES.filter(
    ([field, key]) => field in attributes && keyOf(attributes[field]) === keyOf(attributes[key] ?? ''),
  );
  const empty = COPIES.filter(([, key]) => attributes[key] === '');
  const dropped = new Set([...copies.map(([field]) => field), ...empty.map(([, key]) => key)]);
  if (attributes.event === 'error') dropped.add('event');
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !dropped.has(key)));
}

function withoutFrames(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      isStack(key) && typeof value === 'string' ? headOfStack(value) : value,
    ]),
  );
}

function isStack(key: string): boolean {
  return key === 'exception.stacktrace' || key === 'stack';
}

function headOfStack(stack: string): string {
  return stack.split(/\n\s+at /, 1)[0] ?? '';
}
