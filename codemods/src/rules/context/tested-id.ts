import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { type AnyMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { isSpanContext } from './jaeger-member';
import { comparedToNothing, isTested } from './tested';

/** Where jaeger-client's span contexts keep their ids. */
const PRIVATE_IDS: ReadonlySet<string> = new Set(['_traceId', '_spanId', '_traceIdStr', '_spanIdStr']);

/** `if (parent._traceId)`: jaeger-client's `extract` gives a context even where nothing came in, so programs ask it for an id. */
export function isTestedId(context: FileContext, member: AnyMember): boolean {
  if (!PRIVATE_IDS.has(memberName(member) ?? '') || !isSpanContext(context, member.object)) return false;
  const { node, parent } = outermost(context.source, member);
  return parent !== undefined && (isTested(context, parent, node) || comparedToNothing(parent, node) !== undefined);
}

/** `parent._traceId !== undefined`: the comparison of such an id, which asks the same. */
export function comparisonOfId(context: FileContext, member: AnyMember): ComparisonOfId | undefined {
  if (!isTestedId(context, member)) return undefined;
  const { node, parent } = outermost(context.source, member);
  const asks = parent && comparedToNothing(parent, node);
  return asks && { whole: parent, asks };
}

interface ComparisonOfId {
  readonly whole: t.Node;
  readonly asks: 'equal' | 'different';
}
