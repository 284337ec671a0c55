import type * as t from '@babel/types';
import type { CallSite, Unit } from '../../facts/types';
import { rangeOf } from '../../parse/source-file';
import { areExclusive } from '../syntax/exclusive';
import { functionOf, isLoop } from '../syntax/flow';
import type { FileContext } from '../types';
import { functionsCalledAgain } from './called-again';
import { type ErrorTag, errorTagsOf, isStartedHere, unitOfSpan, unitOfTag } from './error-tags';
import { isFinishedBehind, mayBeReachedLater } from './reached-later';

/** Whether another call may set the error tag of the same span afterwards: OK, which is final, would hide it. */
export function hasOtherErrorTag(context: FileContext, tag: CallSite): boolean {
  const unit = unitOfTag(context, tag);
  const { ofGiven, ofPassed } = errorTagsOf(context);
  const fn = functionOf(context.source, tag.node);
  const isAgain = fn !== undefined && functionsCalledAgain(context.project).has(fn);
  if (isStartedHere(context, tag))
    return hasOther(context, tag.node, unit, ofGiven) || (isAgain && !isFinishedBehind(context, tag.node, unit));
  return (
    hasOther(context, tag.node, unit, [...ofGiven, ...ofPassed]) ||
    (isAgain && mayBeReachedLater(context, tag.node, unit))
  );
}

/** Whether a call may set the error tag of a span that is started with one. */
export function hasErrorTagLater(context: FileContext, start: t.Node): boolean {
  return hasOther(context, start, unitOfSpan(context, start), errorTagsOf(context).ofGiven);
}

/** `elsewhere`: the tags that other code may set on the same span. */
function hasOther(context: FileContext, node: t.Node, unit: Unit, elsewhere: readonly ErrorTag[]): boolean {
  const { byUnit } = errorTagsOf(context);
  const isOther = ({ path, node: other }: ErrorTag) =>
    other !== node &&
    !(path === context.source.path && (areExclusive(context.source, other, node) || isBefore(context, other, node)));
  if ((byUnit.get(unit.id) ?? []).some(isOther)) return true;
  return elsewhere.some(isOther) && mayBeReachedLater(context, node, unit);
}

/** It runs before the other whenever both run. */
function isBefore({ source }: FileContext, a: t.Node, b: t.Node): boolean {
  const fn = functionOf(source, a);
  if (fn !== functionOf(source, b) || rangeOf(a).end > rangeOf(b).start) return false;
  for (let at: t.Node | undefined = b; at && at !== fn; at = source.parents.get(at))
    if (isLoop(at) && rangeOf(at).start <= rangeOf(a).start) return false;
  return true;
}
