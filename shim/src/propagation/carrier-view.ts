import type { TextMapGetter } from '@opentelemetry/api';
import { isBytes } from '../conversion/values';
import { attempt } from './attempt';

// More keys and more values of one key than any message has: a hostile carrier costs no more than this to read.
const MAX_KEYS = 2048;
const MAX_VALUES = 64;
const MAX_BYTES = 65_536;

/**
 * What arrived, read through the caller's getter: names in any case, values as text. Message systems such as Kafka and
 * AMQP keep the case of header names, and OpenTracing clients matched them in any case.
 */
export class CarrierView {
  private written: readonly string[] | undefined;
  private namesByLowerCase: Map<string, string> | undefined;

  private constructor(
    private readonly carrier: unknown,
    private readonly getter: TextMapGetter<unknown>,
  ) {}

  /** The view of a carrier; a view is its own view, so that several propagators share one index. */
  static of(carrier: unknown, getter: TextMapGetter<unknown>): CarrierView {
    return carrier instanceof CarrierView ? carrier : new CarrierView(carrier, getter);
  }

  /** The first value of a header; `name` is in lower case. */
  get(name: string): string | undefined {
    return firstTextOf(this.find(name));
  }

  /** Every value of a header that was sent more than once; `name` is in lower case. */
  getAll(name: string): string[] {
    return textsOf(this.find(name));
  }

  /** The names of the carrier as they were written. */
  keys(): string[] {
    return [...this.names().values()];
  }

  /** The headers whose name starts with the prefix (in lower case), as [rest of the name, value]. */
  *withPrefix(prefix: string): Generator<[string, string]> {
    for (const name of this.all()) {
      if (name.length === prefix.length || !name.toLowerCase().startsWith(prefix)) continue;
      const value = firstTextOf(this.getter.get(this.carrier, name));
      if (value !== undefined) yield [name.slice(prefix.length), value];
    }
  }

  private find(name: string): unknown {
    const exact = this.getter.get(this.carrier, name);
    if (exact !== undefined && exact !== null) return exact;
    const written = this.names().get(name);
    return written === undefined ? undefined : this.getter.get(this.carrier, written);
  }

  private names(): Map<string, string> {
    this.namesByLowerCase ??= this.indexNames();
    return this.namesByLowerCase;
  }

  private indexNames(): Map<string, string> {
    const names = new Map<string, string>();
    for (const name of this.all()) {
      const lowerCase = name.toLowerCase();
      if (!names.has(lowerCase)) names.set(lowerCase, name);
    }
    return names;
  }

  private all(): readonly string[] {
    // A getter written by hand may lack `keys`; what has its exact name is found all the same.
    this.written ??= attempt(() => this.listNames(), []);
    return this.written;
  }

  private listNames(): readonly string[] {
    if (this.carrier === null || this.carrier === undefined) return [];
    return this.getter.keys(this.carrier).slice(0, MAX_KEYS).map(String);
  }
}

/** Reads a {@link CarrierView} where a propagator expects a carrier of its own. */
export const viewGetter: TextMapGetter<CarrierView> = {
  keys: (view) => view.keys(),
  get(view, name) {
    const values = view.getAll(name.toLowerCase());
    return values.length > 1 ? values : values[0];
  },
};

function firstTextOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : textsOf(value)[0];
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  // Kafka and AMQP clients hand header values over as bytes.
  if (isBytes(value)) return [new TextDecoder().decode(value.subarray(0, MAX_BYTES))];
  if (Array.isArray(value)) return value.slice(0, MAX_VALUES).flatMap(textsOf);
  return [];
}
