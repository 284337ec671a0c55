import type * as t from '@babel/types';
import { functionAround } from '../../parse/function-around';
import { rangeOf, textOf } from '../../parse/source-file';
import { siteOf } from '../calls/sites';
import { isStable } from '../syntax/expressions';
import { isWithin } from '../syntax/statements';
import { isMember, unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';

/** What a statement shortly before has surely put where a call finds it: `this.span = tracer.startSpan()`. */
export function assignedBefore(
  context: FileContext,
  target: t.Node,
  statement: t.Node,
  statements: readonly t.Statement[],
): t.Expression | undefined {
  if (!isOwnTarget(context, target, statement)) return undefined;
  const before = statements.filter((one) => rangeOf(one).end <= rangeOf(statement).start);
  const last = before.findLast((one) => !isPassed(context, one, target));
  const assigned = last?.type === 'ExpressionStatement' ? unwrap(last.expression) : undefined;
  if (assigned?.type !== 'AssignmentExpression' || assigned.operator !== '=') return undefined;
  return textOf(context.source, assigned.left) === textOf(context.source, target) ? assigned.right : undefined;
}

/** A variable that nothing else than this function writes, or a member: what stands between is then looked at more closely. */
function isOwnTarget({ facts, source }: FileContext, target: t.Node, statement: t.Node): boolean {
  if (target.type !== 'Identifier') return isMember(target) && isStable(target);
  const within = functionAround(source, statement);
  const writes = (facts.scopes.bindingOf(target)?.references ?? []).filter(({ kind }) => /write/.test(kind));
  return writes.every(({ node }) => functionAround(source, node) === within);
}

/** Whether what is kept in a target is still the same behind a statement. */
function isPassed(context: FileContext, statement: t.Statement, target: t.Node): boolean {
  const call = statement.type === 'ExpressionStatement' ? siteOf(context, unwrap(statement.expression)) : undefined;
  if (call?.member.startsWith('span.')) return true;
  if (target.type !== 'Identifier' || !/^(?:Expression|Variable)/.test(statement.type)) return false;
  const references = context.facts.scopes.bindingOf(target)?.references ?? [];
  return !references.some(({ kind, node }) => /write/.test(kind) && isWithin(rangeOf(node), rangeOf(statement)));
}
