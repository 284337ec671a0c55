import type { Slot } from '../../slot';
import { Shape, type Token } from '../../tokens';
import { applyToken, type Call } from '../calls';
import type { Context } from '../context';
import { elementsOf } from './effects';

/** `f.call(self, ...)`, `f.apply(self, list)`, `f.bind(self, ...)`. */
export function applyIndirectly(at: Context, target: Token, name: string, call: Call): void {
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
export function partial(at: Context, target: Shape, call: Call): Shape {
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
