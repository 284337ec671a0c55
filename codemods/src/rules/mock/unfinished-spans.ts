import { finding } from '../../catalog/findings';
import { keeperOf } from '../../facts/keeper';
import type { CallSite } from '../../facts/types';
import { callsTo } from '../data/sites';
import { outermost } from '../data/syntax';
import { startSites } from '../lifetime/sites';
import { nameOfSpan } from '../lifetime/start-options';
import type { FileContext, Proposal } from '../types';

/** Spans that a test never finishes itself: the report of a MockTracer had them all the same. Told where the file asks for a report. */
export function* unfinishedSpans(context: FileContext): Iterable<Proposal> {
  if (callsTo(context, 'mockTracer.report').length === 0) return;
  const finished = new Set(callsTo(context, 'span.finish', 'mockSpan.finish').map(({ unit }) => unit.id));
  for (const site of startSites(context)) {
    if (!isOfMock(context, site) || !isNeverFinished(context, site, finished)) continue;
    const name = nameOfSpan(context, site.node);
    const findings = [finding('OT608', context.source.path, site.node, { name })];
    yield {
      rule: 'mock-tracer',
      site: site.node,
      units: [site.unit],
      outcome: { kind: 'rewrite', edits: [], findings },
    };
  }
}

function isOfMock(context: FileContext, { receiver }: CallSite): boolean {
  return receiver != null && context.facts.factOf(receiver)?.roles.has('mockTracer') === true;
}

/** Kept in a variable or field of which no such call is made, or in nothing at all; what is handed on may be finished anywhere. */
function isNeverFinished(context: FileContext, { node }: CallSite, finished: ReadonlySet<string>): boolean {
  const kept = keeperOf(context.source.parents, node);
  if (kept) return !finished.has(context.facts.unitOf(kept).id);
  return outermost(context.source, node).parent?.type === 'ExpressionStatement';
}
