import { type BaggageEntry, type Context, propagation } from '@opentelemetry/api';
import { JaegerBaggage } from './jaeger-baggage';

/** https://www.w3.org/TR/baggage/#limits and the limits of OpenTelemetry's own W3C propagator; used for every format. */
export const MAX_ENTRIES = 180;
export const MAX_ENTRY_LENGTH = 4096;
export const MAX_TOTAL_LENGTH = 8192;

/** Counts baggage against the limits as it comes in or goes out. */
export class BaggageBudget {
  private count = 0;
  private total = 0;

  /** True, and counted, when an entry of this length on the wire still fits; a list has separators on top. */
  admits(length: number, separator = ''): boolean {
    const total = this.total + length + (this.count === 0 ? 0 : separator.length);
    if (this.count >= MAX_ENTRIES || length > MAX_ENTRY_LENGTH || total > MAX_TOTAL_LENGTH) return false;
    this.count += 1;
    this.total = total;
    return true;
  }

  /** True when no further entry can be admitted, however short. */
  isSpent(): boolean {
    return this.count >= MAX_ENTRIES || this.total >= MAX_TOTAL_LENGTH;
  }
}

/** Baggage as [key, entry] pairs, in the order they were found. */
export type BaggageEntries = ReadonlyMap<string, BaggageEntry>;

/** What a carrier without baggage holds; shared, since most requests carry none. */
export const NO_ENTRIES: BaggageEntries = new Map();

/** The context with these entries in its baggage; an entry already there yields to a new one of the same key. */
export function addBaggage(context: Context, entries: BaggageEntries, anySpelling: boolean): Context {
  if (entries.size === 0) return context;
  const present = propagation.getBaggage(context);
  const merged = propagation.createBaggage(Object.fromEntries(mergeEntries([entries, baggageOf(context)])));
  const isJaegers = anySpelling || present instanceof JaegerBaggage;
  return propagation.setBaggage(context, isJaegers ? new JaegerBaggage(merged) : merged);
}

/** The baggage of a context as entries. */
export function baggageOf(context: Context): BaggageEntries {
  const baggage = propagation.getBaggage(context);
  return baggage === undefined ? NO_ENTRIES : new Map(baggage.getAllEntries());
}

/** The entries of all sources: the first source that has a key wins, and the sum stays within the limits. */
export function mergeEntries(sources: readonly BaggageEntries[]): BaggageEntries {
  const [first = NO_ENTRIES, ...others] = sources.filter((source) => source.size > 0);
  return others.length === 0 ? first : mergeWithin(new BaggageBudget(), [first, ...others]);
}

function mergeWithin(budget: BaggageBudget, sources: readonly BaggageEntries[]): BaggageEntries {
  const merged = new Map<string, BaggageEntry>();
  for (const source of sources)
    for (const [key, entry] of source)
      if (!merged.has(key) && budget.admits(key.length + String(entry.value).length)) merged.set(key, entry);
  return merged;
}
