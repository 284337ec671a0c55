import type * as t from '@babel/types';
import type { CallSite, FileFacts } from '../../facts/types';
import { type Range, rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

const indexes = new WeakMap<FileFacts, ReadonlyMap<t.Node, CallSite>>();

/** The OpenTracing call that a node is, if it is one. */
export function siteOf({ facts }: Pick<FileContext, 'facts'>, node: t.Node): CallSite | undefined {
  const index = indexes.get(facts) ?? new Map(facts.calls.map((site) => [site.node as t.Node, site]));
  indexes.set(facts, index);
  return index.get(node);
}

/** Whether a call starts a span. */
export function isStart({ member }: CallSite): boolean {
  return member === 'tracer.startSpan' || member === 'mockTracer.startSpan';
}

/** Whether a node is a call that starts a span. */
export function isStartCall(context: Pick<FileContext, 'facts'>, node: t.Node): boolean {
  const site = siteOf(context, node);
  return site !== undefined && isStart(site);
}

/** The calls of a file that start spans. */
export function startSites({ facts }: Pick<FileContext, 'facts'>): CallSite[] {
  return facts.calls.filter(isStart);
}

const places = new WeakMap<FileFacts, readonly Range[]>();

/** Where a file starts spans, in order. */
export function startPlaces(context: Pick<FileContext, 'facts'>): readonly Range[] {
  const known = places.get(context.facts);
  if (known !== undefined) return known;
  const sorted = startSites(context)
    .map(({ node }) => rangeOf(node))
    .sort((one, other) => one.start - other.start);
  places.set(context.facts, sorted);
  return sorted;
}

/** A statement that is nothing but a call on a span. */
export function isSpanCall(context: Pick<FileContext, 'facts'>, statement: t.Statement): boolean {
  const call = statement.type === 'ExpressionStatement' ? siteOf(context, unwrap(statement.expression)) : undefined;
  return call?.member.startsWith('span.') ?? false;
}
