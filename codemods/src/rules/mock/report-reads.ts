import { finding } from '../../catalog/findings';
import { nodesOf } from '../data/nodes';
import { memberName } from '../data/syntax';
import type { FileContext, Proposal } from '../types';

/** What a report was asked for and an exporter cannot answer: it knows finished spans only. */
export function* privateReads(context: FileContext): Iterable<Proposal> {
  for (const node of nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression')) {
    const name = memberName(node);
    if (name === undefined || name === 'spans' || name === 'firstSpanWithTagValue') continue;
    const fact = context.facts.factOf(node.object);
    if (!fact?.roles.has('mockReport') || fact.mixed) continue;
    const member = `report().${name} of MockTracer`;
    const outcome = { kind: 'leave', finding: finding('OT601', context.source.path, node, { member }) } as const;
    yield { rule: 'mock-tracer', site: node, units: [], outcome };
  }
}
