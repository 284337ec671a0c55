import type * as t from '@babel/types';
import { Slot } from '../../flow/slot';
import { Shape, type Token, UNSET } from '../../flow/tokens';
import { applyToken, type Call } from '../calls';
import type { Context } from '../context';
import { readFrom } from '../members';
import { elementsOf, type StaticEffect } from './effects';

/** `f.call(self, ...)`, `f.apply(self, list)`, `f.bind(self, ...)`. */
export function applyIndirectly(at: Context, target: Token, name: string, call: Call): void {
  const [self, ...args] = call.args;
  const inner: Call = { ...call, self: self ?? null, method: undefined, args };
  if (name === 'call') applyToken(at, target, inner);
  if (name === 'apply') applyList(at, target, args[0], inner);
  if (name === 'bind') bind(at, target, inner, call.result);
}

/** `Reflect.apply(f, self, list)` is `f.apply(self, list)`. */
export const reflected: StaticEffect = (at, call) => {
  const [fn, ...args] = call.args;
  if (fn !== undefined) at.solver.on(fn, (token) => applyIndirectly(at, token, 'apply', { ...call, args }));
};

/** What is in a list keeps its places: `f.apply(self, arguments)` passes on what came in, one by one. */
function applyList(at: Context, target: Token, list: Slot | undefined, call: Call): void {
  const model = at.graph.modelOf(target);
  const args = (model?.params ?? []).map((_, i) => elementAt(at, list, i));
  applyToken(at, target, { ...call, args, spread: elementsOf(at, list) });
}

/** What stands at a place of a list, which may be shorter. */
export function elementAt(at: Context, list: Slot | undefined, index: number): Slot {
  const slot = new Slot();
  if (list === undefined) return slot;
  at.solver.on(list, (token) => {
    if (!(token instanceof Shape) || token.kind !== 'array') return;
    readFrom(at, token, String(index), slot);
    if (!isElement(token.node, index)) at.solver.add(slot, UNSET);
  });
  return slot;
}

/** `[span, context]`, as long as no list of unknown length stands before. */
function isElement(list: t.Node | null, index: number): boolean {
  const before = list?.type === 'ArrayExpression' ? list.elements.slice(0, index + 1) : [];
  return before.length === index + 1 && before.every((element) => element !== null && element.type !== 'SpreadElement');
}

/** What is bound is the function itself, with its receiver and first arguments passed already. */
function bind(at: Context, target: Token, call: Call, result: Slot): void {
  if (call.args.length === 0 && call.spread === null) at.solver.add(result, target);
  if (target instanceof Shape && target.node !== null) {
    const model = at.graph.functions.get(target.node);
    if (model === undefined) return;
    if (call.args.length > 0 || call.spread !== null) at.solver.add(result, partial(at, target, call));
  }
}

/** A bound function with arguments: its parameters are those that are left. */
export function partial(at: Context, target: Shape, call: Call): Shape {
  const model = at.graph.modelOf(target);
  const shape = at.graph.shape('function', call.node, at.file);
  if (model === undefined || at.graph.functions.has(call.node)) return shape;
  model.params.forEach((param, i) => {
    const argument = call.args[i] ?? call.spread;
    if (argument !== null) at.solver.flowAs(argument, param, call.evidence);
  });
  at.graph.functions.set(call.node, { ...model, shape, params: model.params.slice(call.args.length) });
  return shape;
}
