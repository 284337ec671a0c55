import { finding } from '../../catalog/findings';
import { replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { outerEnd } from '../../parse/parentheses';
import { rangeOf } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { nodesOf } from '../syntax/nodes';
import type { AnyMember } from '../syntax/syntax';
import type { FileContext, Outcome, Proposal } from '../types';
import { logRead } from './log-reads';
import { mockVariableOf, spansOfTracers } from './mock-variable';
import { memoryOf } from './span-memory';
import { isStartedByMock } from './span-reads';

/** What the SDK's spans have for what tests read of a mock span though it is its own business. */
const SUCCESSORS: ReadonlyMap<string, string> = new Map([
  ['_operationName', 'name'],
  ['_tags', 'attributes'],
]);

/** What they do not have, or not in the same form. */
const UNANSWERED = /^(?:_logs|_startMs|_finishMs|_uuid|_startStack|_mockTracer|debug)$/;

/** `tracer._spans`, `span._tags`, `span._logs`: what MockTracer keeps its spans, their tags and their logs in. */
export function* privateReads(context: FileContext): Iterable<Proposal> {
  for (const node of spansOfTracers(context)) yield spansOf(context, node);
  const reads = nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression').filter((node) =>
    isPrivateRead(context, node),
  );
  const firstOfLogs = reads.find((node) => logRead(context, node) !== undefined);
  for (const node of reads) yield ofSpan(context, node, node === firstOfLogs);
}

/** Whether a member is one of these of a mock span. */
export function isPrivateRead(context: FileContext, node: AnyMember): boolean {
  const name = memberName(node);
  if (name === undefined || !(SUCCESSORS.has(name) || UNANSWERED.test(name))) return false;
  const fact = context.facts.factOf(node.object);
  const isMock = fact?.roles.size === 1 && fact.roles.has('mockSpan') && !fact.mixed && fact.container === 'none';
  return isMock || isStartedByMock(context, node.object);
}

function spansOf(context: FileContext, node: AnyMember): Proposal {
  const tracer = mockVariableOf(context, node.object);
  if (!tracer || assignmentTo(context.source, node)) return left(context, node, 'mockTracer._spans');
  return moved(context, node, memoryOf(context, tracer).spans);
}

function ofSpan(context: FileContext, node: AnyMember, isFirstOfLogs: boolean): Proposal {
  const logs = logRead(context, node);
  const findings = isFirstOfLogs ? [finding('OT604', context.source.path, node, { of: 'logs' })] : [];
  if (logs) return proposal(context, node, { kind: 'rewrite', edits: logs, findings });
  const name = memberName(node) ?? '';
  const successor = SUCCESSORS.get(name);
  if (successor === undefined || assignmentTo(context.source, node)) return left(context, node, `mockSpan.${name}`);
  return moved(context, node, successor);
}

function moved(context: FileContext, node: AnyMember, successor: string): Proposal {
  const isTracer = memberName(node) === '_spans';
  const { end } = rangeOf(node);
  const start = node.computed ? outerEnd(context.source, node.object) : rangeOf(node.property).start;
  const dot = node.computed ? (node.type === 'OptionalMemberExpression' && node.optional ? '?.' : '.') : '';
  const edits = [isTracer ? replace(node, successor) : replace({ start, end }, `${dot}${successor}`)];
  return proposal(context, node, { kind: 'rewrite', edits });
}

function left(context: FileContext, node: AnyMember, member: string): Proposal {
  const told = finding('OT601', context.source.path, node, { member: `${member} of MockTracer` });
  return proposal(context, node, { kind: 'leave', finding: told });
}

function proposal({ facts }: FileContext, node: AnyMember, outcome: Outcome): Proposal {
  return { rule: 'mock-tracer', site: node, units: [facts.unitOf(node.object)], outcome };
}
