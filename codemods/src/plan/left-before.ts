import type * as t from '@babel/types';
import type { FileFacts } from '../facts/types';
import { isGivenByShim } from '../rules/context/given-by-shim';
import { isCall, isMember, memberName } from '../rules/syntax/syntax';
import type { Entry } from './settle';

/**
 * Which entries of a file an earlier run has left and told of: starts such as `toOpenTracingTracer(tracer).startSpan(...)`, what they are
 * given, and the calls on what they give. What has moved around them may hide what was known then, which is no further reason.
 */
export function leftBefore(facts: FileFacts): (entry: Entry) => boolean {
  const starts = facts.calls.filter(({ node }) => isStartByShim(facts, node));
  if (starts.length === 0) return () => false;
  const spans = new Set(starts.map(({ node }) => facts.unitOf(node).id));
  return ({ call, proposal }) => (call && spans.has(call.unit.id)) || isInStart(facts, proposal.site);
}

function isInStart(facts: FileFacts, node: t.Node): boolean {
  const { parents } = facts.source;
  for (let at: t.Node | undefined = node; at && !at.type.endsWith('Statement'); at = parents.get(at))
    if (isStartByShim(facts, at)) return true;
  return false;
}

function isStartByShim(facts: FileFacts, node: t.Node): boolean {
  if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'startSpan') return false;
  return isGivenByShim(facts, node.callee.object);
}
