import { type Baggage, type BaggageEntry, propagation } from '@opentelemetry/api';

/**
 * A baggage key as jaeger-client has it: its `setBaggageItem` and `getBaggageItem` take `userId` and `user_id` for spellings of `userid`
 * and `user-id`, and its services find no other.
 */
export function jaegerKey(key: string): string {
  return key.replaceAll('_', '-').toLowerCase();
}

/** The baggage, with the spelling that a service of jaeger-client finds beside the application's own. */
export function withJaegerKeys(baggage: Baggage): Baggage {
  const entries = baggage.getAllEntries();
  const both = new Map(entries);
  for (const [key, entry] of entries) if (!both.has(jaegerKey(key))) both.set(jaegerKey(key), entry);
  return both.size === entries.length ? baggage : propagation.createBaggage(Object.fromEntries(both));
}

/** What arrived, without the second spelling. Its value is the one to keep: a service of jaeger-client changes no other. */
export function withoutJaegerKeys(entries: ReadonlyMap<string, BaggageEntry>): ReadonlyMap<string, BaggageEntry> {
  const own = [...entries].filter(([key]) => jaegerKey(key) !== key);
  if (own.length === 0) return entries;
  const single = new Map(entries);
  for (const [key, entry] of own) single.set(key, entries.get(jaegerKey(key)) ?? entry);
  for (const [key] of own) single.delete(jaegerKey(key));
  return single;
}

/** The item of this key, else of another spelling of it. */
export function findItem(baggage: Baggage | undefined, key: string): BaggageEntry | undefined {
  return baggage?.getEntry(key) ?? baggage?.getAllEntries().find(([other]) => isSameKey(other, key))?.[1];
}

/** The baggage without other spellings of the key. */
export function withoutSpellings(baggage: Baggage = propagation.createBaggage(), key: string): Baggage {
  const others = baggage.getAllEntries().flatMap(([other]) => (other !== key && isSameKey(other, key) ? [other] : []));
  return others.length === 0 ? baggage : baggage.removeEntries(...others);
}

function isSameKey(one: string, other: string): boolean {
  return jaegerKey(one) === jaegerKey(other);
}
