import type * as t from '@babel/types';
import { isFunctionLike } from '../syntax/flow';
import { isCalledForEach } from '../syntax/list-methods';
import { type AnyCall, calledMethod, calleeOf, isCall, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import { knownType } from '../values/typed-kind';

/** A callback of an array method, or of `new Promise`: it runs while the call does that it is given to. */
export function isCalledAtOnce(context: FileContext, callback: t.Node): boolean {
  const parent = context.source.parents.get(callback);
  if (!isFunctionLike(callback) || !parent) return false;
  if (parent.type === 'NewExpression') return parent.callee.type === 'Identifier' && parent.callee.name === 'Promise';
  return isCall(parent) && isCalledForEach(parent, callback) && isOfList(context, parent);
}

/** Streams, iterators and observables have the methods of a list, and call what they are given when somebody asks for its result. */
function isOfList(context: FileContext, call: AnyCall): boolean {
  const list = calleeOf(call)?.object;
  if (!list) return false;
  return context.facts.isArray(list) || isKnownList(context, list) || givesList(list) || isAllAwaited(context, call);
}

function isKnownList(context: FileContext, list: t.Node): boolean {
  const parts = [...(knownType(context, list)?.parts ?? [])];
  return parts.length > 0 && parts.every((part) => part === 'list' || part === 'readonly list');
}

/** `Object.keys(headers)`, `line.split(',')` */
function givesList(list: t.Node): boolean {
  if (!isCall(list) || !isMember(list.callee)) return false;
  const { object } = list.callee;
  const isOfObject = object.type === 'Identifier' && object.name === 'Object';
  const name = calledMethod(list);
  return name === 'split' || (isOfObject && name === 'keys');
}

/** `Promise.all(orders.map(async (order) => ...))` goes through what it is given at once, whatever that is. */
function isAllAwaited({ source }: FileContext, call: AnyCall): boolean {
  const around = source.parents.get(call);
  if (!isCall(around) || around.arguments[0] !== call || !isMember(around.callee)) return false;
  const { object } = around.callee;
  const isOfPromise = object.type === 'Identifier' && object.name === 'Promise';
  return isOfPromise && /^(?:all|allSettled|race|any)$/.test(calledMethod(around) ?? '');
}
