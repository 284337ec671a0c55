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
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Map || value instanceof Set) return toJson([...value]);
  return toJson(value);
}

// A request or a connection given as a tag reaches half of the process; nobody reads more than this of it.
const MAX_OBJECTS = 1000;

function toJson(value: object): string {
  const ancestors: object[] = [];
  let objects = 0;
  const json: string | undefined = JSON.stringify(value, function (this: unknown, _key, member: unknown) {
    if (typeof member === 'bigint') return String(member);
    if (typeof member !== 'object' || member === null) return member;
    // `this` is the object that holds the member: what was pushed after it is no ancestor.
    while (ancestors.length > 0 && ancestors.at(-1) !== this) ancestors.pop();
    if (ancestors.includes(member)) return '[Circular]';
    objects += 1;
    if (objects > MAX_OBJECTS) return '[Truncated]';
    ancestors.push(member);
    return member;
  });
  return json ?? String(value);
}

/** For what cannot even be asked for its text, such as a revoked Proxy. */
function describeOpaque(value: unknown): string {
  try {
    return Object.prototype.toString.call(value);
  } catch {
    return '[object]';
  }
}

/** Whether the value is an error, of this realm or another. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === '[object Error]';
}
