import * as api from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { isEmptyBaggage } from '../contexts/baggage';
import type { SpanContextState } from '../contexts/plain-span-context';
import { findParent } from '../parents/find-parent';
import { carrierGetter } from '../propagation/carrier-getter';
import { FOR_MESSAGES, registeredPropagator } from '../propagation/global-propagator';
import { ParentContext } from '../spans/parent-context';
import type { Settings } from './options';

/** Writes what the source stands for to the carrier: section "Inject" of the specification. */
export function injectInto(carrier: unknown, source: unknown, format: unknown, settings: Settings): void {
  const propagator = propagatorFor(format, settings);
  const parent = findParent(source);
  if (!propagator || !parent || typeof carrier !== 'object' || carrier === null) return;
  const context = new ParentContext(parent.span, parent.baggage, parent.base ?? parent.extracted ?? api.ROOT_CONTEXT);
  propagator.inject(context, carrier, api.defaultTextMapSetter);
}

/** Reads a span context from the carrier: section "Extract" of the specification. Undefined if there is nothing of worth in it. */
export function extractFrom(carrier: unknown, format: unknown, settings: Settings): SpanContextState | undefined {
  const propagator = propagatorFor(format, settings);
  if (!propagator || typeof carrier !== 'object' || carrier === null) return undefined;
  const base = propagator.extract(api.ROOT_CONTEXT, carrier, carrierGetter());
  const spanContext = api.trace.getSpanContext(base) ?? api.INVALID_SPAN_CONTEXT;
  const baggage = api.propagation.getBaggage(base);
  const isWorthless = !isUsable(spanContext) && isEmptyBaggage(baggage);
  return isWorthless ? undefined : { spanContext, baggage, base, holder: undefined };
}

// Sampled without valid ids is how `jaeger-debug-id` asks for a debug trace.
function isUsable(spanContext: api.SpanContext): boolean {
  return api.trace.isSpanContextValid(spanContext) || (spanContext.traceFlags & api.TraceFlags.SAMPLED) !== 0;
}

function propagatorFor(
  format: unknown,
  settings: Settings,
): Pick<api.TextMapPropagator, 'inject' | 'extract'> | undefined {
  if (format === opentracing.FORMAT_TEXT_MAP)
    return settings.textMapPropagator ?? registeredPropagator()?.[FOR_MESSAGES] ?? api.propagation;
  if (format === opentracing.FORMAT_HTTP_HEADERS) return settings.httpHeadersPropagator ?? api.propagation;
  api.diag.warn('@ot2otel/shim: no propagator for the format', format);
  return undefined;
}
