import type * as t from '@babel/types';
import type { CallSite, OptionFlow, Unit } from '../../facts/types';
import { isWithin, rangeOf } from '../../parse/source-file';
import { callsTo, leave } from '../calls/proposals';
import { flowOfLiteral } from '../options/option-flow';
import { unitOfSpan } from '../options/start-call';
import { unknownReference } from '../parents/references';
import type { FileContext, Proposal } from '../types';
import { lifetimesOf } from './lifetimes';

/** Settles the calls that make references: inside the options of a startSpan they go with it, anywhere else they stay. */
export function* settleReferences(context: FileContext): Iterable<Proposal> {
  for (const site of callsTo(context, 'childOf', 'followsFrom', 'new Reference')) yield settle(context, site);
  for (const site of callsTo(context, 'reference.type', 'reference.referencedContext'))
    yield leave('start-span', site, unknownReference(context, site.node));
}

function settle(context: FileContext, site: CallSite): Proposal {
  const { listed, taken } = lifetimesOf(context);
  const kept = unknownReference(context, site.node);
  // The startSpan that the reference is for has taken it apart.
  if (!site.node.arguments.some((argument) => taken.has(argument))) {
    const left = leave('start-span', site, kept);
    return { ...left, units: [...left.units, ...parametersFor(context, site.node)] };
  }
  const shared = { rule: 'start-span', site: site.node, outcome: { kind: 'rewrite', edits: [] } } as const;
  const start = site.node.arguments.map((argument) => listed.get(argument)).find((one) => one !== undefined);
  if (start) return { ...shared, units: [site.unit], needs: [unitOfSpan(context, start)], kept };
  const flow = flowAround(context, site.node);
  return flow ? { ...shared, units: [site.unit, flow.unit], kept } : { ...shared, units: [site.unit] };
}

/** Parameters that are there for a reference and nothing else: they stay with it, and so do their types. */
function parametersFor({ facts }: FileContext, reference: t.Node): Unit[] {
  const around = rangeOf(reference);
  const isInside = (node: t.Node) => isWithin(rangeOf(node), around);
  return facts.scopes.all.flatMap(({ kind, identifier, references }) => {
    const uses = references.filter(({ node }) => node !== identifier);
    const isForIt = kind === 'param' && uses.length > 0 && uses.every(({ node }) => isInside(node));
    return isForIt && facts.factOf(identifier) ? [facts.unitOf(identifier)] : [];
  });
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
