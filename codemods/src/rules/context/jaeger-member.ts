import type * as t from '@babel/types';
import { type AnyMember, isCall, memberName, unwrap } from '../data/syntax';
import type { FileContext } from '../types';
import { withoutFinalizing } from './finalize-sampling';

/** The ids of jaeger-client's span contexts, as text and as bytes, and what they are called in OpenTelemetry. */
export const ids: ReadonlyMap<string, string> = new Map([
  ['traceIdStr', 'traceId'],
  ['spanIdStr', 'spanId'],
  ['traceId', 'traceId'],
  ['spanId', 'spanId'],
]);

/** Whether a node reads, of a span context, one of the members that have a counterpart. */
export function isJaegerMember(context: FileContext, node: AnyMember): boolean {
  const name = memberName(node);
  if (
    name === undefined ||
    node.computed ||
    !(ids.has(name) || ['isValid', 'isSampled', 'finalizeSampling'].includes(name))
  )
    return false;
  if (!isSpanContext(context, node.object)) return false;
  if (name === 'finalizeSampling') return withoutFinalizing(context, node) !== undefined;
  const parent = context.source.parents.get(node);
  const isCalled = isCall(parent) && parent.callee === node;
  const isWritten = parent?.type === 'AssignmentExpression' && parent.left === node;
  return isCalled === (name === 'isSampled') && !isWritten;
}

/** Whether an expression is a span context and nothing else. */
export function isSpanContext({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node) ?? facts.factOf(unwrap(node));
  return fact?.roles.size === 1 && fact.roles.has('spanContext') && !fact.mixed && fact.container === 'none';
}
