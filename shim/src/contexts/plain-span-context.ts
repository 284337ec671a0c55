import { type Baggage, type Context, type Span, type SpanContext, trace } from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { attempt } from '../guard';
import { itemOf } from './baggage';

/** By this key another copy of this package reads what a span context holds, whatever its own class is. */
export const STATE = Symbol.for('@ot2otel/shim.span-context');

/** What an OpenTracing span context stands for in OpenTelemetry's terms. */
export interface SpanContextState {
  readonly spanContext: SpanContext;
  readonly baggage: Baggage | undefined;
  /** The context that `extract` gave: propagators keep more in it than the two above. */
  readonly base: Context | undefined;
  /** The span itself, as long as it is not finished. Shared by all contexts of a span, which empties it at the end. */
  readonly holder: SpanHolder | undefined;
}

/** Refers to a span until it is finished, so that a kept context does not keep the span's data. */
export interface SpanHolder {
  span: Span | undefined;
}

/** An OpenTracing span context: ids and baggage, immutable (section "SpanContext Shim" of the specification). */
export class PlainSpanContext extends opentracing.SpanContext {
  /** @internal */
  readonly [STATE]: SpanContextState;

  constructor(state: SpanContextState) {
    super();
    this[STATE] = state;
  }

  override toTraceId(): string {
    return attempt('toTraceId', () => this[STATE].spanContext.traceId, '');
  }

  override toSpanId(): string {
    return attempt('toSpanId', () => this[STATE].spanContext.spanId, '');
  }

  /** The value of a baggage item; undefined if there is none. */
  getBaggageItem(key: string): string | undefined {
    return attempt('getBaggageItem', () => itemOf(this[STATE].baggage, key), undefined);
  }
}

/** The span that a span context stands for: itself while it lasts, then one that only carries the ids; undefined without ids. */
export function spanOf({ holder, base, spanContext }: SpanContextState): Span | undefined {
  if (holder?.span !== undefined) return holder.span;
  if (base !== undefined) return trace.getSpan(base);
  // An invalid but sampled context is the specification's way to carry a debug request.
  if (!trace.isSpanContextValid(spanContext) && (spanContext.traceFlags & 1) === 0) return undefined;
  return trace.wrapSpanContext(spanContext);
}
