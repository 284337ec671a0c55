import { isStart } from '../rules/calls/sites';
import type { Reason } from '../rules/types';
import type { Entry, Stay } from './settle';

/** What became of the calls that start spans. */
export interface SpanCounts {
  /** `startActiveSpan` around the code that the span covers. */
  readonly active: number;
  /** `startSpan` where it stood, by what keeps the code from moving into a callback. */
  readonly inPlace: Readonly<Partial<Record<Reason, number>>>;
  /** OpenTracing's still. */
  readonly left: number;
}

export const NO_SPANS: SpanCounts = { active: 0, inPlace: {}, left: 0 };

/** Counts what became of the spans of one file. */
export function countSpans(entries: readonly Entry[], stays: ReadonlyMap<Entry, Stay>): SpanCounts {
  return addSpans(entries.map((entry) => countOf(entry, stays.has(entry))));
}

function countOf({ call, proposal: { outcome } }: Entry, stays: boolean): SpanCounts {
  if (!call || !isStart(call)) return NO_SPANS;
  if (stays || outcome.kind === 'leave') return { ...NO_SPANS, left: 1 };
  const { span } = outcome;
  if (span === undefined) return NO_SPANS;
  return span === 'active' ? { ...NO_SPANS, active: 1 } : { ...NO_SPANS, inPlace: { [span]: 1 } };
}

/** The sum of several counts. */
export function addSpans(counts: readonly SpanCounts[]): SpanCounts {
  const inPlace: Partial<Record<Reason, number>> = {};
  for (const one of counts)
    for (const [reason, count] of Object.entries(one.inPlace) as [Reason, number][]) // its own keys
      inPlace[reason] = (inPlace[reason] ?? 0) + count;
  const sum = (pick: (one: SpanCounts) => number) => counts.reduce((total, one) => total + pick(one), 0);
  return { active: sum(({ active }) => active), inPlace, left: sum(({ left }) => left) };
}
