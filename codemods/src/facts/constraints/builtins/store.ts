import { CONTENT, UNDEFINED } from '../../flow/tokens';
import type { Call } from '../calls';
import type { Context } from '../context';
import { stringOf } from '../strings';
import { callBack, type Effect, holder, type StaticEffect } from './effects';

/** The entry that a call of `set` or `get` means: by its string, else by how the key is written. */
function keyOf(at: Context, { node }: Call): string {
  const key = 'arguments' in node ? node.arguments[0] : undefined;
  if (key === undefined) return '?';
  return stringOf(at, key) ?? at.file.source.text.slice(key.start ?? 0, key.end ?? 0);
}

/** Runs a callback of which only the result is wanted. */
const ran =
  (place: number): Effect =>
  (at, _owner, call) => {
    at.solver.flow(callBack(at, call.args[place], call.args.slice(place + 1), call), call.result);
  };

const entered: Effect = (at, owner, call) => {
  if (call.args[0] !== undefined) at.solver.flow(call.args[0], owner.field(CONTENT));
};

/** Methods of the stores that follow asynchronous flow: namespaces of cls-hooked and its like, and AsyncLocalStorage. */
export const store: Readonly<Record<string, Effect>> = {
  set: (at, owner, call) => {
    const value = call.args[1];
    if (value === undefined) return;
    at.solver.flow(value, owner.field(`key ${keyOf(at, call)}`));
    at.solver.flow(value, call.result);
  },
  get: (at, owner, call) => {
    at.solver.flow(owner.field(`key ${keyOf(at, call)}`), call.result);
    at.solver.add(call.result, UNDEFINED);
  },
  run: (at, owner, call) => {
    if (call.args.length > 1) entered(at, owner, call);
    ran(call.args.length > 1 ? 1 : 0)(at, owner, call);
  },
  runAndReturn: ran(0),
  runPromise: ran(0),
  exit: ran(0),
  bind: (at, _owner, call) => {
    if (call.args[0] !== undefined) at.solver.flow(call.args[0], call.result);
  },
  enterWith: entered,
  getStore: (at, owner, call) => {
    at.solver.flow(owner.field(CONTENT), call.result);
    at.solver.add(call.result, UNDEFINED);
  },
};

/** A namespace is one over the whole project, by its name. */
const namespace: StaticEffect = (at, call) => {
  at.solver.add(call.result, at.graph.namedStore(keyOf(at, call)));
};

/** What makes stores. */
export const stores: Readonly<Record<string, StaticEffect>> = {
  'cls.createNamespace': namespace,
  'cls.getNamespace': namespace,
  'async_hooks.AsyncLocalStorage': (at, call) => void holder(at, 'store', call),
};
