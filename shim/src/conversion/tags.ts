import { type Attributes, SpanKind, type SpanStatus, SpanStatusCode } from '@opentelemetry/api';
import { attempt } from '../guard';
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

/**
 * Whether a value can hold tags, fields or attributes. The members of a text or of bytes say nothing, and there may be millions: to list
 * those of a body that somebody gave as tags would hold up the program for seconds.
 */
export function holdsMembers(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
}

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
  try {
    return applyReadableTags(tags, target, mapKind);
  } catch {
    // A getter or Proxy that throws: what can be read is kept.
    target.attributes = copyMembers(tags, ERROR_TAG);
    return attempt('reading the tags', () => ERROR_TAG in tags, false);
  }
}

function applyReadableTags(tags: Readonly<Record<string, unknown>>, target: TagTarget, mapKind: boolean): boolean {
  let asTheyAre = true;
  let hasError = false;
  for (const key in tags) {
    const value = tags[key];
    // What is inherited is no tag.
    if (key === ERROR_TAG) hasError = Object.hasOwn(tags, key);
    else if (key !== SPAN_KIND_TAG || !mapKind) asTheyAre &&= isPrimitive(value);
    else if (typeof value === 'string') target.kind ??= Object.hasOwn(tags, key) ? KINDS.get(value) : undefined;
    else asTheyAre = false;
  }
  // The compiler does not follow that every value was seen to be primitive.
  target.attributes = asTheyAre && !hasError ? (tags as Attributes) : copyMembers(tags, ERROR_TAG);
  return hasError;
}

/** The members of tags or log fields as attributes, but for one; none if they cannot even be listed. */
export function copyMembers(
  members: Readonly<Record<string, unknown>>,
  without: string,
  rename: ReadonlyMap<string, string> = new Map(),
): Attributes {
  const attributes: Attributes = {};
  for (const key of attempt('listing the members', () => Object.keys(members), [])) {
    if (key === without) continue;
    const value = toAttributeValue(readMember(members, key));
    if (value !== undefined) attributes[rename.get(key) ?? key] = value;
  }
  return attributes;
}

/** One member; the text of the error if its getter throws. */
export function readMember(members: Readonly<Record<string, unknown>>, key: string): unknown {
  try {
    return members[key];
  } catch (error) {
    return describe(error);
  }
}

/** What an `error` tag does to the status, and whether its value says more than that and is kept as an attribute. */
export interface ErrorTag {
  readonly status: SpanStatus | undefined;
  readonly isKept: boolean;
}

/**
 * Reads the value of an `error` tag. The specification knows true and false only. The official shim also takes the strings "true" and
 * "false", and keeps other texts as an attribute without a status, as Jaeger shows them; an Error or a number is an error, too.
 */
export function readErrorTag(value: unknown): ErrorTag {
  if (value === true || value === 'true') return { status: { code: SpanStatusCode.ERROR }, isKept: false };
  if (value === false || value === 'false') return { status: { code: SpanStatusCode.OK }, isKept: false };
  if (!value || typeof value === 'string') return { status: undefined, isKept: true };
  return { status: { code: SpanStatusCode.ERROR, ...messageOf(value) }, isKept: true };
}

function messageOf(value: unknown): { message?: string } {
  return attempt('reading an error', () => (isError(value) ? { message: describe(value.message) } : {}), {});
}
