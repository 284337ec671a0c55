import { type Baggage, propagation } from '@opentelemetry/api';
import { holdsMembers } from '../conversion/tags';
import { describe } from '../conversion/values';
import { findItem, withoutSpellings } from '../propagation/jaeger-baggage-keys';

/**
 * The baggage of a span, seen from a context: three-way, so that the last writer wins. `ours` is the span's, `seen` the context's
 * baggage that it was last based on, `theirs` the context's baggage now.
 */
export function mergeBaggage(
  ours: Baggage | undefined,
  seen: Baggage | undefined,
  theirs: Baggage | undefined,
): Baggage | undefined {
  if (theirs === undefined || theirs === seen || theirs === ours) return ours;
  if (ours === undefined) return theirs;
  let merged = ours;
  for (const [key, entry] of theirs.getAllEntries()) {
    if (seen?.getEntry(key)?.value !== entry.value) merged = merged.setEntry(key, entry);
  }
  return merged;
}

/** The union of two baggages; where both have a key, `first` keeps its value. */
export function uniteBaggage(first: Baggage | undefined, second: Baggage | undefined): Baggage | undefined {
  if (first === undefined || second === undefined || first === second) return first ?? second;
  let united = second;
  for (const [key, entry] of first.getAllEntries()) united = united.setEntry(key, entry);
  return united;
}

/** A baggage with one more item. Values are strings on the wire, so they become strings here. */
export function withItem(baggage: Baggage | undefined, key: unknown, value: unknown): Baggage {
  const name = describe(key);
  return withoutSpellings(baggage, name).setEntry(name, { value: describe(value) });
}

/** The baggage for the items of an object, as other tracers keep them; undefined if there are none. */
export function baggageFrom(items: unknown): Baggage | undefined {
  if (!holdsMembers(items)) return undefined;
  const entries = Object.entries(items).map(([key, value]) => [key, { value: describe(value) }] as const);
  return entries.length === 0 ? undefined : propagation.createBaggage(Object.fromEntries(entries));
}

/** The items as an object, as other tracers keep them. */
export function itemsIn(baggage: Baggage | undefined): Record<string, string> {
  const items = baggage?.getAllEntries().map(([key, { value }]) => [key, value] as const) ?? [];
  return Object.fromEntries(items);
}

/** The value of an item, by any spelling that jaeger-client would take for its key. */
export function itemOf(baggage: Baggage | undefined, key: unknown): string | undefined {
  return findItem(baggage, describe(key))?.value;
}

/** Whether there is anything in it. */
export function isEmptyBaggage(baggage: Baggage | undefined): boolean {
  return baggage === undefined || baggage.getAllEntries().length === 0;
}
