import type * as t from '@babel/types';
import { isCall } from './syntax';

const WHOLE: ReadonlySet<t.Node['type']> = new Set([
  'ArrayExpression',
  'ArrowFunctionExpression',
  'AssignmentExpression',
  'AssignmentPattern',
  'ClassProperty',
  'ExportDefaultDeclaration',
  'ReturnStatement',
  'VariableDeclarator',
]);

/** Whether an arrow function needs no parentheses there. */
export function isWholeValue(parent: t.Node, node: t.Node): boolean {
  if (parent.type === 'ObjectProperty') return parent.value === node;
  if (parent.type === 'ConditionalExpression') return parent.test !== node;
  const isArgument = (isCall(parent) || parent.type === 'NewExpression') && parent.callee !== node;
  return isArgument || WHOLE.has(parent.type);
}
