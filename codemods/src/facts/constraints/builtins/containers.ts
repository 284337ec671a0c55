import { Shape, type Token } from '../../flow/tokens';
import { addElement, callBack, elementsOf, holder, type StaticEffect } from './effects';

const arrayFrom: StaticEffect = (at, call) => {
  const array = holder(at, 'array', call);
  const elements = elementsOf(at, call.args[0]);
  addElement(at, array, call.args[1] === undefined ? elements : callBack(at, call.args[1], [elements], call));
};

const container =
  (kind: 'map' | 'set' | 'array'): StaticEffect =>
  (at, call) => {
    const shape = holder(at, kind, call);
    const elements = elementsOf(at, call.args[0]);
    if (kind !== 'map') addElement(at, shape, elements);
    else {
      at.solver.on(elements, (token) => {
        if (token instanceof Shape) addElement(at, shape, token.field('1'));
      });
    }
  };

const KINDS = { Array: 'array', Map: 'map', WeakMap: 'map', Set: 'set', WeakSet: 'set' } as const;

/** What a class is that extends one of the language's own containers. */
export function containerClass(token: Token): 'array' | 'map' | 'set' | undefined {
  if (token.kind !== 'builtin' || token.owner !== null || !Object.hasOwn(KINDS, token.name)) return undefined;
  return KINDS[token.name as keyof typeof KINDS]; // looked up just now
}

/** What makes arrays, maps and sets. */
export const containers: Readonly<Record<string, StaticEffect>> = {
  Map: container('map'),
  WeakMap: container('map'),
  Set: container('set'),
  WeakSet: container('set'),
  WeakRef: (at, call) => addElement(at, holder(at, 'set', call), call.args[0]),
  Array: container('array'),
  'Array.from': arrayFrom,
  'Array.of': (at, call) => {
    const shape = holder(at, 'array', call);
    for (const argument of call.args) addElement(at, shape, argument);
  },
};
