import { isFitForJson } from './fit-for-json';
import type { TypedValue, ValuePart } from './type-oracle';
import type { ValueView } from './value-view';

/** What a type is to an attribute, and to an object of attributes. */
export function valueOfType<T>(view: ValueView<T>, type: T): Omit<TypedValue, 'strict'> {
  return { parts: partsOf(view, type), fields: fieldsOf(view, type), event: eventOf(view, type) };
}

/** The types that a type is one of; what stands for any of a kind is all of that kind. */
function membersOf<T>(view: ValueView<T>, type: T): readonly T[] {
  const actual = view.isOpen(type) ? view.boundOf(type) : type;
  if (actual === undefined) return [];
  const choices = view.choicesOf(actual);
  if (!choices) return [actual];
  return choices.flatMap((part) => {
    const found = view.isOpen(part) ? membersOf(view, part) : [part];
    return found.length === 0 ? [part] : found;
  });
}

function partsOf<T>(view: ValueView<T>, type: T): ReadonlySet<ValuePart> {
  const members = membersOf(view, type);
  return new Set(members.length === 0 ? ['unknown'] : members.map((member) => partOf(view, member)));
}

function partOf<T>(view: ValueView<T>, type: T): ValuePart {
  const plain = view.plainOf(type);
  if (plain !== undefined) return plain === 'symbol' ? 'other' : plain;
  const branded = view.partsOf(type)?.find((part) => BRANDED.has(view.plainOf(part)));
  if (branded !== undefined) return partOf(view, branded);
  return view.isObject(type) ? partOfObject(view, type) : 'unknown';
}

/** What stays a text, number or boolean with a brand on it. */
const BRANDED: ReadonlySet<string | undefined> = new Set(['text', 'number', 'boolean']);

/** A function is no object that JSON has a word for; `{}` is anything but nothing. */
function partOfObject<T>(view: ValueView<T>, type: T): ValuePart {
  if (isInstance(view, type, 'Error')) return 'error';
  if (isInstance(view, type, 'Date')) return 'date';
  const name = view.nameOf(type);
  if (isList(view, type)) return name === 'Array' ? 'list' : 'readonly list';
  if (isCollection(view, type)) return holdsFit(view, type) ? 'entries' : 'opaque';
  if (name === 'Function') return 'other';
  const wrapper = WRAPPERS.find((one) => name === one);
  if (wrapper) return wrapper;
  if (view.isCallable(type)) return 'other';
  const isEmpty = view.propertiesOf(type).length === 0 && view.indexesOf(type).length === 0;
  if (isEmpty) return 'unknown';
  return isFitForJson(view, type) ? 'object' : 'opaque';
}

const COLLECTIONS = ['Map', 'Set', 'ReadonlyMap', 'ReadonlySet'];

/** Other libraries have maps and sets of their own. */
function isCollection<T>(view: ValueView<T>, type: T, depth = 0): boolean {
  if (COLLECTIONS.includes(view.nameOf(type) ?? '') && view.isOfLanguage(type)) return true;
  if (depth > 8 || !view.isClassOrInterface(type)) return false;
  return view.basesOf(type).some((base) => isCollection(view, base, depth + 1));
}

/** Whether JSON can write the keys and values of a Map or Set, as far as its type says what they are. */
function holdsFit<T>(view: ValueView<T>, type: T): boolean {
  return !view.isReference(type) || view.argumentsOf(type).every((held) => isFitForJson(view, held));
}

const WRAPPERS = ['String', 'Number', 'Boolean'] as const;

/** An array of texts, of numbers or of booleans: of one of them. */
function isList<T>(view: ValueView<T>, type: T): boolean {
  const name = view.nameOf(type);
  if (name !== 'Array' && name !== 'ReadonlyArray') return false;
  const [element] = view.argumentsOf(type);
  if (element === undefined) return false;
  const parts = [...partsOf(view, element)].filter((part) => part !== 'undefined' && part !== 'null');
  return parts.length === 1 && parts.every((part) => BRANDED.has(part));
}

function isInstance<T>(view: ValueView<T>, type: T, name: string, depth = 0): boolean {
  const parts = view.partsOf(type);
  if (parts) return parts.some((part) => isInstance(view, part, name, depth));
  if (view.nameOf(type) === name) return true;
  if (depth > 8 || !view.isClassOrInterface(type)) return false;
  return view.basesOf(type).some((base) => isInstance(view, base, name, depth + 1));
}

const RANKS = ['attributes', 'copied', 'cast', 'other'] as const;

/** The worst of the objects that it may be; what is no object at all does not count. */
function fieldsOf<T>(view: ValueView<T>, type: T): TypedValue['fields'] {
  const members = membersOf(view, type).filter((member) => !isNothing(view, member));
  const ranks = members.map((member) => RANKS.indexOf(fieldsOfMember(view, member)));
  return members.length === 0 ? 'cast' : (RANKS[Math.max(...ranks)] ?? 'cast');
}

function isNothing<T>(view: ValueView<T>, type: T): boolean {
  const plain = view.plainOf(type);
  return plain === 'undefined' || plain === 'null';
}

function fieldsOfMember<T>(view: ValueView<T>, type: T): TypedValue['fields'] {
  if (view.plainOf(type) === 'any') return 'attributes';
  if (!view.isObject(type)) return 'cast';
  const indexed = view.indexesOf(type).map((index) => index.type);
  const named = view.propertiesOf(type).map((property) => property.type());
  const isFit = (value: T) => isEntry(partsOf(view, value));
  if ([...indexed, ...named].every(isFit))
    return indexed.length > 0 || isAnonymous(view, type) ? 'attributes' : 'copied';
  return indexed.some((value) => partsOf(view, value).has('unknown')) ? 'cast' : 'other';
}

/** Whether the parts of a value are all such that an object of attributes may hold it. */
function isEntry(parts: ReadonlySet<ValuePart>): boolean {
  return [...parts].every((part) => ENTRIES.has(part));
}

const ENTRIES: ReadonlySet<ValuePart> = new Set(['any', 'text', 'number', 'boolean', 'list', 'undefined']);

/** Object literals and their types are taken for what has an index signature. */
function isAnonymous<T>(view: ValueView<T>, type: T): boolean {
  const parts = view.partsOf(type);
  return parts
    ? parts.every((part) => isAnonymous(view, part))
    : !view.isClassOrInterface(type) && !view.isReference(type);
}

/** What `fields.event` is. */
function eventOf<T>(view: ValueView<T>, type: T): TypedValue['event'] {
  const found = membersOf(view, type).flatMap((member) => {
    if (view.plainOf(member) === 'any') return [member];
    const property = view.propertyOf(member, 'event');
    if (property !== undefined) return [property];
    return view.indexesOf(member).flatMap((index) => (index.isByNumber ? [] : [index.type]));
  });
  return found.length === 0 ? undefined : new Set(found.flatMap((value) => [...partsOf(view, value)]));
}
