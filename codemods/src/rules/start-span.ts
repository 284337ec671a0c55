import type { CallSite } from '../facts/types';
import { startSites } from './calls/sites';
import { lifetimesOf } from './lifetime/lifetimes';
import { proposeBuilt, proposeOutside, proposePassed } from './lifetime/passed-edits';
import { settleReferences } from './lifetime/settle-references';
import { startSpanEdits } from './lifetime/start-edits';
import { proposeBorrowed } from './options/borrowed-call';
import { proposeQuestions } from './options/option-questions';
import { proposeWrites } from './options/option-writes';
import { readStart, type StartCall, unitsOfStart } from './options/start-call';
import type { FileContext, Proposal, Reason, Rule } from './types';

/** `tracer.startSpan(name, options)` becomes OpenTelemetry's, in place or around the code that the span covers. */
export const startSpan: Rule = {
  name: 'start-span',
  *propose(context) {
    for (const site of startSites(context)) yield proposeStart(context, site);
    yield* proposePassed(context, lifetimesOf(context).passed);
    yield* proposeWrites(lifetimesOf(context).written);
    yield* proposeBuilt(context);
    yield* proposeQuestions(context);
    yield* proposeOutside(context);
    yield* proposeBorrowed(context);
    yield* settleReferences(context);
  },
};

function proposeStart(context: FileContext, site: CallSite): Proposal {
  const start = lifetimesOf(context).starts.get(site.node) ?? readStart(context, site);
  const shared = { rule: 'start-span', site: site.node } as const;
  if ('left' in start)
    return { ...shared, units: unitsOfStart(context, site), outcome: { kind: 'leave', finding: start.left } };
  const { edits, findings, units, needs } = startSpanEdits(context, start);
  const span = formOf(context, start);
  return { ...shared, units, needs, outcome: { kind: 'rewrite', edits, findings, span } };
}

/** Undefined for a call that speaks OpenTelemetry already: nothing becomes of it. */
function formOf(context: FileContext, { call }: StartCall): 'active' | Reason | undefined {
  const { regions, obstacles } = lifetimesOf(context);
  return regions.has(call) ? 'active' : obstacles.get(call)?.reason;
}
