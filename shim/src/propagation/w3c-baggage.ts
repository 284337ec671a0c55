import { type Baggage, type BaggageEntry, baggageEntryMetadataFromString } from '@opentelemetry/api';
import { BaggageBudget, type BaggageEntries, MAX_ENTRY_LENGTH, MAX_TOTAL_LENGTH, NO_ENTRIES } from './baggage-entries';
import type { CarrierView } from './carrier-view';
import { FormatPropagator } from './format-propagator';
import { percentEncode } from './text-encoding';
import type { SetHeader, WireFormat } from './wire-format';

const HEADER = 'baggage';
// Entries that are skipped do not count against the limits, but a header of nothing else must come to an end too.
const MAX_SCANNED_LENGTH = 4 * MAX_TOTAL_LENGTH;

/**
 * W3C Baggage on nothing but the API; it agrees with the official one, and merges into baggage that is there already.
 *
 * @see https://www.w3.org/TR/baggage/
 */
export class W3CBaggagePropagator extends FormatPropagator {
  constructor() {
    super(w3cBaggageFormat);
  }
}

/** W3C's wire format for baggage. */
const w3cBaggageFormat: WireFormat = { fields: [HEADER], readBaggage, writeBaggage };

function readBaggage(carrier: CarrierView): BaggageEntries {
  const lists = carrier.getAll(HEADER);
  if (lists.length === 0) return NO_ENTRIES;
  const entries = new Map<string, BaggageEntry>();
  const budget = new BaggageBudget();
  const header = lists.join(',').slice(0, MAX_SCANNED_LENGTH);
  for (const text of header.split(',')) {
    const parsed = text.length > MAX_ENTRY_LENGTH ? undefined : parseEntry(text);
    if (parsed === undefined) continue;
    if (!budget.admits(text.length, ',')) break;
    entries.set(...parsed);
  }
  return entries;
}

function parseEntry(text: string): [string, BaggageEntry] | undefined {
  const [pair = '', ...properties] = text.split(';');
  const separator = pair.indexOf('=');
  const key = decode(pair.slice(0, Math.max(separator, 0)));
  const value = decode(pair.slice(separator + 1));
  if (!key || !value) return undefined;
  const metadata = properties.join(';');
  return [key, metadata === '' ? { value } : { value, metadata: baggageEntryMetadataFromString(metadata) }];
}

/** Unlike in legacy formats, text that is not well encoded is not baggage. */
function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
}

function writeBaggage(baggage: Baggage, set: SetHeader): void {
  const budget = new BaggageBudget();
  const parts: string[] = [];
  for (const [key, entry] of baggage.getAllEntries()) {
    const text = formatEntry(key, entry);
    if (key !== '' && budget.admits(text.length, ',')) parts.push(text);
  }
  if (parts.length > 0) set(HEADER, parts.join(','));
}

function formatEntry(key: string, { value, metadata }: BaggageEntry): string {
  const pair = `${percentEncode(key)}=${percentEncode(String(value))}`;
  return metadata === undefined ? pair : `${pair};${metadata.toString()}`;
}
