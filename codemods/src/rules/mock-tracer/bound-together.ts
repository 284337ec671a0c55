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
  if (made === undefined) return { ...proposal, units: [...proposal.units, ...groupsOfUse(context)] };
  // One that stays for a reason of its own takes what is asked of it along by its variable.
  return { ...proposal, needs: [...(proposal.needs ?? []), ...groupsOfMade(context, made)] };
}

/** What a type of them moves with. */
export function groupsOfType(context: FileContext): readonly Unit[] {
  return groupsOfUse(context);
}

function groupsOfMade(context: FileContext, made: CallSite): readonly Unit[] {
  const file = groupOf(context.source.path);
  if (isReportedHere(context, made)) return isReadElsewhere(context) ? [file, ELSEWHERE] : [file];
  return asksUnknown(context) || unprovenReports(context.facts).length > 0 ? [file, ELSEWHERE] : [ELSEWHERE];
}

/** What a file asks of spans and reports may come from another that makes the tracer, or goes to one that asks more. */
function groupsOfUse(context: FileContext): readonly Unit[] {
  const made = callsTo(context, 'new MockTracer');
  const isOwn = made.length > 0 && made.every((one) => isReportedHere(context, one));
  const file = groupOf(context.source.path);
  return isOwn && !isReadElsewhere(context) ? [file] : [file, ELSEWHERE];
}

/** Whether a report is asked of a tracer by the variable that it is made in. */
function isReportedHere(context: FileContext, { node }: CallSite): boolean {
  const variable = variableOf(context, node);
  return variable !== undefined && isAskedForReport(context, variable);
}

/** Whether a file that makes no mock tracer looks at the spans of one, which it may get from this file, or be handed by it. */
function isReadElsewhere({ facts, project, source }: FileContext): boolean {
  return [...project.files].some(([path, other]) => {
    if (path === source.path || !looksAtMocks(other)) return false;
    return (
      (isGiver(facts) && project.mayMeet(path, source.path)) || (isGiver(other) && project.mayMeet(source.path, path))
    );
  });
}

function looksAtMocks({ calls }: FileFacts): boolean {
  const looks = calls.some(({ member }) => /^mock(?:Tracer|Report|Span)\./.test(member));
  return looks && !calls.some(({ member }) => member === 'new MockTracer');
}

/** Whether a file hands anything to those that load it. */
function isGiver({ source }: FileFacts): boolean {
  return /\bexports\b|\bexport\b/.test(source.text);
}

/** The calls of `report()` in a file that makes mock tracers, which nothing proves to be theirs: a server that was given one may hand it out. */
export function unprovenReports({ calls, suspects }: FileFacts): readonly Suspect[] {
  if (!calls.some(({ member }) => member === 'new MockTracer')) return [];
  return suspects.filter(({ method }) => method === 'report');
}

const PREFIX = 'mock tracers of ';

/** What the mock tracers of a file are bound together by. */
export function groupOf(path: string): Unit {
  return { id: `${PREFIX}${path}`, kind: 'expression', name: 'MockTracer' };
}

/** Tracers that are made in one file, and asked for a report in another. */
const ELSEWHERE = groupOf('another file');

/** Whether a unit is one of these. */
export function isMockGroup({ id }: Unit): boolean {
  return id.startsWith(PREFIX);
}

/** Whether a report is asked of a tracer that is in no variable of the file. */
function asksUnknown(context: FileContext): boolean {
  return reports(context).some(({ receiver }) => !receiver || !mockVariableOf(context, receiver));
}

function reports(context: FileContext): readonly CallSite[] {
  return callsTo(context, 'mockTracer.report', 'mockTracer.clear');
}
