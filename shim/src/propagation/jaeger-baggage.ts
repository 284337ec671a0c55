import type { Baggage, BaggageEntry } from '@opentelemetry/api';
import { findItem, jaegerKey, withoutSpellings } from './jaeger-baggage-keys';

/**
 * Baggage that arrived from services of jaeger-client, for code that speaks OpenTelemetry: `getEntry('user_id')` finds what they sent
 * as `user-id`, as their own `getBaggageItem('user_id')` does, and to set one spelling is to set the item.
 */
export class JaegerBaggage implements Baggage {
  constructor(private readonly entries: Baggage) {}

  getEntry(key: string): BaggageEntry | undefined {
    return findItem(this.entries, key);
  }

  getAllEntries(): [string, BaggageEntry][] {
    return this.entries.getAllEntries();
  }

  setEntry(key: string, entry: BaggageEntry): Baggage {
    return new JaegerBaggage(withoutSpellings(this.entries, key).setEntry(key, entry));
  }

  removeEntry(key: string): Baggage {
    return this.removeEntries(key);
  }

  removeEntries(...keys: string[]): Baggage {
    const unwanted = new Set(keys.map(jaegerKey));
    const found = this.entries.getAllEntries().flatMap(([key]) => (unwanted.has(jaegerKey(key)) ? [key] : []));
    return new JaegerBaggage(this.entries.removeEntries(...found));
  }

  clear(): Baggage {
    return new JaegerBaggage(this.entries.clear());
  }
}
