import type * as t from '@babel/types';
import { isFunctionLike } from './flow';
import { calledMethod } from './syntax';

/** The methods of a list that call what they are given for one element after the other, before they give anything back. */
const CALLING_FOR_EACH: ReadonlySet<string | undefined> = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
]);

/** Whether a function is given to such a method: it runs while the call does, and as often as there are elements. */
export function isCalledForEach(parent: t.Node | undefined, fn: t.Node): boolean {
  if (!parent || !isFunctionLike(fn) || ('callee' in parent && parent.callee === fn)) return false;
  return CALLING_FOR_EACH.has(calledMethod(parent));
}
