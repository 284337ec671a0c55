import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, insert, replace } from '../../edit/edit';
import { aboveNextLineComments } from '../../edit/next-line-comments';
import type { CallSite } from '../../facts/types';
import { isTypeScript, rangeOf } from '../../parse/source-file';
import { callsTo, rewrite } from '../calls/proposals';
import { otherSdk } from '../setup/other-sdk';
import { sdkLineFor } from '../setup/sdk-line';
import { statementBreak } from '../syntax/statement-break';
import { listOf } from '../syntax/statements';
import { outermost } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { Between, FileContext, Proposal } from '../types';
import { mentionsReadable, READABLE } from './mock-types';
import { isAskedForReport, type MockVariable, mockVariables, variableOf } from './mock-variable';
import { sdkImport } from './sdk-import';
import { memoryOf } from './span-memory';
import { RECORDER_TYPES, recorderClass } from './span-recorder';

/** `new MockTracer()`: a tracer of a provider of its own, with a memory for its spans where a report is asked for. */
export function newMockTracer(context: FileContext, site: CallSite): Proposal {
  const variable = variableOf(context, site.node);
  const reported = variable && isAskedForReport(context, variable) ? variable : undefined;
  const processors = reported ? `{ spanProcessors: [${memoryOf(context, reported).processor}] }` : '';
  const tracer = `new ${providerName(context)}(${processors}).getTracer(${quoted(context, 'mock')})`;
  const edits = [
    replace(site.node, tracer),
    ...(isFirst(context, site) ? [...importEdits(context), ...classEdits(context)] : []),
    ...(reported ? memoryEdits(context, site, reported) : []),
  ];
  const findings = isFirst(context, site) ? otherSdk(context, site.node) : [];
  const moved = rewrite('mock-tracer', site, edits, findings);
  // What is asked of the variable stays with what it holds.
  const kept = variable ? [context.facts.unitOf(variable.binding.identifier)] : [];
  return { ...moved, units: [...kept, ...moved.units], between: besideWhatStays(context, site) };
}

/** Where a span of it is started by code that stays, or is in no file of the run: that goes on speaking OpenTracing to what it gets. */
function besideWhatStays(context: FileContext, { node }: CallSite): Between {
  const uses = [...context.project.files.values()].flatMap(({ calls, factOf }) => {
    const starts = calls.filter(({ member, receiver }) => member === 'tracer.startSpan' && receiver);
    return starts.filter(({ receiver }) => receiver && factOf(receiver)?.roles.has('mockTracer'));
  });
  const told = finding('OT601', context.source.path, node, {
    member: 'a MockTracer that code which stays starts spans on',
  });
  return { uses: uses.map((start) => ({ node: start.node, stays: false })), edits: [], finding: told };
}

function isFirst(context: FileContext, site: CallSite): boolean {
  return callsTo(context, 'new MockTracer')[0] === site;
}

/** Declares the memory beside the variable, and empties it where the variable gets another tracer. */
function memoryEdits(context: FileContext, site: CallSite, variable: MockVariable): Edit[] {
  const { statement, binding } = variable;
  const { name, made } = memoryOf(context, variable);
  const declared = before(context, statement, `const ${name} = ${made}`);
  const { parent } = outermost(context.source, site.node);
  const assignment = parent?.type === 'AssignmentExpression' ? context.source.parents.get(parent) : undefined;
  const isFirstOfVariable = callsTo(context, 'new MockTracer').find(
    ({ node }) => variableOf(context, node)?.binding === binding,
  );
  return [
    ...(isFirstOfVariable === site ? [declared] : []),
    ...(assignment?.type === 'ExpressionStatement' && listOf(context.source, assignment)
      ? [before(context, assignment, `${name}.reset()`)]
      : []),
  ];
}

function before({ source }: FileContext, statement: t.Node, text: string): Edit {
  const start = aboveNextLineComments(source, rangeOf(statement).start);
  return insert(start, `${text}${statementBreak(source, statement)}`);
}

/** Tracers of the file that are asked for a report. */
function reportedVariables(context: FileContext): readonly MockVariable[] {
  return mockVariables(context).filter((variable) => isAskedForReport(context, variable));
}

function needsRecorder(context: FileContext): boolean {
  return reportedVariables(context).length > 0 && memoryOf(context).isRecorder;
}

function classEdits(context: FileContext): Edit[] {
  const [first] = reportedVariables(context);
  return first && needsRecorder(context) ? [recorderClass(context, first.statement)] : [];
}

function providerName({ manifest }: FileContext): string {
  return sdkLineFor(manifest).line === 3 ? 'TracerProvider' : 'BasicTracerProvider';
}

function importEdits(context: FileContext): Edit[] {
  const imports = reportedVariables(context).length > 0 ? memoryOf(context).imports : [];
  const recorderTypes = needsRecorder(context) && isTypeScript(context.source) ? RECORDER_TYPES : [];
  const types = new Set([...recorderTypes, ...(mentionsReadable(context) ? [READABLE] : [])]);
  return sdkImport(context, [providerName(context), ...imports], [...types]);
}
