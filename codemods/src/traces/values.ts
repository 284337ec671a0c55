import type { Attributes, Value } from './types';

/**
 * What a tag or log field of any type is as an attribute: the specification keeps strings, booleans, numbers and arrays of one of
 * them, and turns the rest into a string. Undefined and null are no attribute.
 */
function tagValue(value: unknown): Value | undefined {
  if (value === undefined || value === null) return undefined;
  if (isPrimitive(value)) return value;
  if (isPrimitiveList(value)) return value;
  return textOf(value);
}

/** Attributes of fields of any type. The last value of a key holds; one that is no attribute takes none away, as in the SDK. */
export function tagAttributes(fields: Iterable<readonly [string, unknown]>): Record<string, Value> {
  const attributes: Record<string, Value> = {};
  for (const [key, field] of fields) {
    const value = tagValue(field);
    if (value !== undefined) attributes[key] = value;
  }
  return attributes;
}

/** A value that OpenTelemetry holds; undefined in a map or a list reads as null, as over the wire. */
function attributeValue(value: unknown): Value {
  if (isPrimitive(value)) return value;
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(attributeValue);
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('base64') };
  return typeof value === 'object' ? attributeMap(Object.entries(value)) : String(value);
}

/** A map of attributes that OpenTelemetry holds. */
export function attributeMap(entries: Iterable<readonly [string, unknown]>): Record<string, Value> {
  return Object.fromEntries([...entries].map(([key, value]) => [key, attributeValue(value)]));
}

/** One text for equal values, whatever the order of their keys; different for values of different types. */
export function keyOf(value: Value | Attributes | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (isPrimitive(value) || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(keyOf).join(',')}]`;
  const entries = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${keyOf(member)}`);
  return `{${entries.sort().join(',')}}`;
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

/** Milliseconds to the microsecond: what both sides can carry. */
export function toMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function isPrimitive(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function isPrimitiveList(value: unknown): value is string[] {
  if (!Array.isArray(value)) return false;
  return value.every((member) => isPrimitive(member) && typeof member === typeof value[0]);
}

/** The text that stands for a value that is no attribute. */
export function textOf(value: unknown): string {
  if (value instanceof Error) return String(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
