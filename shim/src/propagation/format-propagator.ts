import {
  type Context,
  isSpanContextValid,
  propagation,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { attempt } from './attempt';
import { addBaggage, NO_ENTRIES } from './baggage-entries';
import { CarrierView } from './carrier-view';
import { isTracingSuppressed } from './suppressed';
import type { Found, SetHeader, WireFormat } from './wire-format';

/** A wire format as an OpenTelemetry propagator: contexts in and out, and never an exception. */
export class FormatPropagator implements TextMapPropagator<unknown> {
  constructor(private readonly format: WireFormat) {}

  /** Writes the span and the baggage of the context into the carrier. */
  inject(context: Context, carrier: unknown, setter: TextMapSetter<unknown>): void {
    if (isTracingSuppressed(context)) return;
    attempt(() => this.write(context, (name, value) => setter.set(carrier, name, value)), undefined);
  }

  /** The context with the span and the baggage that the carrier holds; the same context when it holds none. */
  extract(context: Context, carrier: unknown, getter: TextMapGetter<unknown>): Context {
    return attempt(() => adopt(context, this.find(CarrierView.of(carrier, getter))), context);
  }

  /** @internal What the carrier holds in this format. */
  find(carrier: CarrierView): Found {
    return {
      span: this.format.readSpan?.(carrier),
      baggage: this.format.readBaggage?.(carrier) ?? NO_ENTRIES,
      anySpelling: this.format.anySpelling === true,
    };
  }

  /** The headers that are written whenever a span is. */
  fields(): string[] {
    return [...this.format.fields];
  }

  private write(context: Context, set: SetHeader): void {
    const span = trace.getSpanContext(context);
    if (span !== undefined && isSpanContextValid(span)) this.format.writeSpan?.(span, set);
    const baggage = propagation.getBaggage(context);
    if (baggage !== undefined) this.format.writeBaggage?.(baggage, set);
  }
}

/** The context with what was found in a carrier. */
export function adopt(context: Context, { span, baggage, anySpelling }: Found): Context {
  return addBaggage(adoptSpan(context, span), baggage, anySpelling);
}

/** A request to sample that carries no ids (`jaeger-debug-id`) must not hide a span that is already there. */
function adoptSpan(context: Context, span: SpanContext | undefined): Context {
  if (span === undefined) return context;
  const present = trace.getSpanContext(context);
  if (!isSpanContextValid(span) && present !== undefined && isSpanContextValid(present)) return context;
  return trace.setSpanContext(context, span);
}
