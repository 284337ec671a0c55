import type * as t from '@babel/types';
import type { Member } from '../../catalog/opentracing-api';
import type { CallSite } from '../../facts/types';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { callsTo } from '../calls/proposals';
import { isStart, siteOf } from '../calls/sites';
import { nodesOf } from '../syntax/nodes';
import { calleeOf, isCall } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isMockTracer } from './mock-variable';

type SpanRead = Extract<Member, `mockSpan.${string}`>;

/** What tests ask of a span that they start themselves: for OpenTracing's types it is any span. */
const ASKED: ReadonlyMap<string, SpanRead> = new Map([
  ['operationName', 'mockSpan.operationName'],
  ['tags', 'mockSpan.tags'],
  ['uuid', 'mockSpan.uuid'],
  ['durationMs', 'mockSpan.durationMs'],
]);

/** The calls to what a mock span alone answers: of a report, or of a span that the file has a mock tracer start. */
export function spanReads(context: FileContext, ...members: readonly SpanRead[]): CallSite[] {
  const ofStarted = nodesOf(context.source, 'CallExpression').flatMap((node) => readOfStarted(context, node) ?? []);
  return [...callsTo(context, ...members), ...ofStarted.filter(({ member }) => members.some((own) => own === member))];
}

/** `span.tags()`, where `span` is what a mock tracer was asked for. */
export function readOfStarted(context: FileContext, node: t.CallExpression): CallSite | undefined {
  const callee = calleeOf(node);
  const member = callee && ASKED.get(memberName(callee) ?? '');
  if (!member || callee.object.type === 'Super' || node.arguments.length > 0) return undefined;
  const receiver = callee.object;
  if (!isStartedByMock(context, receiver)) return undefined;
  return { node, member, receiver, unit: context.facts.unitOf(receiver), evidence: 'flow' };
}

/** Whether a constant holds what a mock tracer was asked to start, and nothing else. */
export function isStartedByMock(context: FileContext, span: t.Node): boolean {
  const { facts } = context;
  const binding = span.type === 'Identifier' ? facts.scopes.bindingOf(span) : undefined;
  if (binding?.declaration.type !== 'VariableDeclarator' || binding.reassigned) return false;
  const { id, init } = binding.declaration;
  const call = id === binding.identifier && init ? unwrap(init) : undefined;
  const start = call && isCall(call) ? siteOf(context, call) : undefined;
  return start !== undefined && isStart(start) && start.receiver !== null && isMockTracer(context, start.receiver);
}
