import { type AnyMember, isCall, memberName, unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { withoutFinalizing } from './finalize-sampling';

/** The ids of jaeger-client's span contexts, and what they are called in OpenTelemetry. */
export const ids: ReadonlyMap<string, string> = new Map([
  ['traceIdStr', 'traceId'],
  ['spanIdStr', 'spanId'],
]);

/** Whether a node reads, of a span context, one of the members that have a counterpart. */
export function isJaegerMember(context: FileContext, node: AnyMember): boolean {
  const name = memberName(node);
  if (name === undefined || !(ids.has(name) || ['isValid', 'isSampled', 'finalizeSampling'].includes(name)))
    return false;
  const fact = context.facts.factOf(node.object) ?? context.facts.factOf(unwrap(node.object));
  if (fact?.roles.size !== 1 || !fact.roles.has('spanContext') || fact.mixed || fact.container !== 'none') return false;
  if (name === 'finalizeSampling') return withoutFinalizing(context, node) !== undefined;
  const parent = context.source.parents.get(node);
  const isCalled = isCall(parent) && parent.callee === node;
  const isWritten = parent?.type === 'AssignmentExpression' && parent.left === node;
  return isCalled === (name === 'isSampled') && !isWritten;
}
