import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { unwrap } from '../../parse/wrappers';
import { type AnyCall, calleeOf, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { siteOf } from './sites';

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

const known = new WeakMap<FileContext, Map<CallSite, Chain>>();

/** The row of calls that a call belongs to: found once for all of its calls, for there may be thousands. */
export function chainOf(context: FileContext, site: CallSite): Chain {
  const chains = known.get(context) ?? new Map<CallSite, Chain>();
  known.set(context, chains);
  const chain = chains.get(site) ?? findChain(context, site);
  for (const call of chains.has(site) ? [] : chain.calls) chains.set(call, chain);
  return chain;
}

function findChain(context: FileContext, site: CallSite): Chain {
  const calls = [...callsBefore(context, site).reverse(), site, ...callsAfter(context, site)];
  const last = calls.at(-1) ?? site;
  const { parent } = outermost(context.source, last.node);
  return {
    root: calleeOf((calls[0] ?? site).node)?.object ?? site.node,
    calls,
    statement: parent?.type === 'ExpressionStatement' ? parent : undefined,
  };
}

/** The calls that a call is made on, the nearest first. */
function callsBefore(context: FileContext, site: CallSite): CallSite[] {
  const calls: CallSite[] = [];
  for (let receiver = receiverOf(site); receiver !== undefined; ) {
    const previous = siteOf(context, receiver);
    if (!previous || !CHAINING.has(previous.member)) break;
    calls.push(previous);
    receiver = receiverOf(previous);
  }
  return calls;
}

function callsAfter(context: FileContext, site: CallSite): CallSite[] {
  const calls: CallSite[] = [];
  for (let last = site; CHAINING.has(last.member); ) {
    const next = nextCall(context, last.node);
    if (next === undefined) break;
    calls.push(next);
    last = next;
  }
  return calls;
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
