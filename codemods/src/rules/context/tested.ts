import type * as t from '@babel/types';
import { isNothing } from '../syntax/expressions';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Whether a comparison asks if an expression is nothing. */
export function comparedToNothing(parent: t.Node, node: t.Node): 'equal' | 'different' | undefined {
  if (parent.type !== 'BinaryExpression') return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  if (!isNothing(other)) return undefined;
  if (parent.operator === '==' || parent.operator === '===') return 'equal';
  return parent.operator === '!=' || parent.operator === '!==' ? 'different' : undefined;
}

/** Whether only the truth of an expression counts where it stands. */
export function isTested(context: FileContext, parent: t.Node, node: t.Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator === '!';
    case 'LogicalExpression':
      return parent.left === node || isTestedAsAWhole(context, parent);
    case 'CallExpression':
      return parent.callee.type === 'Identifier' && parent.callee.name === 'Boolean' && parent.arguments[0] === node;
    default:
      return false;
  }
}

/** Whether only the truth of what a logical expression chooses counts: `if (a || b)`, where the value of `a || b` goes nowhere. */
export function isTestedAsAWhole(context: FileContext, logical: t.LogicalExpression): boolean {
  const { node: outer, parent } = outermost(context.source, logical);
  if (parent?.type !== 'LogicalExpression') return parent !== undefined && isTested(context, parent, outer);
  return (parent.operator === '&&' && parent.left === outer) || isTestedAsAWhole(context, parent);
}
