import * as api from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import { mergeBaggage } from '../contexts/baggage';
import { attempt } from '../guard';
import { isPlainSpan } from '../spans/plain-span';
import { findParent } from './find-parent';

/** Anything of either API that stands for a span. */
export type AnySpan = api.Span | opentracing.Span;

/** A context in which the span is active, with its baggage. */
export function contextWith(span: AnySpan, base: api.Context): api.Context {
  const given: unknown = span;
  const current = api.propagation.getBaggage(base);
  const baggage = isPlainSpan(given)
    ? mergeBaggage(given._baggage, given._seenBaggage, current)
    : (findParent(span)?.baggage ?? current);
  const withSpan = api.trace.setSpan(base, toOtelSpan(span));
  return baggage === current || baggage === undefined ? withSpan : api.propagation.setBaggage(withSpan, baggage);
}

/** The OpenTelemetry span for a span of either API: itself if it is one; what it stands for if it is wrapped. */
export function toOtelSpan(span: AnySpan): api.Span {
  if (attempt('toOtelSpan', () => isOtelSpan(span), false)) return span as api.Span;
  // A new one each time: what is set on one of its wrappers is nobody else's.
  return findParent(span)?.span ?? api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT);
}

function isOtelSpan(value: unknown): value is api.Span {
  // Any object may be asked for any member: what it lacks reads as undefined.
  const { spanContext, isRecording } = (value ?? {}) as Partial<api.Span>;
  return typeof spanContext === 'function' && typeof isRecording === 'function';
}
