import type * as t from '@babel/types';
import type { CallSite } from '../../facts/types';
import { callsTo, leave } from '../data/sites';
import { outermost, unwrap } from '../data/syntax';
import type { FileContext, Proposal } from '../types';
import { readReferences, unknownReference } from './references';
import { siteOf } from './sites';
import { keyOf } from './start-options';

/** Settles the calls that make references: inside the options of a startSpan they go with it, anywhere else they stay. */
export function* settleReferences(context: FileContext): Iterable<Proposal> {
  for (const site of callsTo(context, 'childOf', 'followsFrom', 'new Reference')) yield settle(context, site);
  for (const site of callsTo(context, 'reference.type', 'reference.referencedContext'))
    yield leave('start-span', site, unknownReference(context, site.node));
}

function settle(context: FileContext, site: CallSite): Proposal {
  const start = startOf(context, site.node);
  if (!start) return leave('start-span', site, unknownReference(context, site.node));
  return {
    rule: 'start-span',
    site: site.node,
    units: [site.unit],
    outcome: { kind: 'rewrite', edits: [] },
  };
}

/** The startSpan in whose `references: [...]` a reference is made, and which takes it apart. */
export function startOf(context: FileContext, reference: t.Node): CallSite | undefined {
  const list = outermost(context.source, reference).parent;
  const property = list && outermost(context.source, list).parent;
  if (property?.type !== 'ObjectProperty' || keyOf(property) !== 'references') return undefined;
  if (!readReferences(context, property.value)) return undefined;
  const literal = context.source.parents.get(property);
  const call = literal && outermost(context.source, literal).parent;
  const site = call && siteOf(context, unwrap(call));
  return site?.member === 'tracer.startSpan' ? site : undefined;
}
