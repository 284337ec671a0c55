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

/** The parameters that take arguments: `this: Service` says what a function of TypeScript is called on, and takes none. */
export function parametersOf<Param extends t.Node>(params: readonly Param[]): readonly Param[] {
  return thisOf(params) ? params.slice(1) : params;
}

/** What a function of TypeScript says that it is called on. */
export function thisOf(params: readonly t.Node[]): t.Identifier | undefined {
  const [first] = params;
  return first?.type === 'Identifier' && first.name === 'this' ? first : undefined;
}

/** Whether a node is a function, with parameters and a body of its own. */
export function isFunction(node: t.Node): node is FunctionNode {
  return FORMS.has(node.type);
}
