import { type Finding, finding } from '../../catalog/findings';
import { type Edit, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { outerEnd } from '../../parse/parentheses';
import { rangeOf } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { nodesOf } from '../syntax/nodes';
import type { AnyMember } from '../syntax/syntax';
import type { FileContext, Proposal } from '../types';
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
  let isTold = false;
  for (const node of nodesOf(context.source, 'MemberExpression', 'OptionalMemberExpression')) {
    if (!isPrivateRead(context, node)) continue;
    const logs = memberName(node) === '_logs' ? logRead(context, node) : undefined;
    yield logs
      ? ofLogs(context, node, logs, isTold ? [] : [finding('OT604', context.source.path, node, { of: 'logs' })])
      : ofSpan(context, node);
    isTold ||= logs !== undefined;
  }
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

function ofSpan(context: FileContext, node: AnyMember): Proposal {
  const name = memberName(node) ?? '';
  const successor = SUCCESSORS.get(name);
  if (successor === undefined || assignmentTo(context.source, node)) return left(context, node, `mockSpan.${name}`);
  return moved(context, node, successor);
}

function ofLogs(
  { facts }: FileContext,
  node: AnyMember,
  edits: readonly Edit[],
  findings: readonly Finding[],
): Proposal {
  const outcome = { kind: 'rewrite', edits, findings } as const;
  return { rule: 'mock-tracer', site: node, units: [facts.unitOf(node.object)], outcome };
}

function moved({ facts, source }: FileContext, node: AnyMember, successor: string): Proposal {
  const isTracer = memberName(node) === '_spans';
  const { end } = rangeOf(node);
  const start = node.computed ? outerEnd(source, node.object) : rangeOf(node.property).start;
  const dot = node.computed ? (node.type === 'OptionalMemberExpression' && node.optional ? '?.' : '.') : '';
  const edits = [isTracer ? replace(node, successor) : replace({ start, end }, `${dot}${successor}`)];
  return { rule: 'mock-tracer', site: node, units: [facts.unitOf(node.object)], outcome: { kind: 'rewrite', edits } };
}

function left({ facts, source }: FileContext, node: AnyMember, member: string): Proposal {
  const told = finding('OT601', source.path, node, { member: `${member} of MockTracer` });
  return {
    rule: 'mock-tracer',
    site: node,
    units: [facts.unitOf(node.object)],
    outcome: { kind: 'leave', finding: told },
  };
}
