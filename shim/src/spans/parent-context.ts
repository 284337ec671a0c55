import { type Baggage, type Context, propagation, type Span } from '@opentelemetry/api';
import { BAGGAGE_KEY, SPAN_KEY } from '../contexts/context-keys';
import { isVendorSpan } from './vendor-span';

/**
 * The context that a new span starts in: the given span and baggage over another context. A few fields instead of the copied map
 * that `trace.setSpan` makes, since it is made for every child span and dropped at once.
 */
export class ParentContext implements Context {
  // Not #private: those are slower to make, and this is made for every child span.
  private readonly _span: Span | undefined;
  readonly baggage: Baggage | undefined;
  private readonly _base: Context;
  private readonly _under: Context | undefined;

  /** @param under asked for what is not in the base: a base that was extracted holds next to nothing */
  constructor(span: Span | undefined, baggage: Baggage | undefined, base: Context, under?: Context) {
    this._span = span;
    this.baggage = baggage;
    this._base = base;
    this._under = under;
  }

  /** Whether it is what a new one of these parts would be. */
  isOf(baggage: Baggage | undefined, base: Context): boolean {
    return this._base === base && this.baggage === baggage;
  }

  getValue(key: symbol): unknown {
    if (key === SPAN_KEY) return this._span;
    if (key === BAGGAGE_KEY) return this.baggage;
    return this._base.getValue(key) ?? this._under?.getValue(key);
  }

  setValue(key: symbol, value: unknown): Context {
    return this.flatten().setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return this.flatten().deleteValue(key);
  }

  /** A context of the base's own kind. Contexts that are kept must not form a chain. */
  flatten(): Context {
    const withSpan = this._span ? this._base.setValue(SPAN_KEY, this._span) : this._base.deleteValue(SPAN_KEY);
    return this.baggage ? withSpan.setValue(BAGGAGE_KEY, this.baggage) : withSpan.deleteValue(BAGGAGE_KEY);
  }
}

/** The context for a child of the span. An agent of a vendor asks its own contexts for more than the API does. */
export function parentContext(span: Span | undefined, baggage: Baggage | undefined, base: Context): Context {
  const context = new ParentContext(span, baggage, base);
  return span !== undefined && isVendorSpan(span) ? context.flatten() : context;
}

/** The baggage in a context: of what a child starts in without looking it up, since it is asked for every span. */
export function baggageIn(context: Context): Baggage | undefined {
  return isParentContext(context) ? context.baggage : propagation.getBaggage(context);
}

function isParentContext(context: Context): context is ParentContext {
  try {
    return context instanceof ParentContext;
  } catch {
    // A hostile Proxy throws on it.
    return false;
  }
}
