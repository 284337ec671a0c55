import { Slot } from '../../flow/slot';
import { CONTENT, DYNAMIC, type Shape, type ShapeKind, UNDEFINED } from '../../flow/tokens';
import { applyToken, type Call } from '../calls';
import type { Context } from '../context';
import { iterated } from '../iteration';

/** What a method does with its receiver and the arguments that a call gives it. */
export type Effect = (at: Context, owner: Shape, call: Call) => void;

/** What a function does with its arguments. */
export type StaticEffect = (at: Context, call: Call) => void;

/** What iterating over an argument gives. */
export function elementsOf(at: Context, list: Slot | undefined): Slot {
  const slot = new Slot();
  if (list !== undefined) iterated(at, list, slot);
  return slot;
}

/** Calls what is in `fn` with the arguments, as a method of `self` where there is one; gives its result. */
export function callBack(
  at: Context,
  fn: Slot | undefined,
  args: readonly Slot[],
  call: Call,
  self: Slot | null = null,
): Slot {
  const result = new Slot();
  if (fn === undefined) return result;
  const inner: Call = { args, spread: null, self, result, isNew: false, evidence: 'flow', node: call.node };
  at.solver.on(fn, (token) => applyToken(at, token, inner));
  return result;
}

/** A container that the call makes, holding what is in `content`. */
export function holder(at: Context, kind: ShapeKind, call: Call): Shape {
  const shape = at.graph.shape(kind, call.node, at.file);
  if (kind !== 'promise') at.solver.flow(shape.field(DYNAMIC), shape.field(CONTENT));
  at.solver.add(call.result, shape);
  return shape;
}

/** Puts a value among the contents of a container. */
export function addElement(at: Context, owner: Shape, value: Slot | undefined): void {
  if (value === undefined) return;
  at.solver.flow(value, owner.field(DYNAMIC));
  at.solver.flow(value, owner.field(CONTENT));
}

/** Calls back with every element, as a method of what comes after the function; gives what the function gives. */
export function withEach(at: Context, owner: Shape, call: Call): Slot {
  return callBack(at, call.args[0], [owner.field(CONTENT)], call, call.args[1]);
}

/** Calls back with every element. */
export const each: Effect = (at, owner, call) => {
  withEach(at, owner, call);
};

/** Gives the receiver. */
export const same: Effect = (at, owner, call) => at.solver.add(call.result, owner);

/** Gives one element, or nothing. */
export const taken: Effect = (at, owner, call) => {
  at.solver.flow(owner.field(CONTENT), call.result);
  at.solver.add(call.result, UNDEFINED);
};

/** Gives a new array of the elements. */
export const selectedPlainly: Effect = (at, owner, call) => {
  addElement(at, holder(at, 'array', call), owner.field(CONTENT));
};

/** The member of a promise or an array that is a function: what it is called with is what these hold, as a list. */
export const CALLED = '<called>';

export const called: Effect = (at, owner, call) => {
  const list = at.graph.shape('array', call.node, at.file);
  const held = new Slot();
  at.solver.add(held, list);
  addElement(at, owner, held);
  call.args.forEach((argument, i) => {
    for (const place of [String(i), CONTENT]) at.solver.flow(argument, list.field(place));
  });
};
