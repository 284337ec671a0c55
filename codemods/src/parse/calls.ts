import type * as t from '@babel/types';

/** A call of a function, with or without `?.`. */
export type PlainCall = t.CallExpression | t.OptionalCallExpression;

/** What runs a function or makes an instance: it has a callee and arguments. */
export type AnyCall = PlainCall | t.NewExpression;

/** Whether a node is a call, optional or not. */
export function isCall(node: t.Node | null | undefined): node is PlainCall {
  return node?.type === 'CallExpression' || node?.type === 'OptionalCallExpression';
}
