import type * as t from '@babel/types';
import type { CallSite, FileFacts, Suspect, Unit } from '../../facts/types';
import { callsTo } from '../calls/proposals';
import type { FileContext, Proposal } from '../types';
import { isAskedForReport, mockVariableOf, variableOf } from './mock-variable';

/**
 * The mock tracers of a file move together with their reports and spans, or not at all: a tracer of the SDK gives no report, and a report of
 * MockTracer no spans of the SDK. A tracer of which no report is asked by its name may be the one of which it is asked by another, here or
 * in a file that makes none.
 */
export function boundTogether(context: FileContext, proposal: Proposal): Proposal {
  const made = callsTo(context, 'new MockTracer').find(({ node }) => node === proposal.site);
  if (made === undefined) return { ...proposal, units: [...proposal.units, ...groupsOfUse(context, proposal.site)] };
  // One that stays for a reason of its own takes what is asked of it along by its variable.
  return { ...proposal, needs: [...(proposal.needs ?? []), ...groupsOfMade(context, made)] };
}

/** What a type of them moves with. */
export function groupsOfType(context: FileContext): readonly Unit[] {
  const isElsewhere = callsTo(context, 'new MockTracer').length === 0;
  const file = groupOf(context.source.path);
  return isElsewhere ? [file, ELSEWHERE] : [file];
}

function groupsOfMade(context: FileContext, { node }: CallSite): readonly Unit[] {
  const file = groupOf(context.source.path);
  const variable = variableOf(context, node);
  if (variable && isAskedForReport(context, variable)) return [file];
  return asksUnknown(context) || unprovenReports(context.facts).length > 0 ? [file, ELSEWHERE] : [ELSEWHERE];
}

function groupsOfUse(context: FileContext, site: t.Node): readonly Unit[] {
  const isElsewhere = callsTo(context, 'new MockTracer').length === 0;
  const isReport = reports(context).some(({ node }) => node === site);
  const file = groupOf(context.source.path);
  return isElsewhere && isReport ? [file, ELSEWHERE] : [file];
}

/** The calls of `report()` in a file that makes mock tracers, which nothing proves to be theirs: a server that was given one may hand it out. */
export function unprovenReports({ calls, suspects }: FileFacts): readonly Suspect[] {
  if (!calls.some(({ member }) => member === 'new MockTracer')) return [];
  return suspects.filter(({ method }) => method === 'report');
}

/** What the mock tracers of a file are bound together by. */
export function groupOf(path: string): Unit {
  return { id: `mock tracers of ${path}`, kind: 'expression', name: 'MockTracer' };
}

/** Tracers that are made in one file, and asked for a report in another. */
const ELSEWHERE = groupOf('another file');

/** Whether a report is asked of a tracer that is in no variable of the file. */
function asksUnknown(context: FileContext): boolean {
  return reports(context).some(({ receiver }) => !receiver || !mockVariableOf(context, receiver));
}

function reports(context: FileContext): readonly CallSite[] {
  return callsTo(context, 'mockTracer.report', 'mockTracer.clear');
}
