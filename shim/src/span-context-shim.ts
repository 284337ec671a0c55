import * as api from '@opentelemetry/api';
import { BAGGAGE_KEY, SPAN_KEY } from './context-keys';
import { PlainSpanContext, type SpanContextState, STATE, spanOf } from './plain-span-context';

/**
 * An OpenTracing span context that is also OpenTelemetry's `SpanContext` (its fields) and `Context` (the span and its baggage):
 * migrated code holds a Context where OpenTracing code holds a span context, and each may be handed the other's.
 */
export class SpanContextShim extends PlainSpanContext implements api.SpanContext, api.Context {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceFlags: number;
  readonly traceState?: api.TraceState;
  readonly isRemote?: boolean;

  constructor(state: SpanContextState) {
    super(state);
    const { spanContext } = state;
    this.traceId = spanContext.traceId;
    this.spanId = spanContext.spanId;
    this.traceFlags = spanContext.traceFlags;
    if (spanContext.traceState !== undefined) this.traceState = spanContext.traceState;
    if (spanContext.isRemote !== undefined) this.isRemote = spanContext.isRemote;
  }

  /** OpenTelemetry's Context: the span, its baggage, and for the rest whatever is active at the time. */
  getValue(key: symbol): unknown {
    if (key === SPAN_KEY) return spanOf(this[STATE]);
    if (key === BAGGAGE_KEY) return this[STATE].baggage;
    return this[STATE].base?.getValue(key) ?? this._activeValue(key);
  }

  // The active context is not captured: contexts that hold contexts would grow into a chain that keeps every span alive.
  private _activeValue(key: symbol): unknown {
    const active = api.context.active();
    return active === this ? undefined : active.getValue(key);
  }

  setValue(key: symbol, value: unknown): api.Context {
    return this._toContext().setValue(key, value);
  }

  deleteValue(key: symbol): api.Context {
    return this._toContext().deleteValue(key);
  }

  private _toContext(): api.Context {
    const active = api.context.active();
    const base = this[STATE].base ?? (active instanceof SpanContextShim ? api.ROOT_CONTEXT : active);
    const { baggage } = this[STATE];
    const span = spanOf(this[STATE]);
    const withBaggage = baggage ? base.setValue(BAGGAGE_KEY, baggage) : base.deleteValue(BAGGAGE_KEY);
    return span ? withBaggage.setValue(SPAN_KEY, span) : withBaggage.deleteValue(SPAN_KEY);
  }

  /** The OpenTelemetry span context, by the name that the official shim gives it. */
  getSpanContext(): api.SpanContext {
    return this[STATE].spanContext;
  }

  /** The baggage, by the name that the official shim gives it. */
  getBaggage(): api.Baggage {
    return this[STATE].baggage ?? api.propagation.createBaggage();
  }
}
