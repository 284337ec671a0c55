import type * as t from '@babel/types';
import type { CallSite, OptionFlow } from '../../facts/types';
import { callsTo, leave } from '../data/sites';
import type { FileContext, Proposal } from '../types';
import { lifetimesOf } from './lifetimes';
import { flowOfLiteral } from './option-flow';
import { unknownReference } from './references';

/** Settles the calls that make references: inside the options of a startSpan they go with it, anywhere else they stay. */
export function* settleReferences(context: FileContext): Iterable<Proposal> {
  for (const site of callsTo(context, 'childOf', 'followsFrom', 'new Reference')) yield settle(context, site);
  for (const site of callsTo(context, 'reference.type', 'reference.referencedContext'))
    yield leave('start-span', site, unknownReference(context, site.node));
}

function settle(context: FileContext, site: CallSite): Proposal {
  const { taken } = lifetimesOf(context);
  const kept = unknownReference(context, site.node);
  // The startSpan that the reference is for has taken it apart.
  if (!site.node.arguments.some((argument) => taken.has(argument))) return leave('start-span', site, kept);
  const shared = { rule: 'start-span', site: site.node, outcome: { kind: 'rewrite', edits: [] } } as const;
  const flow = flowAround(context, site.node);
  return flow ? { ...shared, units: [site.unit, flow.unit], kept } : { ...shared, units: [site.unit] };
}

/** The flow of the options that a reference is given in, for a startSpan elsewhere. */
function flowAround(context: FileContext, node: t.Node): OptionFlow | undefined {
  for (let at = context.source.parents.get(node); at && !isStatement(at); at = context.source.parents.get(at)) {
    const flow = flowOfLiteral(context, at);
    if (flow) return flow;
  }
  return undefined;
}

function isStatement({ type }: t.Node): boolean {
  return type.endsWith('Statement') || type.endsWith('Declaration') || type.includes('Function');
}
