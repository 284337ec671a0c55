import { type Attributes, type AttributeValue, SpanKind } from '@opentelemetry/api';
import { describe, isError, isPrimitive, toAttributeValue } from './values';

/** OpenTracing's `Tags.ERROR`, the one tag that has a meaning of its own in the specification. */
export const ERROR_TAG = 'error';
const SPAN_KIND_TAG = 'span.kind';

const KINDS: ReadonlyMap<string, SpanKind> = new Map([
  ['client', SpanKind.CLIENT],
  ['server', SpanKind.SERVER],
  ['producer', SpanKind.PRODUCER],
  ['consumer', SpanKind.CONSUMER],
]);

/** What tags come to at the start of a span, apart from `error`, which becomes a status after it. */
export interface TagTarget {
  attributes: Attributes | undefined;
  kind: SpanKind | undefined;
}

/**
 * Writes the tags to the options of a span that is about to start, without `error`; if `mapKind`, `span.kind` sets the kind too.
 * Says whether there is an `error` among them. One pass, and no copy where the SDK can take the tags as they are: it copies itself.
 */
export function applyTags(tags: Readonly<Record<string, unknown>>, target: TagTarget, mapKind: boolean): boolean {
  let asTheyAre = true;
  let hasError = false;
  for (const key in tags) {
    const value = tags[key];
    if (key === ERROR_TAG) hasError = true;
    else if (key !== SPAN_KIND_TAG || !mapKind) asTheyAre &&= isPrimitive(value);
    else if (typeof value === 'string') target.kind ??= KINDS.get(value);
    else asTheyAre = false;
  }
  // The compiler does not follow that every value was seen to be primitive.
  target.attributes = asTheyAre && !hasError ? (tags as Attributes) : copyTags(tags);
  return hasError;
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
