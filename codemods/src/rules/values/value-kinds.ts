/**
 * What a value is to an attribute. `text`, `boolean` and `primitive` (any of string, number and boolean) and `list` (an array of one of
 * them) go in as they are, `nullish` is no attribute on either side; the others have to become a string, `entries` (a Map or Set) by what is in them, `maybe object` (a primitive or an
 * object) where the program finds one.
 */
export type ValueKind =
  | 'text'
  | 'boolean'
  | 'primitive'
  | 'nullish'
  | 'list'
  | 'bigint'
  | 'error'
  | 'date'
  | 'object'
  | 'entries'
  | 'maybe object'
  | 'unknown';

const AS_IS: ReadonlySet<ValueKind> = new Set(['text', 'boolean', 'primitive', 'nullish', 'list']);

/** Whether the API takes such a value as it is. */
export function isAttributeKind(kind: ValueKind): boolean {
  return AS_IS.has(kind);
}

/** What is known of a value that is one or the other. */
export function join(a: ValueKind, b: ValueKind): ValueKind {
  if (a === b) return a;
  if (isAttributeKind(a) && isAttributeKind(b)) return 'primitive';
  return [a, b].every((kind) => PRIMITIVE_OR_OBJECT.has(kind)) ? 'maybe object' : 'unknown';
}

/** What `typeof` tells apart; it says of a list and of null that they are objects. */
const PRIMITIVE_OR_OBJECT: ReadonlySet<ValueKind> = new Set(['text', 'boolean', 'primitive', 'object', 'maybe object']);

/** Whether a type is that of the object around a text, number or boolean: what is declared as `Number` is a number all the same. */
export function isBoxed(type: string): boolean {
  return type === 'String' || type === 'Number' || type === 'Boolean';
}
