import type * as t from '@babel/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing, isStable } from '../syntax/expressions';
import type { FileContext } from '../types';
import { mayBeMissing } from '../values/may-be-missing';
import { type Present, withTest } from '../values/present';
import { extractIn, isExtracted } from './extracted';
import { choose, parentContext } from './parents';
import { contextOrElse, hasOneRole, left, type ParentContext } from './plain-parent';

/** Whether the option `childOf` may hold nothing, so that OpenTracing looks for a parent among the references. */
export function mayHoldNothing(context: FileContext, option: t.Expression, present: Present): boolean {
  const inner = unwrap(option);
  if (isNothing(inner) || extractIn(context, inner) || isExtracted(context, inner)) return true;
  if (inner.type === 'ConditionalExpression')
    return [inner.consequent, inner.alternate].some((one) => mayHoldNothing(context, one, present));
  if (inner.type === 'LogicalExpression')
    return inner.operator === '&&' || mayHoldNothing(context, inner.right, present);
  if (!isStable(inner)) return context.facts.factOf(inner)?.nullable === true || mayBeMissing(context, inner);
  const [asIs, found] = [present, withTest(context, option, present)].map((known) => {
    const parent = parentContext(context, option, known);
    return parent.kind === 'context' ? JSON.stringify(parent.parts) : undefined;
  });
  return asIs !== found;
}

/** What the option holds, or what the references come to where that is nothing. */
export function optionOrReference(
  context: FileContext,
  option: t.Expression,
  otherwise: ParentContext,
  present: Present,
): ParentContext {
  if (otherwise.kind === 'left') return otherwise;
  const inner = unwrap(option);
  if (inner.type === 'ConditionalExpression' && isNothing(inner.alternate))
    return choose(context, inner.test, chosen(context, inner, otherwise, present), otherwise);
  if (inner.type === 'LogicalExpression' && inner.operator !== '&&' && isNothing(inner.right))
    return optionOrReference(context, inner.left, otherwise, present);
  if (!isStable(inner)) return left(context, option);
  if (isContext(context, inner)) return contextOrElse(context, inner as t.Expression, otherwise);
  return choose(context, option, parentContext(context, option, withTest(context, option, present)), otherwise);
}

/** What a test chooses: it may hold nothing itself, unless it is what is tested. */
function chosen(
  context: FileContext,
  { test, consequent }: t.ConditionalExpression,
  otherwise: ParentContext,
  present: Present,
): ParentContext {
  const known = withTest(context, test, present);
  const isTested = textOf(context.source, test) === textOf(context.source, consequent);
  return isTested || !mayHoldNothing(context, consequent, known)
    ? parentContext(context, consequent, known)
    : optionOrReference(context, consequent, otherwise, known);
}

function isContext({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return hasOneRole(fact) && fact.roles.has('spanContext');
}
