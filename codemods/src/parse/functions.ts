import type * as t from '@babel/types';

/** A function in any of the forms in which JavaScript writes one. */
export type FunctionNode =
  | t.FunctionDeclaration
  | t.FunctionExpression
  | t.ArrowFunctionExpression
  | t.ObjectMethod
  | t.ClassMethod
  | t.ClassPrivateMethod;

/** The types of their nodes. */
export const FUNCTION_TYPES = [
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
] as const satisfies readonly FunctionNode['type'][];

const FORMS: ReadonlySet<t.Node['type']> = new Set(FUNCTION_TYPES);

/** Whether a node is a function, with parameters and a body of its own. */
export function isFunction(node: t.Node): node is FunctionNode {
  return FORMS.has(node.type);
}
