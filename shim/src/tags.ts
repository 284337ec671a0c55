import { type Attributes, type AttributeValue, SpanKind } from '@opentelemetry/api';
import { describe, isError, isPrimitive, toAttributeValue } from './values';

/** OpenTracing's `Tags.ERROR`, the one tag that has a meaning of its own in the specification. */
export const ERROR_TAG = 'error';
const SPAN_KIND_TAG = 'span.kind';

const KINDS: ReadonlyMap<unknown, SpanKind> = new Map<unknown, SpanKind>([
  ['client', SpanKind.CLIENT],
  ['server', SpanKind.SERVER],
  ['producer', SpanKind.PRODUCER],
  ['consumer', SpanKind.CONSUMER],
]);

/** The SpanKind that the `span.kind` tag names, if it names one. */
export function spanKindOf(tags: Readonly<Record<string, unknown>>): SpanKind | undefined {
  return KINDS.get(tags[SPAN_KIND_TAG]);
}

/** The attributes for a set of tags, without `error`. The given object itself when it can go to the SDK as it is: the SDK copies. */
export function tagsToAttributes(tags: Readonly<Record<string, unknown>>): Attributes {
  for (const key in tags) {
    // A cast is enough for the compiler only after each value was seen to be primitive.
    if (key === ERROR_TAG || !isPrimitive(tags[key])) return copyTags(tags);
  }
  return tags as Attributes;
}

function copyTags(tags: Readonly<Record<string, unknown>>): Attributes {
  const attributes: Attributes = {};
  for (const key of Object.keys(tags)) {
    if (key === ERROR_TAG) continue;
    const value = readAttribute(tags, key);
    if (value !== undefined) attributes[key] = value;
  }
  return attributes;
}

/** One member of tags or log fields as an attribute value; a getter that throws leaves its error's text. */
export function readAttribute(members: Readonly<Record<string, unknown>>, key: string): AttributeValue | undefined {
  try {
    return toAttributeValue(members[key]);
  } catch (error) {
    return describe(error);
  }
}

/** What an `error` tag says: failed (perhaps with a message), fine, or nothing. */
export type ErrorTag = { failed: true; message?: string } | { failed: false } | undefined;

/**
 * Reads the value of an `error` tag. The specification knows true and false only; the strings "true" and "false" and error values
 * are what applications really set, and a tracing tool that loses an error is of no use.
 */
export function readErrorTag(value: unknown): ErrorTag {
  if (value === true || value === 'true') return { failed: true };
  if (value === false || value === 'false') return { failed: false };
  if (!value) return undefined;
  return { failed: true, ...messageOf(value) };
}

function messageOf(value: unknown): { message?: string } {
  if (typeof value === 'string') return { message: value };
  return isError(value) ? { message: describe(value.message) } : {};
}
