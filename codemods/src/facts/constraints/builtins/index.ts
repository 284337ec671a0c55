import type { Slot } from '../../flow/slot';
import { type BuiltinToken, Shape, type ShapeKind } from '../../flow/tokens';
import type { Call } from '../calls';
import type { Context } from '../context';
import { array } from './array';
import { borrowed } from './borrowed';
import { containers } from './containers';
import { double } from './double';
import { callBack, type Effect, type StaticEffect } from './effects';
import { emitter, emitters } from './emitter';
import { applyIndirectly, reflected } from './function';
import { map, set } from './keyed';
import { lodash } from './lodash';
import { objects } from './object';
import { promise, promises } from './promise';
import { shim } from './shim';
import { store, stores } from './store';
import { symbols } from './symbols';

const effects: Readonly<Partial<Record<ShapeKind, Readonly<Record<string, Effect>>>>> = {
  array,
  map,
  set,
  promise,
  store,
  double,
  emitter,
};

const statics: Readonly<Record<string, StaticEffect>> = {
  ...promises,
  ...containers,
  ...objects,
  ...stores,
  ...emitters,
  ...lodash,
  ...shim,
  ...symbols,
  ...borrowed,
  'Reflect.apply': reflected,
  setImmediate: (at, call) => void callBack(at, call.args[0], call.args.slice(1), call),
  setTimeout: (at, call) => void callBack(at, call.args[0], call.args.slice(2), call),
  setInterval: (at, call) => void callBack(at, call.args[0], call.args.slice(2), call),
  'process.nextTick': (at, call) => void callBack(at, call.args[0], call.args.slice(1), call),
};

/** Globals that start a path of `statics`. */
export const staticRoots: ReadonlySet<string> = new Set(Object.keys(statics).map((path) => path.split('.')[0] ?? path));

/** Applies a built-in method, or a static function such as `Promise.all`. */
export function applyBuiltin(at: Context, token: BuiltinToken, call: Call): void {
  const { owner, name } = token;
  if (owner === null) {
    if (Object.hasOwn(statics, name)) statics[name]?.(at, COUNTS_ARGUMENTS.has(name) ? call : inPlaces(call));
  } else if (!(owner instanceof Shape) || owner.kind === 'function' || owner.kind === 'class') {
    applyIndirectly(at, owner, name, call);
  } else effects[owner.kind]?.[name]?.(at, owner, inPlaces(call));
}

/** What these give depends on how many arguments they get. */
const COUNTS_ARGUMENTS: ReadonlySet<string> = new Set(['lodash.partial']);
/** As many arguments as a method of a built-in object looks at. */
const PLACES = 3;

/** `list.forEach(...args)`: what is spread may stand in each of the places that come then. */
function inPlaces(call: Call): Call {
  const { args, spread } = call;
  return spread === null ? call : { ...call, args: [...args, ...Array<Slot>(PLACES).fill(spread)] };
}
