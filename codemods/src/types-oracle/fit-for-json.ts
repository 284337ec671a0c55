import type { ValueView } from './value-view';

/** More types than these are reached from what is no record of a few things but half of a program. */
const MOST_TYPES = 200;

/**
 * Whether nothing that is declared of an object keeps JSON from writing it: of a bigint and of an object that leads back to itself
 * `JSON.stringify` throws, and an instance of a class that the project has from elsewhere holds what nobody declares.
 */
export function isFitForJson<T>(view: ValueView<T>, type: T): boolean {
  const seen = new Set<T>();
  const isFit = (member: T, ancestors: readonly T[]): boolean => {
    const choices = view.choicesOf(member);
    if (choices) return choices.every((part) => isFit(part, ancestors));
    if (view.plainOf(member) === 'bigint') return false;
    if (!view.isObject(member) || isWrittenByItself(view, member)) return true;
    if (ancestors.includes(member) || view.isForeignInstance(member)) return false;
    if (seen.has(member)) return true;
    seen.add(member);
    if (seen.size > MOST_TYPES) return false;
    return membersIn(view, member).every((inner) => isFit(inner, [...ancestors, member]));
  };
  return isFit(type, []);
}

/** What can be called is left out, what has `toJSON` says itself what is written, and of the language's own objects nothing leads back. */
function isWrittenByItself<T>(view: ValueView<T>, type: T): boolean {
  if (view.isCallable(type)) return true;
  return view.propertyOf(type, 'toJSON') !== undefined || (!isSequence(view, type) && view.isOfLanguage(type));
}

function isSequence<T>(view: ValueView<T>, type: T): boolean {
  return /^(?:Readonly)?Array$/.test(view.nameOf(type) ?? '');
}

/** What JSON writes of an object: elements, or members that it has itself. */
function membersIn<T>(view: ValueView<T>, type: T): readonly T[] {
  const indexed = view.indexesOf(type).map((index) => index.type);
  if (isSequence(view, type) || view.isTuple(type)) return indexed;
  const own = view.propertiesOf(type).filter(({ isCode }) => !isCode);
  return [...indexed, ...own.map((property) => property.type())];
}
