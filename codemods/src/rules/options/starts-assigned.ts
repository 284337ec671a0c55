import type * as t from '@babel/types';
import { isWrite } from '../../facts/scopes/scope';
import { functionAround } from '../../parse/function-around';
import { isWithin, rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isSpanCall } from '../calls/sites';
import { isStable } from '../syntax/expressions';
import { isMember } from '../syntax/syntax';
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
  const writes = (facts.scopes.bindingOf(target)?.references ?? []).filter(isWrite);
  return writes.every(({ node }) => functionAround(source, node) === within);
}

/** Whether what is kept in a target is still the same behind a statement. */
function isPassed(context: FileContext, statement: t.Statement, target: t.Node): boolean {
  if (isSpanCall(context, statement)) return true;
  if (target.type !== 'Identifier' || !/^(?:Expression|Variable)/.test(statement.type)) return false;
  const references = context.facts.scopes.bindingOf(target)?.references ?? [];
  return !references.some((one) => isWrite(one) && isWithin(rangeOf(one.node), rangeOf(statement)));
}
