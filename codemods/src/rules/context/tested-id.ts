import { type AnyMember, memberName, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isSpanContext } from './jaeger-member';
import { isTested } from './tested';

/** Where jaeger-client's span contexts keep their ids. */
const PRIVATE_IDS: ReadonlySet<string> = new Set(['_traceId', '_spanId', '_traceIdStr', '_spanIdStr']);

/** `if (parent._traceId)`: jaeger-client's `extract` gives a context even where nothing came in, so programs ask it for an id. */
export function isTestedId(context: FileContext, member: AnyMember): boolean {
  if (!PRIVATE_IDS.has(memberName(member) ?? '') || !isSpanContext(context, member.object)) return false;
  const { node, parent } = outermost(context.source, member);
  return parent !== undefined && isTested(context, parent, node);
}
