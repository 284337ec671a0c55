import type ts from 'typescript';
import type { TypedValue, ValuePart } from '../type-oracle';
import { type Asked, isFitForJson, isOfLanguage } from './json';

/** What a type is to an attribute, and to an object of attributes. */
export function typedValue(api: typeof ts, checker: ts.TypeChecker, type: ts.Type): Omit<TypedValue, 'strict'> {
  const at = { api, checker };
  return { parts: partsOf(at, type), fields: fieldsOf(at, type), event: eventOf(at, type) };
}

/** The types that a type is one of; what stands for any of a kind is all of that kind. */
function membersOf(at: Asked, type: ts.Type): readonly ts.Type[] {
  const { api, checker } = at;
  const isParameter = (type.flags & api.TypeFlags.Instantiable) !== 0;
  const actual = isParameter ? checker.getBaseConstraintOfType(type) : type;
  if (actual === undefined) return [];
  if (!actual.isUnion()) return [actual];
  return actual.types.flatMap((part) => {
    const found = part.flags & api.TypeFlags.Instantiable ? membersOf(at, part) : [part];
    return found.length === 0 ? [part] : found;
  });
}

function partsOf(at: Asked, type: ts.Type): ReadonlySet<ValuePart> {
  const members = membersOf(at, type);
  return new Set(members.length === 0 ? ['unknown'] : members.map((member) => partOf(at, member)));
}

function partOf(at: Asked, type: ts.Type): ValuePart {
  const { TypeFlags } = at.api;
  const has = (flags: number) => (type.flags & flags) !== 0;
  if (has(TypeFlags.Any)) return 'any';
  if (has(TypeFlags.StringLike)) return 'text';
  if (has(TypeFlags.NumberLike)) return 'number';
  if (has(TypeFlags.BooleanLike)) return 'boolean';
  if (has(TypeFlags.BigIntLike)) return 'bigint';
  if (has(TypeFlags.Undefined | TypeFlags.Void)) return 'undefined';
  if (has(TypeFlags.Null)) return 'null';
  if (has(TypeFlags.ESSymbolLike)) return 'other';
  const branded = type.isIntersection() && type.types.find((part) => part.flags & plainFlags(TypeFlags));
  if (branded) return partOf(at, branded);
  return has(TypeFlags.Object | TypeFlags.Intersection) ? partOfObject(at, type) : 'unknown';
}

/** What stays a text, number or boolean with a brand on it. */
function plainFlags({ StringLike, NumberLike, BooleanLike }: typeof ts.TypeFlags): number {
  return StringLike | NumberLike | BooleanLike;
}

/** A function is no object that JSON has a word for; `{}` is anything but nothing. */
function partOfObject(at: Asked, type: ts.Type): ValuePart {
  if (isInstance(at, type, 'Error')) return 'error';
  if (isInstance(at, type, 'Date')) return 'date';
  if (isList(at, type)) return type.symbol.name === 'Array' ? 'list' : 'readonly list';
  if (isCollection(at, type)) return 'entries';
  if (type.symbol?.name === 'Function') return 'other';
  const wrapper = WRAPPERS.find((name) => type.symbol?.name === name);
  if (wrapper) return wrapper;
  if (type.getCallSignatures().length + type.getConstructSignatures().length > 0) return 'other';
  const isEmpty = type.getProperties().length === 0 && at.checker.getIndexInfosOfType(type).length === 0;
  if (isEmpty) return 'unknown';
  return isFitForJson(at, type) ? 'object' : 'opaque';
}

const COLLECTIONS = ['Map', 'Set', 'ReadonlyMap', 'ReadonlySet'];

/** Other libraries have maps and sets of their own. */
function isCollection(at: Asked, type: ts.Type, depth = 0): boolean {
  if (COLLECTIONS.includes(type.symbol?.name) && isOfLanguage(type)) return true;
  if (depth > 8 || !type.isClassOrInterface()) return false;
  return at.checker.getBaseTypes(type).some((base) => isCollection(at, base, depth + 1));
}

const WRAPPERS = ['String', 'Number', 'Boolean'] as const;

/** An array of texts, of numbers or of booleans: of one of them. */
function isList(at: Asked, type: ts.Type): boolean {
  const name = type.symbol?.name;
  if (name !== 'Array' && name !== 'ReadonlyArray') return false;
  const [element] = at.checker.getTypeArguments(type as ts.TypeReference);
  const parts = element && [...partsOf(at, element)].filter((part) => part !== 'undefined' && part !== 'null');
  return parts?.length === 1 && parts.every((part) => part === 'text' || part === 'number' || part === 'boolean');
}

function isInstance(at: Asked, type: ts.Type, name: string, depth = 0): boolean {
  if (type.isIntersection()) return type.types.some((part) => isInstance(at, part, name, depth));
  if (type.symbol?.name === name) return true;
  if (depth > 8 || !type.isClassOrInterface()) return false;
  return at.checker.getBaseTypes(type).some((base) => isInstance(at, base, name, depth + 1));
}

const RANKS = ['attributes', 'copied', 'cast', 'other'] as const;

/** The worst of the objects that it may be; what is no object at all does not count. */
function fieldsOf(at: Asked, type: ts.Type): TypedValue['fields'] {
  const { TypeFlags } = at.api;
  const members = membersOf(at, type).filter((member) => !(member.flags & (TypeFlags.Undefined | TypeFlags.Null)));
  const ranks = members.map((member) => RANKS.indexOf(fieldsOfMember(at, member)));
  return members.length === 0 ? 'cast' : (RANKS[Math.max(...ranks)] ?? 'cast');
}

function fieldsOfMember(at: Asked, type: ts.Type): TypedValue['fields'] {
  const { TypeFlags } = at.api;
  if (type.flags & TypeFlags.Any) return 'attributes';
  if (!(type.flags & (TypeFlags.Object | TypeFlags.Intersection))) return 'cast';
  const indexed = at.checker.getIndexInfosOfType(type).map((info) => info.type);
  const named = type.getProperties().map((property) => at.checker.getTypeOfSymbol(property));
  const isFit = (value: ts.Type) => isEntry(partsOf(at, value));
  if ([...indexed, ...named].every(isFit)) return indexed.length > 0 || isAnonymous(type) ? 'attributes' : 'copied';
  return indexed.some((value) => partsOf(at, value).has('unknown')) ? 'cast' : 'other';
}

/** Whether the parts of a value are all such that an object of attributes may hold it. */
function isEntry(parts: ReadonlySet<ValuePart>): boolean {
  return [...parts].every((part) => ENTRIES.has(part));
}

const ENTRIES: ReadonlySet<ValuePart> = new Set(['any', 'text', 'number', 'boolean', 'list', 'undefined']);

/** Object literals and their types are taken for what has an index signature. */
function isAnonymous(type: ts.Type): boolean {
  return type.isIntersection() ? type.types.every(isAnonymous) : !type.isClassOrInterface() && !isReference(type);
}

function isReference(type: ts.Type): boolean {
  return 'target' in type && typeof type.target === 'object';
}

/** What `fields.event` is. */
function eventOf(at: Asked, type: ts.Type): TypedValue['event'] {
  const found = membersOf(at, type).flatMap((member) => {
    if (member.flags & at.api.TypeFlags.Any) return [member];
    const property = at.checker.getPropertyOfType(member, 'event');
    if (property) return [at.checker.getTypeOfSymbol(property)];
    const named = at.checker
      .getIndexInfosOfType(member)
      .filter((info) => !(info.keyType.flags & at.api.TypeFlags.Number));
    return named.map((info) => info.type);
  });
  return found.length === 0 ? undefined : new Set(found.flatMap((value) => [...partsOf(at, value)]));
}
