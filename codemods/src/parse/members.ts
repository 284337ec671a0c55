import type * as t from '@babel/types';

/** What is read of an object, or written to it, with or without `?.`. */
export type AnyMember = t.MemberExpression | t.OptionalMemberExpression;

/** Whether a node names a property of an object. */
export function isMember(node: t.Node | null | undefined): node is AnyMember {
  return node?.type === 'MemberExpression' || node?.type === 'OptionalMemberExpression';
}
