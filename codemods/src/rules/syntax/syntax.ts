import type * as t from '@babel/types';
import type { AnyCall } from '../../parse/calls';
import { isCall } from '../../parse/calls';
import { memberName } from '../../parse/key-name';
import { type AnyMember, isMember } from '../../parse/members';
import type { SourceFile } from '../../parse/source-file';
import { isWrapper, unwrap } from '../../parse/wrappers';

// The facts and the plan ask the same of a node.
export { type AnyCall, isCall } from '../../parse/calls';
export { type AnyMember, isMember } from '../../parse/members';

/** The nearest ancestor that is more than a wrapper around the expression, and the outermost wrapper itself. */
export function outermost(
  file: SourceFile,
  node: t.Node,
): { readonly node: t.Node; readonly parent: t.Node | undefined } {
  const parent = file.parents.get(node);
  if (parent && isWrapper(parent)) return outermost(file, parent);
  return { node, parent };
}

/** The member expression that is called: `span.setTag` of `span.setTag(k, v)`. */
export function calleeOf(call: AnyCall): AnyMember | undefined {
  return isMember(call.callee) ? call.callee : undefined;
}

/** `f` of `f()`, `m` of `a.m()`: what a call calls by name; undefined where the source does not say it. */
export function calledName({ callee }: AnyCall): string | undefined {
  if (callee.type === 'Identifier') return callee.name;
  return isMember(callee) ? memberName(callee) : undefined;
}

/** `m` of `a.m()`: the method that is called, by name; undefined for anything else. */
export function calledMethod(node: t.Node | null | undefined): string | undefined {
  return isCall(node) && isMember(node.callee) ? memberName(node.callee) : undefined;
}

/** The arguments of a call, if none of them is a spread. */
export function plainArguments(call: AnyCall): readonly t.Expression[] | undefined {
  const given: t.Expression[] = [];
  for (const argument of call.arguments) {
    if (argument.type === 'SpreadElement' || argument.type === 'ArgumentPlaceholder') return undefined;
    given.push(argument);
  }
  return given;
}

/** Whether reading the expression twice is the same as reading it once. */
export function isRepeatable(node: t.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier' || inner.type === 'ThisExpression') return true;
  if (inner.type === 'StringLiteral' || inner.type === 'NumericLiteral' || inner.type === 'BooleanLiteral') return true;
  return isMember(inner) && !inner.computed && isRepeatable(inner.object);
}
