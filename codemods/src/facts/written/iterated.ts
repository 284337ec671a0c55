import { allOf, type Later, NOTHING, type OneType, one, present, type Types } from './types';

/** What is in a list, or comes out of a Map or a Set one by one. */
export function elementsOf(types: Types | undefined): Types | undefined {
  return types && allOf(types.map((type) => (type.part === 'any' ? [type] : type.elements?.())));
}

/** `[key, value]` */
function pairOf(key: Later, value: Later): OneType {
  return {
    part: 'object',
    members: new Map([
      ['0', key],
      ['1', value],
    ]),
    elements: () => allOf([key(), value()]),
  };
}

export function mapOf(key: Later, value: Later): Types {
  return [{ part: 'entries', elements: () => [pairOf(key, value)] }];
}

export function setOf(element: Later): Types {
  return [{ part: 'entries', elements: element }];
}

/** A list of texts, of numbers or of booleans, of one of them, is an attribute; any other is an object. */
export function listOf(part: 'list' | 'readonly list', elements: Later): Types | undefined {
  const parts = new Set(present(elements())?.map((type) => type.part));
  if (elements() === undefined) return undefined;
  const [only] = parts;
  const isList = parts.size === 1 && (only === 'text' || only === 'number' || only === 'boolean');
  return [{ part: isList ? part : 'object', elements }];
}

const TEXT: Later = () => one('text');

/** What `Object.keys()`, `Object.values()` and `Object.entries()` make of an object; undefined for any other method. */
export function listOfMembers(method: string, object: Later): Types | undefined {
  const value: Later = () => memberValues(object());
  switch (method) {
    case 'keys':
      return listOf('list', TEXT);
    case 'values':
      return listOf('list', value);
    case 'entries':
      return listOf('list', () => [pairOf(TEXT, value)]);
    default:
      return undefined;
  }
}

/** What any member of an object is. A compiler infers nothing from the members of an interface. */
function memberValues(types: Types | undefined): Types | undefined {
  return types && allOf(types.map(memberValuesOf));
}

function memberValuesOf({ part, members, index, elements, isAnonymous }: OneType): Types | undefined {
  if (part === 'any' || part === 'unknown') return one('any');
  if (elements) return elements();
  if (!members) return undefined;
  if (!index && !isAnonymous) return one('any');
  return allOf([...members.values(), ...(index ? [index] : [])].map((read) => read()));
}

/** Methods that tell what is in a Map or a Set. */
export const OUT_OF_COLLECTION: ReadonlySet<string> = new Set(['get', 'keys', 'values', 'entries']);

/** What such a method gives: of a Map or a Set an iterator, of which as much is known as of a list. */
export function outOfCollection(types: Types | undefined, method: string): Types | undefined {
  const [only, more] = types ?? [];
  if (only?.part !== 'entries' || more) return undefined;
  const keys = () => partOfEach(only, '0');
  const values = () => partOfEach(only, '1');
  switch (method) {
    case 'get':
      return allOf([values(), NOTHING]);
    case 'keys':
      return iteratorOf(keys);
    case 'values':
      return iteratorOf(values);
    case 'entries':
      return only.elements && iteratorOf(only.elements);
    default:
      return undefined;
  }
}

const iteratorOf = (elements: Later): Types => [{ part: 'other', elements }];

/** Of the pairs of a Map; of a Set whatever is in it. */
function partOfEach({ elements }: OneType, place: '0' | '1'): Types | undefined {
  const each = elements?.();
  return each && allOf(each.map((type) => (isPair(type) ? type.members?.get(place)?.() : [type])));
}

function isPair({ part, members, elements }: OneType): boolean {
  return part === 'object' && elements !== undefined && members?.has('1') === true;
}

/** Methods that give a callback each element, and where it stands. */
const GIVE_EACH = new Set(['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'flatMap']);

/** What the callback of a method of a list, a Map or a Set is given at a place. */
export function givenToCallback(types: Types | undefined, method: string, place: number): Types | undefined {
  if (!GIVE_EACH.has(method) || place > 1) return undefined;
  const list = present(types);
  const [only, more] = list ?? [];
  if (only?.part === 'entries')
    return more || method !== 'forEach' ? undefined : partOfEach(only, place === 0 ? '1' : '0');
  const element = elementsOf(list);
  return place === 0 ? element : element && one('number');
}
