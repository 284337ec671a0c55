import type * as t from '@babel/types';

/** A function in any of the forms in which JavaScript writes one. */
export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

const FORMS: ReadonlySet<t.Node['type']> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
] satisfies FunctionNode['type'][]);

/** Whether a node is a function, with parameters and a body of its own. */
export function isFunction(node: t.Node): node is FunctionNode {
  return FORMS.has(node.type);
}
