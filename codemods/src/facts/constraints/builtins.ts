import { Slot } from '../slot';
import {
  type BuiltinToken,
  builtinToken,
  CONTENT,
  DYNAMIC,
  KEYS,
  NULL,
  Shape,
  type ShapeKind,
  type Token,
} from '../tokens';
import { awaited, entryOf, iterated } from './await';
import { applyToken, type Call } from './calls';
import type { Context } from './context';

/** What a built-in does with the tokens that a call gives it. */
type Effect = (at: Context, owner: Shape, call: Call) => void;
type StaticEffect = (at: Context, call: Call) => void;

/** Applies a built-in method, or a static function such as `Promise.all`. */
export function applyBuiltin(at: Context, token: BuiltinToken, call: Call): void {
  const { owner, name } = token;
  if (owner === null) {
    if (Object.hasOwn(statics, name)) statics[name]?.(at, call);
  } else if (!(owner instanceof Shape) || owner.kind === 'function' || owner.kind === 'class') {
    applyIndirectly(at, owner, name, call);
  } else effects[owner.kind]?.[name]?.(at, owner, call);
}

/** `f.call(self, ...)`, `f.apply(self, list)`, `f.bind(self, ...)`. */
function applyIndirectly(at: Context, target: Token, name: string, call: Call): void {
  const [self, ...args] = call.args;
  const inner: Call = { ...call, self: self ?? null, args };
  if (name === 'call') applyToken(at, target, inner);
  if (name === 'apply') applyToken(at, target, { ...inner, args: [], spread: elementsOf(at, args[0]) });
  if (name === 'bind') bind(at, target, inner, call.result);
}

/** What is bound is the function itself, with its receiver and first arguments passed already. */
function bind(at: Context, target: Token, call: Call, result: Slot): void {
  if (call.args.length === 0) at.solver.add(result, target);
  if (target instanceof Shape && target.node !== null) {
    const model = at.graph.functions.get(target.node);
    if (model === undefined) return;
    if (call.self !== null) at.solver.flow(call.self, model.self);
    if (call.args.length > 0) at.solver.add(result, partial(at, target, call));
  }
}

/** A bound function with arguments: its parameters are those that are left. */
function partial(at: Context, target: Shape, call: Call): Shape {
  const model = target.node === null ? undefined : at.graph.functions.get(target.node);
  const shape = at.graph.shape('function', call.node, at.file);
  if (model === undefined || at.graph.functions.has(call.node)) return shape;
  call.args.forEach((argument, i) => {
    const param = model.params[i];
    if (param !== undefined) at.solver.flowAs(argument, param, call.evidence);
  });
  at.graph.functions.set(call.node, { ...model, shape, params: model.params.slice(call.args.length) });
  return shape;
}

function elementsOf(at: Context, list: Slot | undefined): Slot {
  const slot = new Slot();
  if (list !== undefined) iterated(at.solver, list, slot);
  return slot;
}

/** Calls what is in `fn` with the arguments; gives its result. */
function callBack(at: Context, fn: Slot | undefined, args: readonly Slot[], call: Call): Slot {
  const result = new Slot();
  if (fn === undefined) return result;
  const inner: Call = { args, spread: null, self: null, result, isNew: false, evidence: 'flow', node: call.node };
  at.solver.on(fn, (token) => applyToken(at, token, inner));
  return result;
}

/** A container that the call makes, holding what is in `content`. */
function holder(at: Context, kind: ShapeKind, call: Call): Shape {
  const shape = at.graph.shape(kind, call.node, at.file);
  if (kind !== 'promise') at.solver.flow(shape.field(DYNAMIC), shape.field(CONTENT));
  at.solver.add(call.result, shape);
  return shape;
}

function addElement(at: Context, owner: Shape, value: Slot | undefined): void {
  if (value === undefined) return;
  at.solver.flow(value, owner.field(DYNAMIC));
  at.solver.flow(value, owner.field(CONTENT));
}

const each: Effect = (at, owner, call) => {
  callBack(at, call.args[0], [owner.field(CONTENT)], call);
};

const same: Effect = (at, owner, call) => at.solver.add(call.result, owner);

/** A new array of the same elements; the callback sees each. */
const selected: Effect = (at, owner, call) => {
  each(at, owner, call);
  addElement(at, holder(at, 'array', call), owner.field(CONTENT));
};

const found: Effect = (at, owner, call) => {
  each(at, owner, call);
  at.solver.flow(owner.field(CONTENT), call.result);
  at.solver.add(call.result, NULL);
};

const taken: Effect = (at, owner, call) => {
  at.solver.flow(owner.field(CONTENT), call.result);
  at.solver.add(call.result, NULL);
};

const mapped: Effect = (at, owner, call) => {
  addElement(at, holder(at, 'array', call), callBack(at, call.args[0], [owner.field(CONTENT)], call));
};

const flatMapped: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  const result = callBack(at, call.args[0], [owner.field(CONTENT)], call);
  addElement(at, array, result);
  iterated(at.solver, result, array.field(DYNAMIC));
};

const reduced: Effect = (at, owner, call) => {
  const state = new Slot();
  at.solver.flow(call.args[1] ?? owner.field(CONTENT), state);
  at.solver.flow(callBack(at, call.args[0], [state, owner.field(CONTENT)], call), state);
  at.solver.flow(state, call.result);
};

const pushed: Effect = (at, owner, call) => {
  for (const argument of call.args) addElement(at, owner, argument);
  if (call.spread !== null) addElement(at, owner, call.spread);
};

const concatenated: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  addElement(at, array, owner.field(CONTENT));
  for (const argument of call.args) iterated(at.solver, argument, array.field(DYNAMIC));
};

const flattened: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  addElement(at, array, owner.field(CONTENT));
  iterated(at.solver, owner.field(CONTENT), array.field(DYNAMIC));
};

const spliced: Effect = (at, owner, call) => {
  for (const argument of call.args.slice(2)) addElement(at, owner, argument);
  selectedPlainly(at, owner, call);
};

const selectedPlainly: Effect = (at, owner, call) => {
  addElement(at, holder(at, 'array', call), owner.field(CONTENT));
};

const filled: Effect = (at, owner, call) => {
  addElement(at, owner, call.args[0]);
  same(at, owner, call);
};

const entries: Effect = (at, owner, call) => {
  const array = holder(at, 'array', call);
  at.solver.add(array.field(DYNAMIC), entryOf(at.solver, owner));
};

const array: Readonly<Record<string, Effect>> = {
  forEach: each,
  some: each,
  every: each,
  map: mapped,
  flatMap: flatMapped,
  filter: selected,
  find: found,
  findLast: found,
  reduce: reduced,
  reduceRight: reduced,
  push: pushed,
  unshift: pushed,
  concat: concatenated,
  slice: selectedPlainly,
  splice: spliced,
  pop: taken,
  shift: taken,
  at: taken,
  reverse: same,
  sort: same,
  toSorted: selectedPlainly,
  toReversed: selectedPlainly,
  values: selectedPlainly,
  entries,
  flat: flattened,
  fill: filled,
};

const map: Readonly<Record<string, Effect>> = {
  get: taken,
  set: (at, owner, call) => {
    const [key, value] = call.args;
    if (key !== undefined) at.solver.flow(key, owner.field(KEYS));
    addElement(at, owner, value);
    same(at, owner, call);
  },
  forEach: (at, owner, call) => {
    callBack(at, call.args[0], [owner.field(CONTENT), owner.field(KEYS)], call);
  },
  values: selectedPlainly,
  keys: (at, owner, call) => addElement(at, holder(at, 'array', call), owner.field(KEYS)),
  entries,
};

const set: Readonly<Record<string, Effect>> = {
  add: (at, owner, call) => {
    addElement(at, owner, call.args[0]);
    same(at, owner, call);
  },
  forEach: each,
  values: selectedPlainly,
  keys: selectedPlainly,
};

const promise: Readonly<Record<string, Effect>> = {
  // biome-ignore lint/suspicious/noThenProperty: a table of the methods of promises, never awaited
  then: (at, owner, call) => {
    const next = holder(at, 'promise', call).field(CONTENT);
    const [done, failed] = call.args;
    awaited(at.solver, callBack(at, done, [owner.field(CONTENT)], call), next);
    if (failed !== undefined) awaited(at.solver, callBack(at, failed, [], call), next);
  },
  catch: (at, owner, call) => {
    const next = holder(at, 'promise', call).field(CONTENT);
    at.solver.flow(owner.field(CONTENT), next);
    awaited(at.solver, callBack(at, call.args[0], [], call), next);
  },
  finally: (at, owner, call) => {
    callBack(at, call.args[0], [], call);
    same(at, owner, call);
  },
  '<resolve>': (at, owner, call) => {
    if (call.args[0] !== undefined) awaited(at.solver, call.args[0], owner.field(CONTENT));
  },
};

const effects: Readonly<Partial<Record<ShapeKind, Readonly<Record<string, Effect>>>>> = { array, map, set, promise };

function promiseOf(at: Context, call: Call): Shape {
  return holder(at, 'promise', call);
}

const promiseOfElements =
  (keepsPlaces: boolean): StaticEffect =>
  (at, call) => {
    const [list] = call.args;
    if (list === undefined) return;
    const content = promiseOf(at, call).field(CONTENT);
    at.solver.on(list, (token) => {
      if (!(token instanceof Shape)) return;
      if (keepsPlaces) at.solver.add(content, settledArray(at, token, call));
      else awaited(at.solver, token.field(CONTENT), content);
    });
  };

/** `Promise.all`: an array of what the promises hold, place by place. */
function settledArray(at: Context, from: Shape, call: Call): Shape {
  const settled = at.graph.shape('array', callKey(call), at.file);
  for (const [name, slot] of [...from.fields]) awaited(at.solver, slot, settled.field(name));
  awaited(at.solver, from.field(CONTENT), settled.field(CONTENT));
  awaited(at.solver, from.field(DYNAMIC), settled.field(DYNAMIC));
  return settled;
}

/** A call that makes two shapes has the second one under its callee. */
function callKey({ node }: Call): Call['node'] {
  return 'callee' in node ? node.callee : node;
}

const assigned: StaticEffect = (at, call) => {
  const [target, ...sources] = call.args;
  if (target === undefined) return;
  at.solver.flow(target, call.result);
  at.solver.on(target, (token) => {
    if (!(token instanceof Shape)) return;
    for (const source of sources) at.solver.flow(source, token.parents);
  });
};

const passed: StaticEffect = (at, call) => {
  if (call.args[0] !== undefined) at.solver.flow(call.args[0], call.result);
};

const created: StaticEffect = (at, call) => {
  const shape = at.graph.shape('object', call.node, at.file);
  if (call.args[0] !== undefined) at.solver.flow(call.args[0], shape.parents);
  at.solver.add(call.result, shape);
};

const inherited: StaticEffect = (at, call) => {
  const [child, parent] = call.args;
  if (child === undefined || parent === undefined) return;
  const [own, base] = [prototypeOf(at, child), prototypeOf(at, parent)];
  at.solver.on(own, (token) => {
    if (token instanceof Shape) at.solver.flow(base, token.parents);
  });
};

function prototypeOf(at: Context, fn: Slot): Slot {
  const slot = new Slot();
  at.solver.on(fn, (token) => {
    if (token instanceof Shape) at.solver.flow(token.field('prototype'), slot);
  });
  return slot;
}

const valuesOf: StaticEffect = (at, call) => {
  const array = holder(at, 'array', call);
  if (call.args[0] === undefined) return;
  at.solver.on(call.args[0], (token) => {
    if (token instanceof Shape) addElement(at, array, token.field(CONTENT));
  });
};

const entriesOf: StaticEffect = (at, call) => {
  const array = holder(at, 'array', call);
  if (call.args[0] === undefined) return;
  at.solver.on(call.args[0], (token) => {
    if (token instanceof Shape) at.solver.add(array.field(DYNAMIC), entryOf(at.solver, token));
  });
};

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

const statics: Readonly<Record<string, StaticEffect>> = {
  'Promise.all': promiseOfElements(true),
  'Promise.race': promiseOfElements(false),
  'Promise.any': promiseOfElements(false),
  'Promise.resolve': (at, call) => {
    const content = promiseOf(at, call).field(CONTENT);
    if (call.args[0] !== undefined) awaited(at.solver, call.args[0], content);
  },
  Promise: (at, call) => {
    const resolve = new Slot();
    at.solver.add(resolve, builtinToken(promiseOf(at, call), '<resolve>'));
    callBack(at, call.args[0], [resolve], call);
  },
  Map: container('map'),
  WeakMap: container('map'),
  Set: container('set'),
  WeakSet: container('set'),
  Array: container('array'),
  'Array.from': arrayFrom,
  'Array.of': (at, call) => {
    const shape = holder(at, 'array', call);
    for (const argument of call.args) addElement(at, shape, argument);
  },
  'Object.assign': assigned,
  'Object.freeze': passed,
  'Object.seal': passed,
  'Object.create': created,
  'Object.values': valuesOf,
  'Object.entries': entriesOf,
  'Object.setPrototypeOf': assigned,
  'util.inherits': inherited,
  setImmediate: (at, call) => void callBack(at, call.args[0], call.args.slice(1), call),
  setTimeout: (at, call) => void callBack(at, call.args[0], call.args.slice(2), call),
  'process.nextTick': (at, call) => void callBack(at, call.args[0], call.args.slice(1), call),
};

/** Globals that start a path of `statics`. */
export const staticRoots: ReadonlySet<string> = new Set(Object.keys(statics).map((path) => path.split('.')[0] ?? path));
