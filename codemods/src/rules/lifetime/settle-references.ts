import type { CallSite } from '../../facts/types';
import { callsTo, leave } from '../data/sites';
import type { FileContext, Proposal } from '../types';
import { lifetimesOf } from './lifetimes';
import { unknownReference } from './references';

/** Settles the calls that make references: inside the options of a startSpan they go with it, anywhere else they stay. */
export function* settleReferences(context: FileContext): Iterable<Proposal> {
  for (const site of callsTo(context, 'childOf', 'followsFrom', 'new Reference')) yield settle(context, site);
  for (const site of callsTo(context, 'reference.type', 'reference.referencedContext'))
    yield leave('start-span', site, unknownReference(context, site.node));
}

function settle(context: FileContext, site: CallSite): Proposal {
  const { taken } = lifetimesOf(context);
  // The startSpan that the reference is for has taken it apart.
  if (site.node.arguments.some((argument) => taken.has(argument)))
    return { rule: 'start-span', site: site.node, units: [site.unit], outcome: { kind: 'rewrite', edits: [] } };
  return leave('start-span', site, unknownReference(context, site.node));
}
