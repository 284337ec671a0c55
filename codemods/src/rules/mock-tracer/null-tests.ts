import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { isNothing } from '../syntax/expressions';
import { type AnyCall, calledMethod, isCall, isMember, outermost, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';

/** Whether a test asks if an expression, or the variable it is kept in, is null and not just missing. */
export function isComparedToNull(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (parent?.type !== 'VariableDeclarator' || parent.init !== outer || parent.id.type !== 'Identifier')
    return asksForNull(context, parent, outer);
  const { id } = parent;
  const references = context.facts.scopes.bindingOf(id)?.references ?? [];
  return references.some(({ node: use }) => {
    const { parent: around, node: inner } = outermost(context.source, use);
    return use !== id && asksForNull(context, around, inner);
  });
}

function asksForNull(context: FileContext, parent: t.Node | undefined, node: t.Node): boolean {
  if (parent?.type === 'BinaryExpression')
    return /^[=!]==$/.test(parent.operator) && isNothing(otherSide(parent, node));
  if (!isCall(parent) || !plainArguments(parent)?.includes(node as t.Expression)) return false;
  return /null/i.test(calledMethod(parent) ?? '') || isGivenNull(parent) || isNullExpected(context, parent);
}

/** `assert.strictEqual(span, null)`. */
function isGivenNull(call: AnyCall): boolean {
  return call.arguments.some(({ type }) => type === 'NullLiteral');
}

function otherSide({ left, right }: t.BinaryExpression, node: t.Node): t.Node {
  return left === node ? right : left;
}

/** `expect(span).not.toBeNull()`, `expect(span).to.be.null`, `expect(span).toBe(null)`. */
function isNullExpected({ source }: FileContext, expectation: t.Node): boolean {
  let from = expectation;
  let at = source.parents.get(expectation);
  while (isMember(at) && at.object === from) {
    if (/null/i.test(memberName(at) ?? '')) return true;
    from = at;
    at = source.parents.get(at);
  }
  return from !== expectation && isCall(at) && at.callee === from && isGivenNull(at);
}
