import type * as t from '@babel/types';
import { functionAround } from '../../parse/function-around';
import type { FunctionNode } from '../../parse/functions';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { type AnyCall, calledMethod, calleeOf, isCall, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Whether a comparison asks if an expression is nothing. */
export function comparedToNothing(parent: t.Node, node: t.Node): 'equal' | 'different' | undefined {
  if (parent.type !== 'BinaryExpression') return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  if (!isNothing(other)) return undefined;
  if (parent.operator === '==' || parent.operator === '===') return 'equal';
  return parent.operator === '!=' || parent.operator === '!==' ? 'different' : undefined;
}

/** `a !== undefined && a !== null`, whose left compares: the two are one test. For the right there is nothing left to do. */
export function comparedToBoth(
  { source }: FileContext,
  comparison: t.Node,
  node: t.Node,
  compared: 'equal' | 'different',
): t.LogicalExpression | 'right' | undefined {
  const { node: outer, parent } = outermost(source, comparison);
  if (parent?.type !== 'LogicalExpression' || parent.operator !== (compared === 'equal' ? '||' : '&&'))
    return undefined;
  const other = unwrap(parent.left === outer ? parent.right : parent.left);
  if (other.type !== 'BinaryExpression' || comparedToNothing(other, other.left) !== compared) return undefined;
  if (textOf(source, other.left) !== textOf(source, node)) return undefined;
  return parent.left === outer ? parent : 'right';
}

/** Whether only the truth of an expression counts where it stands. */
export function isTested(context: FileContext, parent: t.Node, node: t.Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === node;
    case 'ConditionalExpression':
      return parent.test === node || isTestedAsAWhole(context, parent);
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'LogicalExpression':
      return parent.left === node || isTestedAsAWhole(context, parent);
    case 'CallExpression':
      return parent.callee.type === 'Identifier' && parent.callee.name === 'Boolean' && parent.arguments[0] === node;
    case 'ArrowFunctionExpression':
      return parent.body === node && isAskedOfElements(context, parent);
    case 'ReturnStatement':
      return isAskedOfElements(context, functionAround(context.source, parent));
    default:
      return false;
  }
}

/** Whether the truth of an expression is all that counts, also where it is what `a && b` gives: no other value takes the place of a yes or no. */
export function isOnlyTested(context: FileContext, parent: t.Node, node: t.Node): boolean {
  const isChosen =
    parent.type === 'LogicalExpression' || (parent.type === 'ConditionalExpression' && parent.test !== node);
  if (!isChosen) return parent.type === 'ExpressionStatement' || isTested(context, parent, node);
  const { node: outer, parent: around } = outermost(context.source, parent);
  return around !== undefined && isOnlyTested(context, around, outer);
}

/** What these give of a list shows only whether what they are given says yes or no of an element. */
const ASKING: ReadonlySet<string | undefined> = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'some',
]);

/** Whether a call asks its first argument of each element of a list, or of something of which nothing is known: `contexts.filter(...)`. */
export function asksOfElements({ facts }: FileContext, call: AnyCall): boolean {
  const list = calleeOf(call)?.object;
  if (!ASKING.has(calledMethod(call)) || list === undefined) return false;
  const fact = facts.factOf(unwrap(list));
  return fact === undefined || fact.container === 'array';
}

/** Whether a function says yes or no of the elements of a list, and is asked nothing else; a type that it promises needs a boolean. */
function isAskedOfElements(context: FileContext, asked: FunctionNode | undefined): boolean {
  if (asked === undefined || asked.async || asked.generator || asked.returnType) return false;
  const { node: outer, parent } = outermost(context.source, asked);
  return isCall(parent) && parent.arguments[0] === outer && asksOfElements(context, parent);
}

/** Whether only the truth of what an expression chooses counts: `if (a || b)`, `if (yes ? a : b)`, where the value of the choice goes nowhere. */
export function isTestedAsAWhole(context: FileContext, choice: t.LogicalExpression | t.ConditionalExpression): boolean {
  const { node: outer, parent } = outermost(context.source, choice);
  if (parent?.type !== 'LogicalExpression') return parent !== undefined && isTested(context, parent, outer);
  return (parent.operator === '&&' && parent.left === outer) || isTestedAsAWhole(context, parent);
}
