import { ITERATOR, type ShapeKind } from '../flow/tokens';

/** The methods of JavaScript's own objects whose effect on tokens is modelled; `builtins/` says what they do. */
const NAMES: Readonly<Partial<Record<ShapeKind, ReadonlySet<string>>>> = {
  function: new Set(['bind', 'call', 'apply']),
  class: new Set(['bind', 'call', 'apply']),
  promise: new Set(['then', 'catch', 'finally']),
  array: new Set([
    ITERATOR,
    ...'forEach map filter find findLast findIndex findLastIndex some every reduce reduceRight flatMap push unshift concat slice splice pop shift reverse sort at values entries flat fill copyWithin with toSorted toReversed toSpliced next'.split(
      ' ',
    ),
  ]),
  map: new Set(['get', 'set', 'forEach', 'values', 'keys', 'entries', ITERATOR]),
  store: new Set(['set', 'get', 'run', 'runAndReturn', 'runPromise', 'exit', 'bind', 'enterWith', 'getStore']),
  emitter: new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener', 'emit']),
  double: new Set(
    'callsFake mockImplementation mockImplementationOnce returns mockReturnValue mockReturnValueOnce resolves mockResolvedValue mockResolvedValueOnce onCall onFirstCall withArgs'.split(
      ' ',
    ),
  ),
  set: new Set(['add', 'forEach', 'values', 'keys', 'deref', ITERATOR]),
};

export function hasBuiltin(kind: ShapeKind, name: string): boolean {
  return NAMES[kind]?.has(name) ?? false;
}
