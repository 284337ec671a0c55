import type * as t from '@babel/types';
import type { Parents } from '../../parse/parents';

const WRAPPERS: ReadonlySet<t.Node['type']> = new Set([
  'ParenthesizedExpression',
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TypeCastExpression',
  'LogicalExpression',
]);

/** The variable or field that the value of an expression is kept in, as far as it is put there directly or by a choice. */
export function keeperOf(parents: Parents, node: t.Node): t.Node | undefined {
  const parent = parents.get(node);
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return parent.id;
  if (parent?.type === 'AssignmentExpression' && parent.right === node) return parent.left;
  const isChosen = parent?.type === 'ConditionalExpression' && parent.test !== node;
  return parent && (isChosen || WRAPPERS.has(parent.type)) ? keeperOf(parents, parent) : undefined;
}
