import type { AttributeValue } from '@opentelemetry/api';

/**
 * The attribute value for anything a tag or log field may hold; undefined if there is nothing to keep. What the API does not
 * take becomes a string, as the specification's "Set Tag" asks, so that both SDK lines export the same.
 */
export function toAttributeValue(value: unknown): AttributeValue | undefined {
  if (isPrimitive(value)) return value;
  if (value === null || value === undefined) return undefined;
  return isArrayOfOneType(value) ? value : describe(value);
}

/** Whether the API takes the value as it is. */
export function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isArrayOfOneType(value: unknown): value is string[] {
  try {
    return Array.isArray(value) && isHomogeneous(value);
  } catch {
    return false;
  }
}

function isHomogeneous(values: readonly unknown[]): boolean {
  let type: string | undefined;
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (!isPrimitive(value)) return false;
    type ??= typeof value;
    if (type !== typeof value) return false;
  }
  return true;
}

/** A string for any value whatsoever; never throws. */
export function describe(value: unknown): string {
  try {
    return typeof value === 'object' && value !== null ? describeObject(value) : describeOther(value);
  } catch {
    return describeOpaque(value);
  }
}

function describeOther(value: unknown): string {
  return typeof value === 'function' ? `[Function: ${String(value.name) || 'anonymous'}]` : String(value);
}

function describeObject(value: object): string {
  if (isError(value)) return String(value);
  if (isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (isA<Map<unknown, unknown>>(value, Map, 'Map') || isA<Set<unknown>>(value, Set, 'Set')) return toJson([...value]);
  return toJson(value);
}

// A request or a connection given as a tag reaches half of the process, a body may have millions of bytes: nobody reads more than
// this of it, and the program waits while it is written.
const MAX_OBJECTS = 1000;
const MAX_MEMBERS = 1000;
const TRUNCATED = '[Truncated]';

function toJson(value: object): string {
  const ancestors: { readonly given: object; readonly shown: object }[] = [];
  let objects = 0;
  const json: string | undefined = JSON.stringify(value, function (this: unknown, _key, member: unknown) {
    if (typeof member === 'bigint') return String(member);
    if (typeof member !== 'object' || member === null) return member;
    // `this` is the object that holds the member: what was pushed after it is no ancestor.
    while (ancestors.length > 0 && ancestors.at(-1)?.shown !== this) ancestors.pop();
    if (ancestors.some(({ given }) => given === member)) return '[Circular]';
    objects += 1;
    if (objects > MAX_OBJECTS) return TRUNCATED;
    const shown = firstMembers(member);
    ancestors.push({ given: member, shown });
    return shown;
  });
  return json ?? String(value);
}

/** The object itself if it is not too large, else a copy of its beginning. */
function firstMembers(given: object): object {
  if (Array.isArray(given)) return given.length > MAX_MEMBERS ? [...given.slice(0, MAX_MEMBERS), TRUNCATED] : given;
  if (isBytes(given)) return given.length > MAX_MEMBERS ? beginning(given.subarray(0, MAX_MEMBERS)) : given;
  let count = 0;
  for (const _ in given) {
    count += 1;
    if (count > MAX_MEMBERS) return beginning(given);
  }
  return given;
}

function beginning(given: object): object {
  const members: [string, unknown][] = [];
  for (const key in given) {
    if (members.length === MAX_MEMBERS) break;
    if (Object.hasOwn(given, key)) members.push([key, Reflect.get(given, key)]);
  }
  return Object.fromEntries([...members, ['...', TRUNCATED]]);
}

/** Lists of numbers, whose members nobody should have to name one by one. */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && 'subarray' in value;
}

/** For what cannot even be asked for its text, such as a revoked Proxy. */
function describeOpaque(value: unknown): string {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return '[object]';
  }
}

// Of this realm or another: a sandbox, or a test runner that gives each file a realm of its own, has classes of its own.

export function isError(value: unknown): value is Error {
  return isA<Error>(value, Error, 'Error');
}

export function isDate(value: unknown): value is Date {
  return isA<Date>(value, Date, 'Date');
}

function isA<T>(value: unknown, ownClass: new () => T, name: string): value is T {
  return value instanceof ownClass || Object.prototype.toString.call(value) === `[object ${name}]`;
}
