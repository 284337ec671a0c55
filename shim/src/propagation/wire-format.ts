import type { Baggage, SpanContext } from '@opentelemetry/api';
import type { BaggageEntries } from './baggage-entries';
import type { CarrierView } from './carrier-view';

/** Writes one header. */
export type SetHeader = (name: string, value: string) => void;

/**
 * How one tracing system writes a trace into headers. Reading gives undefined for what is absent or malformed; writing
 * is asked only for a valid span context and a baggage that exists.
 */
export interface WireFormat {
  /** The headers that are written whenever a span is. */
  readonly fields: readonly string[];
  /** Its services take several spellings of a baggage key for one, so that whatever arrives is found by each. */
  readonly anySpelling?: boolean;
  readSpan?(carrier: CarrierView): SpanContext | undefined;
  writeSpan?(span: SpanContext, set: SetHeader): void;
  readBaggage?(carrier: CarrierView): BaggageEntries;
  writeBaggage?(baggage: Baggage, set: SetHeader): void;
}

/** What a carrier held in one format. */
export interface Found {
  readonly span: SpanContext | undefined;
  readonly baggage: BaggageEntries;
  readonly anySpelling: boolean;
}
