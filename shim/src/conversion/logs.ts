import type { Attributes } from '@opentelemetry/api';
import { attempt } from '../guard';
import { copyMembers, holdsMembers, readMember } from './tags';
import { describe, isError, isPrimitive } from './values';

/** An OpenTracing log as an OpenTelemetry event. */
export interface SpanEvent {
  name: string;
  attributes: Attributes;
}

type Fields = Readonly<Record<string, unknown>>;

const EXCEPTION_EVENT = 'exception';
const EXCEPTION_FIELDS: ReadonlyMap<string, string> = new Map([
  ['error.kind', 'exception.type'],
  ['message', 'exception.message'],
  ['stack', 'exception.stacktrace'],
]);

/** The event for a set of log fields: section "Log" of the specification. Never throws. */
export function logToEvent(fields: unknown): SpanEvent {
  if (!holdsMembers(fields)) return { name: 'log', attributes: fromValue(fields) };
  // Any object is a set of fields by now; what is not in it reads as undefined.
  const given = fields as Fields;
  const event = readMember(given, 'event');
  if (event === 'error') return errorEvent(given);
  if (event === undefined && isThrown(given)) return { name: EXCEPTION_EVENT, attributes: attributesOfThrown(given) };
  return { name: eventName(event), attributes: toAttributes(given) };
}

/** `log(error)` is no OpenTracing either: an error has no members that could be listed, so it would arrive empty. */
function isThrown(fields: Fields): boolean {
  return readMember(fields, 'stack') !== undefined && attempt('reading an error', () => isError(fields), false);
}

/** `log('text')` is no OpenTracing, but people write it. */
function fromValue(value: unknown): Attributes {
  return value === undefined || value === null ? {} : { message: describe(value) };
}

function eventName(event: unknown): string {
  if (typeof event === 'string') return event === '' ? 'log' : event;
  return event === undefined || event === null ? 'log' : describe(event);
}

/** The given object itself when it can go to the SDK as it is: the SDK copies. */
function toAttributes(fields: Fields): Attributes {
  return isAttributes(fields) ? fields : copyMembers(fields, '');
}

function isAttributes(fields: Fields): fields is Attributes {
  try {
    // These would be read as a time.
    if (Array.isArray(fields) || fields instanceof Date) return false;
    for (const key in fields) if (!isPrimitive(fields[key])) return false;
    return true;
  } catch {
    // A getter or Proxy that throws: what can be read is copied.
    return false;
  }
}

function errorEvent(fields: Fields): SpanEvent {
  const thrown = readMember(fields, 'error.object');
  if (thrown === undefined || thrown === null) {
    return { name: EXCEPTION_EVENT, attributes: copyMembers(fields, '', EXCEPTION_FIELDS) };
  }
  return {
    name: EXCEPTION_EVENT,
    attributes: { ...copyMembers(fields, 'error.object'), ...attributesOfThrown(thrown) },
  };
}

function attributesOfThrown(thrown: unknown): Attributes {
  return attempt('reading an error', () => exceptionAttributes(thrown), { 'exception.message': describe(thrown) });
}

/** What the SDK's `recordException` writes: it takes no further attributes, and the specification wants the other fields kept. */
function exceptionAttributes(thrown: unknown): Attributes {
  if (!isError(thrown) && !hasMessage(thrown)) return { 'exception.message': describe(thrown) };
  const { code, name, message, stack } = thrown as Error & { code?: unknown };
  return {
    ...(code ? { 'exception.type': describe(code) } : name ? { 'exception.type': describe(name) } : {}),
    ...(message ? { 'exception.message': describe(message) } : {}),
    ...(stack ? { 'exception.stacktrace': describe(stack) } : {}),
  };
}

function hasMessage(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
