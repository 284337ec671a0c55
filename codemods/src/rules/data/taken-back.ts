import type * as t from '@babel/types';
import type { CallSite, Unit } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { functionOf, isLoop } from '../syntax/flow';
import type { FileContext } from '../types';
import { type ErrorTag, errorTagsOf, unitOfSpan, unitOfTag } from './error-tags';
import { mayBeReachedLater } from './reached-later';

/** Whether another call may set the error tag of the same span afterwards: OK, which is final, would hide it. */
export function hasOtherErrorTag(context: FileContext, tag: CallSite): boolean {
  return hasOther(context, tag.node, unitOfTag(context, tag));
}

/** Whether a call may set the error tag of a span that is started with one. */
export function hasErrorTagLater(context: FileContext, start: t.Node): boolean {
  return hasOther(context, start, unitOfSpan(context, start));
}

function hasOther(context: FileContext, node: t.Node, unit: Unit): boolean {
  const { byUnit, ofGiven } = errorTagsOf(context);
  const isOther = ({ path, node: other }: ErrorTag) =>
    other !== node &&
    !(path === context.source.path && (areExclusive(context, other, node) || isBefore(context, other, node)));
  if ((byUnit.get(unit.id) ?? []).some(isOther)) return true;
  return ofGiven.some(isOther) && mayBeReachedLater(context, node, unit);
}

/** They stand in different branches of one decision, or in different functions beside each other. */
function areExclusive(context: FileContext, a: t.Node, b: t.Node): boolean {
  const above = ancestors(context, a);
  const below = ancestors(context, b);
  const common = above.find((node) => below.includes(node));
  const branchA = above[above.indexOf(common ?? a) - 1];
  const branchB = below[below.indexOf(common ?? b) - 1];
  if (common?.type === 'IfStatement' || common?.type === 'ConditionalExpression')
    return branchA !== common.test && branchB !== common.test;
  if (common?.type === 'SwitchStatement') return true;
  return isFunction(branchA) && isFunction(branchB);
}

/** It runs before the other whenever both run. */
function isBefore({ source }: FileContext, a: t.Node, b: t.Node): boolean {
  const fn = functionOf(source, a);
  if (fn !== functionOf(source, b) || rangeOf(a).end > rangeOf(b).start) return false;
  for (let at: t.Node | undefined = b; at && at !== fn; at = source.parents.get(at))
    if (isLoop(at) && rangeOf(at).start <= rangeOf(a).start) return false;
  return true;
}

function ancestors(context: FileContext, node: t.Node): t.Node[] {
  const found: t.Node[] = [];
  for (let at: t.Node | undefined = node; at; at = context.source.parents.get(at)) found.push(at);
  return found;
}

function isFunction(node: t.Node | undefined): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}
