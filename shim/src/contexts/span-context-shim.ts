import * as api from '@opentelemetry/api';
import { defineField } from '../define';
import { attempt } from '../guard';
import { isDebugTrace, isSampled } from '../propagation/remote-span';
import { formatUberTraceId, jaegerFlags } from '../propagation/uber-trace-id';
import { itemsIn } from './baggage';
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

  // What applications write to logs and messages, by the names that jaeger-client has for it. The ids are those that migrated code reads.
  declare readonly traceIdStr: string;
  declare readonly spanIdStr: string;
  declare readonly flags: number;
  declare readonly isValid: boolean;
  declare readonly baggage: Readonly<Record<string, string>>;
  // Where it keeps its ids, which applications ask for to see whether a trace came in: not there where none did.
  declare readonly _traceId: Uint8Array | undefined;
  declare readonly _spanId: Uint8Array | undefined;
  declare readonly _traceIdStr: string | undefined;
  declare readonly _spanIdStr: string | undefined;

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
    return attempt('getValue', () => readValue(this, key), undefined);
  }

  setValue(key: symbol, value: unknown): api.Context {
    return attempt('setValue', () => toContext(this), api.ROOT_CONTEXT).setValue(key, value);
  }

  deleteValue(key: symbol): api.Context {
    return attempt('deleteValue', () => toContext(this), api.ROOT_CONTEXT).deleteValue(key);
  }

  isSampled(): boolean {
    return attempt('isSampled', () => isSampled(this[STATE].spanContext), false);
  }

  isDebug(): boolean {
    return attempt('isDebug', () => isDebugTrace(this[STATE].spanContext), false);
  }

  /** Whether it only asks for a debug trace: what jaeger-client makes of `jaeger-debug-id` alone. */
  isDebugIDContainerOnly(): boolean {
    return attempt('isDebugIDContainerOnly', () => !isValid(this) && isSampled(this[STATE].spanContext), false);
  }

  /** jaeger-client's; OpenTelemetry has decided when the span starts. */
  finalizeSampling(): void {}

  /** lightstep-tracer's. */
  traceGUID(): string {
    return attempt('traceGUID', () => this[STATE].spanContext.traceId, '');
  }

  /** `trace:span:0:flags`, the value of `uber-trace-id`, which jaeger-client's `SpanContext.fromString` reads. */
  override toString(): string {
    return attempt('toString', () => formatUberTraceId(this[STATE].spanContext), '');
  }

  /** The OpenTelemetry span context, by the name that the official shim gives it. */
  getSpanContext(): api.SpanContext {
    return attempt('getSpanContext', () => this[STATE].spanContext, api.INVALID_SPAN_CONTEXT);
  }

  /** The baggage, by the name that the official shim gives it. */
  getBaggage(): api.Baggage {
    return attempt('getBaggage', () => this[STATE].baggage, undefined) ?? api.propagation.createBaggage();
  }
}

// Functions and no methods of the class, since `this` may be anything.

function readValue(shim: SpanContextShim, key: symbol): unknown {
  const state = shim[STATE];
  if (key === SPAN_KEY) return spanOf(state);
  if (key === BAGGAGE_KEY) return state.baggage;
  return state.base?.getValue(key) ?? activeValue(shim, key);
}

function isValid(shim: SpanContextShim): boolean {
  return api.isSpanContextValid(shim[STATE].spanContext);
}

// The active context is not captured: contexts that hold contexts would grow into a chain that keeps every span alive.
function activeValue(shim: SpanContextShim, key: symbol): unknown {
  const active = api.context.active();
  return active === shim ? undefined : active.getValue(key);
}

function toContext(shim: SpanContextShim): api.Context {
  const active = api.context.active();
  const { base, baggage } = shim[STATE];
  const under = base ?? (active instanceof SpanContextShim ? api.ROOT_CONTEXT : active);
  const span = spanOf(shim[STATE]);
  const withBaggage = baggage ? under.setValue(BAGGAGE_KEY, baggage) : under.deleteValue(BAGGAGE_KEY);
  return span ? withBaggage.setValue(SPAN_KEY, span) : withBaggage.deleteValue(SPAN_KEY);
}

defineField(SpanContextShim.prototype, 'traceIdStr', (shim) => shim[STATE].spanContext.traceId);
defineField(SpanContextShim.prototype, 'spanIdStr', (shim) => shim[STATE].spanContext.spanId);
defineField(SpanContextShim.prototype, 'flags', (shim) => jaegerFlags(shim[STATE].spanContext));
defineField(SpanContextShim.prototype, 'isValid', isValid);
defineField(SpanContextShim.prototype, 'baggage', (shim) => itemsIn(shim[STATE].baggage));
for (const id of ['traceId', 'spanId'] as const) {
  const idOf = (shim: SpanContextShim) => (isValid(shim) ? shim[STATE].spanContext[id] : undefined);
  defineField(SpanContextShim.prototype, `_${id}Str`, idOf);
  defineField(SpanContextShim.prototype, `_${id}`, (shim) => {
    const hex = idOf(shim);
    return hex === undefined ? undefined : Buffer.from(hex, 'hex');
  });
}
