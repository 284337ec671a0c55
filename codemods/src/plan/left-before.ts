import type * as t from '@babel/types';
import type { FileFacts } from '../facts/types';
import { memberName } from '../parse/key-name';
import { isGivenByShim } from '../rules/context/given-by-shim';
import { isCall, isMember } from '../rules/syntax/syntax';
import { boundUnitsOf, type Entry } from './settle';

/**
 * Which entries an earlier run has left and told of: starts such as `toOpenTracingTracer(tracer).startSpan(...)`, what they are given, and the
 * calls in the same file on what they give. What has moved around them may hide what was known then, which is no further reason.
 */
export function leftBefore(entries: readonly Entry[]): (entry: Entry) => boolean {
  const starts = entries.filter(({ facts, proposal }) => isStartByShim(facts, proposal.site));
  if (starts.length === 0) return () => false;
  const units = new Set(starts.flatMap((start) => boundUnitsOf(start).map(({ id }) => id)));
  const spans = new Set(starts.map(({ facts, proposal }) => idIn(facts, facts.unitOf(proposal.site).id)));
  return ({ facts, proposal, call }) =>
    (call ? spans.has(idIn(facts, call.unit.id)) : proposal.units.some(({ id }) => units.has(id))) ||
    isInStart(facts, proposal.site);
}

function idIn({ source }: FileFacts, id: string): string {
  return `${id} ${source.path}`;
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
