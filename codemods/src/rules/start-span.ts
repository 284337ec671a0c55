import type { CallSite } from '../facts/types';
import { callsTo, leave } from './data/sites';
import { lifetimesOf } from './lifetime/lifetimes';
import { settleReferences } from './lifetime/settle-references';
import { readStart } from './lifetime/start-call';
import { startSpanEdits } from './lifetime/start-edits';
import type { FileContext, Proposal, Rule } from './types';

/** `tracer.startSpan(name, options)` becomes OpenTelemetry's, in place or around the code that the span covers. */
export const startSpan: Rule = {
  name: 'start-span',
  *propose(context) {
    for (const site of callsTo(context, 'tracer.startSpan')) yield proposeStart(context, site);
    yield* settleReferences(context);
  },
};

function proposeStart(context: FileContext, site: CallSite): Proposal {
  const start = lifetimesOf(context).starts.get(site.node) ?? readStart(context, site);
  if ('left' in start) return leave('start-span', site, start.left);
  const { edits, findings, units } = startSpanEdits(context, start);
  return { rule: 'start-span', site: site.node, units, outcome: { kind: 'rewrite', edits, findings } };
}
