import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { siteOf } from '../lifetime/sites';
import type { FileContext } from '../types';
import { type AnyCall, calleeOf, isMember, outermost, unwrap } from './syntax';

/** Members that give their receiver back, so that calls follow calls. */
const CHAINING = new Set(['span.setTag', 'span.addTags', 'span.log', 'span.setOperationName', 'span.setBaggageItem']);

/** A call in a row of calls on one span. */
export interface Chain {
  /** What the first call is made on. */
  readonly root: t.Node;
  /** The calls, first to last; the whole row is the last one. */
  readonly calls: readonly CallSite[];
  /** The statement that is nothing but this row. */
  readonly statement: t.ExpressionStatement | undefined;
}

/** The row of calls that a call belongs to. */
export function chainOf(context: FileContext, site: CallSite): Chain {
  const before = callsBefore(context, site);
  const calls = [...before, site, ...callsAfter(context, site)];
  const last = calls.at(-1) ?? site;
  const { parent } = outermost(context.source, last.node);
  return {
    root: calleeOf((calls[0] ?? site).node)?.object ?? site.node,
    calls,
    statement: parent?.type === 'ExpressionStatement' ? parent : undefined,
  };
}

function callsBefore(context: FileContext, site: CallSite): CallSite[] {
  const receiver = receiverOf(site);
  const previous = receiver && siteOf(context, receiver);
  return previous && CHAINING.has(previous.member) ? [...callsBefore(context, previous), previous] : [];
}

function callsAfter(context: FileContext, site: CallSite): CallSite[] {
  if (!CHAINING.has(site.member)) return [];
  const next = nextCall(context, site.node);
  return next ? [next, ...callsAfter(context, next)] : [];
}

function receiverOf(site: CallSite): t.Node | undefined {
  const callee = calleeOf(site.node);
  return callee && unwrap(callee.object);
}

/** The OpenTracing call whose receiver is the result of a call. */
function nextCall(context: FileContext, call: AnyCall): CallSite | undefined {
  const { parent } = outermost(context.source, call);
  if (!isMember(parent) || unwrap(parent.object) !== call) return undefined;
  const { parent: caller } = outermost(context.source, parent);
  return caller && siteOf(context, caller);
}
