import type { SpanCounts } from '../../codemods/src/plan/span-counts';
import type { Reason } from '../../codemods/src/rules/types';

/** There is a region, and its code cannot run in a callback as it is. */
const IN_A_REGION: readonly Reason[] = ['jump', 'yield', 'return', 'binding', 'narrowing', 'syntax', 'types'];

/**
 * Of the spans that have a region, the part that becomes active around it: they are kept in a constant of their own, every use lies in the
 * block that starts them, and they end there.
 */
export function activeRate({ active, inPlace }: SpanCounts): number {
  const kept = IN_A_REGION.reduce((sum, reason) => sum + (inPlace[reason] ?? 0), 0);
  return active / (active + kept);
}
