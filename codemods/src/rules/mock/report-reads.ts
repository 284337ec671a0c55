import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { walk } from '../../parse/parents';
import { isMember, memberName } from '../data/syntax';
import type { FileContext, Proposal } from '../types';

/** What a report was asked for and an exporter cannot answer: it knows finished spans only. */
export function* privateReads(context: FileContext): Iterable<Proposal> {
  const found: { readonly node: t.Node; readonly member: string }[] = [];
  walk(context.source.ast.program, (node) => {
    const name = isMember(node) ? memberName(node) : undefined;
    if (!isMember(node) || name === undefined || name === 'spans' || name === 'firstSpanWithTagValue') return;
    const fact = context.facts.factOf(node.object);
    if (fact?.roles.has('mockReport') && !fact.mixed) found.push({ node, member: `report().${name}` });
  });
  for (const { node, member } of found) {
    const outcome = { kind: 'leave', finding: finding('OT601', context.source.path, node, { member }) } as const;
    yield { rule: 'mock-tracer', site: node, units: [], outcome };
  }
}
