import { Slot } from '../../flow/slot';
import { builtinToken, CONTENT, DYNAMIC, Shape } from '../../flow/tokens';
import { awaited } from '../await';
import type { Call } from '../calls';
import type { Context } from '../context';
import { CALLED, callBack, called, type Effect, holder, type StaticEffect, same } from './effects';

/** Methods of promises. */
export const promise: Readonly<Record<string, Effect>> = {
  // biome-ignore lint/suspicious/noThenProperty: a table of the methods of promises, never awaited
  then: (at, owner, call) => {
    const next = holder(at, 'promise', call).field(CONTENT);
    const [done, failed] = call.args;
    // `then(null, failed)` passes on what it holds.
    if (done !== undefined)
      at.solver.on(done, ({ kind }) => {
        if (kind === 'null') at.solver.flow(owner.field(CONTENT), next);
      });
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
  '<called back>': (at, owner, call) => {
    if (call.args[1] !== undefined) at.solver.flow(call.args[1], owner.field(CONTENT));
  },
  [CALLED]: called,
};

const promiseOfElements =
  (keepsPlaces: boolean): StaticEffect =>
  (at, call) => {
    const [list] = call.args;
    if (list === undefined) return;
    const content = holder(at, 'promise', call).field(CONTENT);
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

/** `Promise.allSettled`: an array of what tells how each of them ended, place by place. */
const settledOutcomes: StaticEffect = (at, call) => {
  const [list] = call.args;
  if (list === undefined) return;
  const content = holder(at, 'promise', call).field(CONTENT);
  at.solver.on(list, (token) => {
    if (!(token instanceof Shape)) return;
    const outcomes = at.graph.shape('array', callKey(call), at.file);
    for (const [name, slot] of [...token.fields]) at.solver.add(outcomes.field(name), outcomeOf(at, slot));
    at.solver.add(content, outcomes);
  });
};

/** `{ status, value }`. */
function outcomeOf(at: Context, promise: Slot): Shape {
  const outcome = new Shape('object', null, at.file.source.path);
  awaited(at.solver, promise, outcome.field('value'));
  return outcome;
}

/** A call that makes two shapes has the second one under its callee. */
function callKey({ node }: Call): Call['node'] {
  return 'callee' in node ? node.callee : node;
}

/** `util.promisify(f)`: what `f` calls back with, behind the error, is what the promise holds. */
const promised: StaticEffect = (at, call) => {
  const [fn] = call.args;
  if (fn === undefined) return;
  at.solver.on(fn, (token) => {
    const model = at.graph.modelOf(token);
    const callback = model?.params.at(-1);
    if (model === undefined || callback === undefined) return;
    const promise = new Shape('promise', null, at.file.source.path);
    at.solver.add(callback, builtinToken(promise, '<called back>'));
    const shape = at.graph.shape('function', call.node, at.file);
    at.solver.add(call.result, shape);
    const result = new Slot();
    at.solver.add(result, promise);
    at.graph.functions.set(call.node, { ...model, shape, params: model.params.slice(0, -1), result });
  });
};

/** `Promise` as a constructor, and its functions. */
export const promises: Readonly<Record<string, StaticEffect>> = {
  'util.promisify': promised,
  'Promise.all': promiseOfElements(true),
  'Promise.allSettled': settledOutcomes,
  'Promise.race': promiseOfElements(false),
  'Promise.any': promiseOfElements(false),
  'Promise.resolve': (at, call) => {
    const content = holder(at, 'promise', call).field(CONTENT);
    if (call.args[0] !== undefined) awaited(at.solver, call.args[0], content);
  },
  Promise: (at, call) => {
    const resolve = new Slot();
    at.solver.add(resolve, builtinToken(holder(at, 'promise', call), '<resolve>'));
    callBack(at, call.args[0], [resolve], call);
  },
};
