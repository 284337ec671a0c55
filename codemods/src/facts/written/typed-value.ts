import type { TypedValue, ValuePart } from '../types';
import { type Later, memberOf, type OneType, type Types } from './types';

/** What a type is to an attribute, and to an object of attributes: the words of a compiler for what the source alone tells. */
export function typedValueOf(types: Types): TypedValue {
  const parts = new Set(types.length === 0 ? (['unknown'] as const) : types.map(partOf));
  return { parts, fields: fieldsOf(types), event: eventOf(types), strict: true };
}

function partOf(type: OneType): ValuePart {
  return type.part === 'object' && !isFitForJson(type) ? 'opaque' : type.part;
}

/** What leads to more types than these is no record of a few things. */
const MOST_TYPES = 200;

/** Whether nothing that is listed of an object keeps JSON from writing it, as a bigint does, and what leads back to the object. */
function isFitForJson(type: OneType): boolean {
  let count = 0;
  const isFit = (next: OneType, around: ReadonlySet<unknown>): boolean => {
    count += 1;
    if (next.part === 'bigint' || around.has(next.list) || count > MOST_TYPES) return false;
    if (next.part !== 'object' || next.members?.has('toJSON')) return true;
    const within = next.list === undefined ? around : new Set([...around, next.list]);
    const read = [...(next.members?.values() ?? []), next.index, next.elements];
    return read.every((later) => later?.()?.every((inner) => isFit(inner, within)) ?? true);
  };
  return isFit(type, new Set());
}

const RANKS = ['attributes', 'copied', 'cast', 'other'] as const;

/** The worst of the objects that it may be. */
function fieldsOf(types: Types): TypedValue['fields'] {
  const there = types.filter(({ part }) => part !== 'undefined' && part !== 'null');
  const ranks = there.map((type) => RANKS.indexOf(fieldsOfOne(type)));
  return there.length === 0 ? 'cast' : (RANKS[Math.max(...ranks)] ?? 'cast');
}

function fieldsOfOne({ part, members, index, isAnonymous }: OneType): TypedValue['fields'] {
  if (part === 'any') return 'attributes';
  if (members === undefined) return part === 'unknown' ? 'cast' : 'other';
  const all = [...members.values(), ...(index ? [index] : [])];
  if (all.every(isEntry)) return index || isAnonymous ? 'attributes' : 'copied';
  return index?.()?.some((type) => type.part === 'unknown') ? 'cast' : 'other';
}

/** Whether an object of attributes may hold it. */
function isEntry(read: Later): boolean {
  return read()?.every(({ part }) => ENTRIES.has(part)) ?? false;
}

const ENTRIES: ReadonlySet<ValuePart> = new Set(['any', 'text', 'number', 'boolean', 'list', 'undefined']);

function eventOf(types: Types): TypedValue['event'] {
  const isNamed = types.some(({ part, members, index }) => part === 'any' || members?.has('event') || index);
  if (!isNamed) return undefined;
  return new Set(memberOf(types, 'event')?.map(({ part }) => part) ?? ['unknown']);
}
