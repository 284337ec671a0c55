import type * as t from '@babel/types';
import { alwaysExits } from '../../parse/exits';
import { type FunctionNode, isFunction, parametersOf, thisOf } from '../../parse/functions';
import { walk } from '../../parse/parents';
import { annotate } from '../annotations/annotate';
import type { FunctionModel } from '../flow/graph';
import { Slot } from '../flow/slot';
import { CONTENT, DYNAMIC, Shape, UNDEFINED } from '../flow/tokens';
import { awaited } from './await';
import type { Context } from './context';
import { bindPattern } from './patterns';

/** Makes the model of a function, and ties its parameters and its result to their slots. */
export function modelFunction(at: Context, node: FunctionNode): FunctionModel {
  const known = at.graph.functions.get(node);
  if (known !== undefined) return known;
  const shape = at.graph.shape('function', node, at.file);
  const returned = new Slot();
  const model: FunctionModel = {
    node,
    shape,
    params: parametersOf(node.params).map((param) => parameterSlot(at, param)),
    rest: restSlot(at, node),
    passed: at.file.usesArguments ? argumentsOf(at, node) : null,
    result: new Slot(),
    returned,
    self: new Slot(),
    returns: node.body.type === 'BlockStatement' ? [] : [node.body],
    file: at.file,
  };
  at.graph.functions.set(node, model);
  wireResult(at, model);
  const calledOn = thisOf(node.params)?.typeAnnotation;
  if (calledOn && calledOn.type !== 'Noop') annotate(at, model.self, calledOn);
  if (node.returnType && node.returnType.type !== 'Noop') annotate(at, model.result, node.returnType);
  return model;
}

function parameterSlot(at: Context, param: t.Node): Slot {
  if (param.type === 'Identifier') {
    const slot = at.slot(param);
    bindPattern(at, param, slot);
    return slot;
  }
  const slot = new Slot();
  at.graph.alias(param, slot);
  if (param.type !== 'RestElement') bindPattern(at, param, slot);
  return slot;
}

function restSlot(at: Context, node: FunctionNode): Slot | null {
  const last = node.params.at(-1);
  if (last?.type !== 'RestElement') return null;
  const array = at.graph.shape('array', last, at.file);
  const slot = new Slot();
  at.solver.add(slot, array);
  bindPattern(at, last.argument, slot);
  if (last.typeAnnotation) annotate(at, slot, last.typeAnnotation);
  at.solver.flow(array.field(DYNAMIC), array.field(CONTENT));
  return array.field(DYNAMIC);
}

/** An arrow function has the `arguments` of the function around it. */
function argumentsOf(at: Context, node: FunctionNode): Shape | null {
  if (node.type === 'ArrowFunctionExpression') return null;
  const array = new Shape('array', node, at.file.source.path);
  at.solver.flow(array.field(DYNAMIC), array.field(CONTENT));
  return array;
}

/** `arguments`: what the calls of the function around it pass. */
export function constrainArguments(at: Context, node: t.Identifier): void {
  const fn = enclosingFunction(at, node, false);
  const passed = fn && modelFunction(at, fn).passed;
  if (passed) at.solver.add(at.slot(node), passed);
}

/** A plain function gives what it returns, an async one a promise of it, a generator something to iterate over. */
function wireResult(at: Context, { node, result, returned }: FunctionModel): void {
  if (!node.async && !node.generator) {
    at.solver.flow(returned, result);
    return;
  }
  const shape = new Shape(node.generator ? 'array' : 'promise', node, at.file.source.path);
  at.solver.add(result, shape);
  if (node.generator) at.solver.flow(returned, shape.field(DYNAMIC));
  awaited(at.solver, returned, shape.field(CONTENT));
}

/** The innermost function around a node; `arrows` false skips those that have no `this` of their own. */
export function enclosingFunction(at: Context, node: t.Node, arrows: boolean): FunctionNode | undefined {
  for (let up = at.parent(node); up !== undefined; up = at.parent(up)) {
    if (isFunction(up) && (arrows || up.type !== 'ArrowFunctionExpression')) return up;
  }
  return undefined;
}

/** `return x` of the function around it. */
export function constrainReturn(at: Context, node: t.ReturnStatement): void {
  const fn = enclosingFunction(at, node, true);
  if (fn === undefined) return;
  const { returned, returns } = modelFunction(at, fn);
  if (!node.argument) {
    at.solver.add(returned, UNDEFINED);
    return;
  }
  if (returns.length === 0 && mayEnd(fn)) at.solver.add(returned, UNDEFINED);
  returns.push(node.argument);
  at.solver.flow(at.slot(node.argument), returned);
}

/** Whether a function may come to its end without giving anything: `if (parent) return parent.context();`. */
function mayEnd({ body }: FunctionNode): boolean {
  if (body.type !== 'BlockStatement' || alwaysExits(body.body)) return false;
  const last = body.body.at(-1);
  return !last || !isLeftByJumpsAlone(last) || hasBreak(last);
}

/** A switch with a default, or a loop without an end. */
function isLeftByJumpsAlone(statement: t.Statement): boolean {
  switch (statement.type) {
    case 'SwitchStatement':
      return statement.cases.some(({ test }) => !test) && alwaysExits(statement.cases.at(-1)?.consequent ?? []);
    case 'WhileStatement':
      return statement.test.type === 'BooleanLiteral' && statement.test.value;
    case 'ForStatement':
      return !statement.test;
    default:
      return false;
  }
}

function hasBreak(statement: t.Statement): boolean {
  let found = false;
  walk(statement, ({ type }) => {
    found ||= type === 'BreakStatement';
  });
  return found;
}
