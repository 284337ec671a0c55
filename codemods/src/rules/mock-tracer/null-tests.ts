import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { isNothing } from '../syntax/expressions';
import { calledMethod, isCall, isMember, outermost, plainArguments } from '../syntax/syntax';
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
  return /null/i.test(calledMethod(parent) ?? '') || isNullExpected(context, parent);
}

function otherSide({ left, right }: t.BinaryExpression, node: t.Node): t.Node {
  return left === node ? right : left;
}

/** `expect(span).not.toBeNull()`, `expect(span).to.be.null`. */
function isNullExpected({ source }: FileContext, expectation: t.Node): boolean {
  for (
    let at = source.parents.get(expectation), from = expectation;
    isMember(at);
    from = at, at = source.parents.get(at)
  )
    if (at.object !== from || /null/i.test(memberName(at) ?? '')) return at.object === from;
  return false;
}
