import type { Baggage, Context, Span } from '@opentelemetry/api';
import { BAGGAGE_KEY, SPAN_KEY } from './context-keys';

/**
 * The context that a new span starts in: the given span and baggage over another context. Two fields instead of the copied map
 * that `trace.setSpan` makes, since it is made for every child span and dropped at once.
 */
export class ParentContext implements Context {
  readonly #span: Span | undefined;
  readonly #baggage: Baggage | undefined;
  readonly #base: Context;

  constructor(span: Span | undefined, baggage: Baggage | undefined, base: Context) {
    this.#span = span;
    this.#baggage = baggage;
    this.#base = base;
  }

  getValue(key: symbol): unknown {
    if (key === SPAN_KEY) return this.#span;
    if (key === BAGGAGE_KEY) return this.#baggage;
    return this.#base.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return this.#flatten().setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.#flatten().deleteValue(key);
  }

  // Contexts that are kept must not form a chain.
  #flatten(): Context {
    const withSpan = this.#span ? this.#base.setValue(SPAN_KEY, this.#span) : this.#base.deleteValue(SPAN_KEY);
    return this.#baggage ? withSpan.setValue(BAGGAGE_KEY, this.#baggage) : withSpan.deleteValue(BAGGAGE_KEY);
  }
}
