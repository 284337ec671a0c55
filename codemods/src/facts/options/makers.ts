import type * as t from '@babel/types';
import { functionAround } from '../../parse/function-around';
import { type FunctionNode, isFunction } from '../../parse/functions';
import { isWrapper } from '../../parse/wrappers';
import { Context } from '../constraints/context';
import { functionsOf } from '../lookups/functions-of';
import { constantInit } from '../scopes/declared-with';
import type { FunctionSource } from '../types';
import { mergedBy } from './merges';
import { isUndefined } from './values';

/** The expressions that a function gives. */
export function resultsOf(at: Context, maker: FunctionNode): readonly t.Expression[] {
  if (maker.body.type !== 'BlockStatement') return [maker.body];
  return returnsOf(at, maker).flatMap(({ argument }) => argument ?? []);
}

function returnsOf(at: Context, maker: FunctionNode): readonly t.ReturnStatement[] {
  return at.nodes('ReturnStatement').filter((node) => functionAround(at.file.source, node) === maker);
}

/** Whether a function of options may give none: it says so, or it ends without a word. */
export function mayGiveNothing(at: Context, maker: FunctionNode): boolean {
  return mayGive(at, maker, new Set());
}

/** `seen`: functions on the way; one that gives what it gives itself adds nothing. */
function mayGive(at: Context, maker: FunctionNode, seen: Set<FunctionNode>): boolean {
  if (seen.has(maker)) return false;
  seen.add(maker);
  const mayBeNothing = (node: t.Node) => mayBe(at, node, seen);
  if (maker.body.type !== 'BlockStatement') return mayBeNothing(maker.body);
  const returns = returnsOf(at, maker);
  const last = maker.body.body.at(-1);
  const isAtEnd = last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement';
  return !isAtEnd || returns.some(({ argument }) => !argument || mayBeNothing(argument));
}

/** Whether an expression may be nothing, as far as it is written there. */
function mayBe(at: Context, node: t.Node, seen: Set<FunctionNode>): boolean {
  const mayBeNothing = (inner: t.Node) => mayBe(at, inner, seen);
  const mayGiveNone = ({ node: fn }: FunctionSource) => {
    const model = at.graph.functions.get(fn);
    return !model || !isFunction(fn) || mayGive(new Context(at.graph, at.modules, model.file), fn, seen);
  };
  if (isWrapper(node)) return mayBeNothing(node.expression);
  switch (node.type) {
    case 'ObjectExpression':
      return false;
    case 'ConditionalExpression':
      return mayBeNothing(node.consequent) || mayBeNothing(node.alternate);
    case 'LogicalExpression':
      return node.operator === '&&' || mayBeNothing(node.right);
    case 'Identifier': {
      // What is written to it later may be nothing, whatever it is declared with.
      const init = isUndefined(node) ? undefined : constantInit(at.file.scopes.bindingOf(node));
      return init === undefined || mayBeNothing(init);
    }
    case 'CallExpression':
      return mergedBy(at, node) === undefined && (functionsOf(at, node.callee)?.some(mayGiveNone) ?? true);
    default:
      return true;
  }
}
