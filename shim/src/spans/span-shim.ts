import * as api from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import type { SpanContextState } from '../contexts/plain-span-context';
import { SpanContextShim } from '../contexts/span-context-shim';
import { readTime } from '../conversion/time';
import { describe, isDate } from '../conversion/values';
import { attempt, reportFailure } from '../guard';
import { readLinks } from './links';
import { isPlainSpan, PlainSpan } from './plain-span';
import { forwardReadableFields } from './readable-fields';
import { isVendorSpan, standForVendor } from './vendor-span';
import { INVALID_SPAN } from './without-effect';

/**
 * One span, two vocabularies: an OpenTracing span that is an OpenTelemetry span as well. No method name is in both APIs, so code
 * on either side of a migration may be handed this span.
 */
export class SpanShim extends PlainSpan implements api.Span {
  constructor(inner: api.Span, tracer: opentracing.Tracer, baggage: api.Baggage | undefined, ownStart: boolean) {
    super(inner, tracer, baggage, ownStart);
    if (isVendorSpan(inner)) standForVendor(inner, SpanShim.prototype, innerOf);
  }

  override context(): SpanContextShim {
    // _makeContext below makes no other kind.
    return super.context() as SpanContextShim;
  }

  protected override _asOtelSpan(): api.Span {
    return this;
  }

  protected override _makeContext(state: SpanContextState): SpanContextShim {
    return new SpanContextShim(state);
  }

  // The methods that code calls for every span do without a closure; the others go through `forward`.

  spanContext(): api.SpanContext {
    try {
      return this._inner.spanContext();
    } catch (error) {
      reportFailure('spanContext', error);
      return api.INVALID_SPAN_CONTEXT;
    }
  }

  setAttribute(key: string, value: api.AttributeValue): this {
    try {
      this._inner.setAttribute(key, value);
    } catch (error) {
      reportFailure('setAttribute', error);
    }
    return this;
  }

  setAttributes(attributes: api.Attributes): this {
    try {
      this._inner.setAttributes(attributes);
    } catch (error) {
      reportFailure('setAttributes', error);
    }
    return this;
  }

  addEvent(name: string, attributesOrTime?: api.Attributes | api.TimeInput, time?: api.TimeInput): this {
    try {
      const isTime =
        typeof attributesOrTime !== 'object' || Array.isArray(attributesOrTime) || isDate(attributesOrTime);
      this._inner.addEvent(
        describe(name),
        isTime ? readTime(attributesOrTime as api.TimeInput) : attributesOrTime,
        readTime(time),
      );
    } catch (error) {
      reportFailure('addEvent', error);
    }
    return this;
  }

  addLink(link: api.Link): this {
    return forward(this, 'addLink', (span) => {
      for (const readable of readLinks([link])) span.addLink(readable);
    });
  }

  addLinks(links: api.Link[]): this {
    return forward(this, 'addLinks', (span) => span.addLinks(readLinks(links)));
  }

  setStatus(status: api.SpanStatus): this {
    return forward(this, 'setStatus', (span) => {
      this._forgetHeldBackOk();
      span.setStatus(status);
    });
  }

  updateName(name: string): this {
    return forward(this, 'updateName', (span) => span.updateName(describe(name)));
  }

  recordException(exception: api.Exception, time?: api.TimeInput): void {
    forward(this, 'recordException', (span) => span.recordException(exception, readTime(time)));
  }

  isRecording(): boolean {
    return attempt('isRecording', () => this._inner.isRecording(), false);
  }

  end(endTime?: api.TimeInput): void {
    try {
      this._end(readTime(endTime));
    } catch (error) {
      reportFailure('end', error);
    }
  }

  /** The OpenTelemetry span under the shim, by the name that the official shim gives it. */
  getSpan(): api.Span {
    return attempt('getSpan', () => this._inner, undefined) ?? INVALID_SPAN;
  }

  /** Short, and never the circular structure that an SDK span is. */
  toJSON(): Record<string, unknown> {
    const { traceId, spanId } = SpanShim.prototype.spanContext.call(this);
    return { traceId, spanId };
  }
}

/** No method of a class, since `this` may be anything. */
function forward<T extends SpanShim>(shim: T, operation: string, call: (span: api.Span) => void): T {
  try {
    call(shim._inner);
  } catch (error) {
    reportFailure(operation, error);
  }
  return shim;
}

function innerOf(value: unknown): object | undefined {
  return isPlainSpan(value) ? value._inner : undefined;
}

forwardReadableFields(SpanShim.prototype, (shim) => shim._inner);
