import { finding } from '../catalog/findings';
import type { CallSite } from '../facts/types';
import { unwrap } from '../parse/wrappers';
import { callsTo, leave, OncePerUnit, rewrite } from './calls/proposals';
import { eventOfLog } from './data/log-event';
import { logEventCall } from './data/log-event-call';
import { eventOfFields } from './data/log-unknown';
import { plainArguments } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';
import { timeEdits } from './values/time';

/** `log({...})` and `logEvent(name, payload)`: an event, or an exception. */
export const log: Rule = {
  name: 'log',
  *propose(context) {
    const unproven = new OncePerUnit();
    for (const site of callsTo(context, 'span.log', 'mockSpan.log')) yield propose(context, site, unproven);
    for (const site of callsTo(context, 'span.logEvent', 'mockSpan.logEvent'))
      yield proposeLogEvent(context, site, unproven);
  },
};

function propose(context: FileContext, site: CallSite, unproven: OncePerUnit): Proposal {
  const [fields, time] = plainArguments(site.node) ?? [];
  const literal = fields && unwrap(fields);
  const rewritten = !fields
    ? undefined
    : literal?.type === 'ObjectExpression'
      ? eventOfLog(context, site, { literal, fields, time, unproven })
      : eventOfFields(context, site, { fields, time, unproven });
  if (!rewritten) return leaveAlone(context, site, 'log');
  const edits = [...rewritten.edits, ...(time ? timeEdits(context, time) : [])];
  return rewrite('log', site, edits, rewritten.findings);
}

function proposeLogEvent(context: FileContext, site: CallSite, unproven: OncePerUnit): Proposal {
  const rewritten = logEventCall(context, site, unproven);
  return rewritten ? rewrite('log', site, rewritten.edits, rewritten.findings) : leaveAlone(context, site, 'logEvent');
}

function leaveAlone(context: FileContext, site: CallSite, method: string): Proposal {
  const { path } = context.source;
  return leave('log', site, finding('OT212', path, site.node, { name: site.unit.name, method }));
}
