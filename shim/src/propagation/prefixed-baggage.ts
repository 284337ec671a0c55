import type { Baggage, BaggageEntry } from '@opentelemetry/api';
import { BaggageBudget } from './baggage-entries';
import type { CarrierView } from './carrier-view';
import { type CarrierEncoding, decodeHeaderName, encodeHeaderName } from './text-encoding';
import type { SetHeader } from './wire-format';

/** Baggage with a header for each item: the prefix, and what a client does to keys and values. */
export interface PrefixedBaggage {
  readonly prefix: string;
  readonly encoding: CarrierEncoding;
  encodeValue(value: string): string;
  decodeValue(value: string): string;
}

/** The items that arrived under the prefix, within the limits. */
export function readPrefixedBaggage(carrier: CarrierView, wire: PrefixedBaggage): Map<string, BaggageEntry> {
  const entries = new Map<string, BaggageEntry>();
  const budget = new BaggageBudget();
  for (const [name, value] of carrier.withPrefix(wire.prefix)) {
    if (budget.isSpent()) break;
    if (!budget.admits(name.length + value.length)) continue;
    const isHttp = wire.encoding === 'http';
    entries.set(isHttp ? decodeHeaderName(name) : name, { value: isHttp ? wire.decodeValue(value) : value });
  }
  return entries;
}

/** Writes a header for each item, within the limits. */
export function writePrefixedBaggage(baggage: Baggage, wire: PrefixedBaggage, set: SetHeader): void {
  const budget = new BaggageBudget();
  const isHttp = wire.encoding === 'http';
  const entries = isHttp ? onePerHeaderName(baggage.getAllEntries()) : baggage.getAllEntries();
  for (const [key, entry] of entries) {
    const text = String(entry.value);
    const name = isHttp ? encodeHeaderName(key) : key;
    const value = isHttp ? wire.encodeValue(text) : text;
    if (name !== '' && budget.admits(name.length + value.length)) set(`${wire.prefix}${name}`, value);
  }
}

/**
 * HTTP knows no case in names. Where W3C baggage brought `userId` and a header of an item `userid`, they are one item, and
 * the spelling that no server has lowered is the one that the application goes on to change.
 */
function onePerHeaderName(entries: readonly [string, BaggageEntry][]): Iterable<[string, BaggageEntry]> {
  const byName = new Map<string, [string, BaggageEntry]>();
  for (const entry of entries) {
    const lowerCase = entry[0].toLowerCase();
    if (!byName.has(lowerCase) || entry[0] !== lowerCase) byName.set(lowerCase, entry);
  }
  return byName.values();
}
