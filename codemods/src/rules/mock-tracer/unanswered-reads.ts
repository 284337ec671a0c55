import { finding } from '../../catalog/findings';
import { callsTo } from '../calls/proposals';
import type { FileContext, Proposal } from '../types';
import { reportReads } from './report-reads';

/** What a report was asked for and neither an exporter nor a recorder can answer. */
export function* unansweredReads(context: FileContext): Iterable<Proposal> {
  const isMadeHere = callsTo(context, 'mockTracer.report').length > 0;
  for (const { node, name, report } of reportReads(context)) {
    if (isAnswered(name, isMadeHere)) continue;
    const member = `report().${name} of MockTracer`;
    const outcome = { kind: 'leave', finding: finding('OT601', context.source.path, node, { member }) } as const;
    yield { rule: 'mock-tracer', site: node, units: [context.facts.unitOf(report)], outcome };
  }
}

/** The report of another file does not know what is asked of it here. */
function isAnswered(name: string, isMadeHere: boolean): boolean {
  return name === 'spans' || name === 'firstSpanWithTagValue' || (name === 'unfinishedSpans' && isMadeHere);
}
