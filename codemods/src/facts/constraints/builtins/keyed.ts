import { CONTENT, DYNAMIC, ITERATOR, KEYS } from '../../flow/tokens';
import { entryOf } from '../iteration';
import { addElement, callBack, type Effect, each, holder, same, selectedPlainly, taken } from './effects';

/** `[key, value]` pairs. */
export const entries: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  at.solver.add(array.field(DYNAMIC), entryOf(at.solver, owner));
};

/** Methods of Map and WeakMap. */
export const map: Readonly<Record<string, Effect>> = {
  get: taken,
  set: (at, owner, call) => {
    const [key, value] = call.args;
    if (key !== undefined) at.solver.flow(key, owner.field(KEYS));
    addElement(at, owner, value);
    same(at, owner, call);
  },
  forEach: (at, owner, call) => {
    callBack(at, call.args[0], [owner.field(CONTENT), owner.field(KEYS)], call, call.args[1]);
  },
  values: selectedPlainly,
  keys: (at, owner, call) => addElement(at, holder(at, 'array', call), owner.field(KEYS)),
  entries,
  [ITERATOR]: entries,
};

/** Methods of Set and WeakSet, and of WeakRef, which holds one thing. */
export const set: Readonly<Record<string, Effect>> = {
  add: (at, owner, call) => {
    addElement(at, owner, call.args[0]);
    same(at, owner, call);
  },
  forEach: each,
  values: selectedPlainly,
  keys: selectedPlainly,
  [ITERATOR]: selectedPlainly,
  deref: taken,
};
