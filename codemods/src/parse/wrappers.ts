import type * as t from '@babel/types';

/** What TypeScript and Flow write around an expression: at run time, it is the expression itself. Parentheses are no nodes. */
export type Wrapper =
  | t.TSAsExpression
  | t.TSSatisfiesExpression
  | t.TSNonNullExpression
  | t.TSTypeAssertion
  | t.TypeCastExpression;

/** Whether a node is no more than a wrapper around an expression. */
export function isWrapper(node: t.Node): node is Wrapper {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TypeCastExpression':
      return true;
    default:
      return false;
  }
}

/** An expression without the casts and assertions around it: what is evaluated. */
export function unwrap(node: t.Node): t.Node {
  return isWrapper(node) ? unwrap(node.expression) : node;
}
