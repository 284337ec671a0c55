import * as api from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { itemOf, mergeBaggage, withItem } from '../contexts/baggage';
import { PlainSpanContext, type SpanContextState, type SpanHolder } from '../contexts/plain-span-context';
import { logToEvent } from '../conversion/logs';
import { copyMembers, ERROR_TAG, holdsMembers, readErrorTag, readMember } from '../conversion/tags';
import { givenTime, preciseNow } from '../conversion/time';
import { describe, isPrimitive, toAttributeValue } from '../conversion/values';
import { attempt, reportFailure } from '../guard';
import { CHILD_OF, referenceLink } from './links';
import { ParentContext, parentContext } from './parent-context';
import { isVendorSpan } from './vendor-span';
import { NOOP_TRACER } from './without-effect';

// The API's exports are getters; these are called for every span.
const { context: contextApi, propagation, trace } = api;

/** An OpenTracing span over an OpenTelemetry span. Speaks OpenTracing only; {@link SpanShim} speaks both. */
export class PlainSpan extends opentracing.Span {
  /** @internal */
  readonly _inner: api.Span;
  /** @internal */
  _baggage: api.Baggage | undefined;
  /** @internal The context's baggage that `_baggage` was last based on. */
  _seenBaggage: api.Baggage | undefined;
  private readonly _maker: opentracing.Tracer;
  private readonly _recording: boolean;
  private readonly _ownStart: boolean;
  private _okHeldBack: boolean;
  private _shimContext: PlainSpanContext | undefined;
  private _holder: SpanHolder | undefined;
  private _childContext: ParentContext | undefined;
  private _parentLink: api.Link | undefined;

  /**
   * @param inner the OpenTelemetry span
   * @param tracer what `tracer()` answers
   * @param baggage the baggage of the context that the span was started in
   * @param ownStart whether the start time was given: the SDK then reads the end from a clock that counts whole milliseconds
   */
  constructor(inner: api.Span, tracer: opentracing.Tracer, baggage: api.Baggage | undefined, ownStart: boolean) {
    super();
    this._inner = inner;
    this._maker = tracer;
    this._baggage = baggage;
    this._seenBaggage = baggage;
    this._ownStart = ownStart;
    this._recording = inner.isRecording();
    this._okHeldBack = false;
    this._shimContext = undefined;
    this._holder = undefined;
    this._childContext = undefined;
    this._parentLink = undefined;
  }

  override context(): opentracing.SpanContext {
    return attempt('context', () => this._contextNow(), undefined) ?? new PlainSpanContext(NO_STATE);
  }

  // No #private members in these classes: they would fail behind a Proxy that a test or an application puts around a span.
  private _contextNow(): PlainSpanContext {
    const baggage = this._currentBaggage();
    if (this._shimContext !== undefined && baggage === this._baggage) return this._shimContext;
    this._holder ??= { span: this._asOtelSpan() };
    const made = this._makeContext({
      spanContext: this._inner.spanContext(),
      baggage,
      base: undefined,
      holder: this._holder,
    });
    if (baggage === this._baggage) this._shimContext = made;
    return made;
  }

  /** The span to show to OpenTelemetry code. */
  protected _asOtelSpan(): api.Span {
    return this._inner;
  }

  protected _makeContext(state: SpanContextState): PlainSpanContext {
    return new PlainSpanContext(state);
  }

  override tracer(): opentracing.Tracer {
    return attempt('tracer', () => this._maker, NOOP_TRACER);
  }

  override setOperationName(name: string): this {
    try {
      this._inner.updateName(describe(name));
    } catch (error) {
      reportFailure('setOperationName', error);
    }
    return this;
  }

  override setTag(key: string, value: unknown): this {
    try {
      if (!this._recording) return this;
      if (isPrimitive(value) && typeof key === 'string' && key !== ERROR_TAG) this._inner.setAttribute(key, value);
      else this._applyTag(key, value);
    } catch (error) {
      reportFailure('setTag', error);
    }
    return this;
  }

  override addTags(tags: { [key: string]: unknown }): this {
    try {
      if (this._recording && holdsMembers(tags)) {
        for (const key of Object.keys(tags)) this.setTag(key, readMember(tags, key));
      }
    } catch (error) {
      reportFailure('addTags', error);
    }
    return this;
  }

  /** @internal */
  _applyTag(key: unknown, value: unknown): void {
    if (key === ERROR_TAG) {
      this._applyErrorTag(value);
      return;
    }
    const attribute = toAttributeValue(value);
    if (attribute !== undefined) this._inner.setAttribute(describe(key), attribute);
  }

  /** @internal OK is held back until the end: the SDK makes it final, and an error that comes later would be lost. */
  _applyErrorTag(value: unknown): void {
    const { status, isKept } = readErrorTag(value);
    if (status !== undefined) this._okHeldBack = status.code === api.SpanStatusCode.OK;
    if (status?.code === api.SpanStatusCode.ERROR) this._inner.setStatus(status);
    const attribute = isKept ? toAttributeValue(value) : undefined;
    if (attribute !== undefined) this._inner.setAttribute(ERROR_TAG, attribute);
  }

  override log(fields: { [key: string]: unknown }, timestamp?: number): this {
    try {
      if (this._recording) this._addLog(fields, timestamp);
    } catch (error) {
      reportFailure('log', error);
    }
    return this;
  }

  override logEvent(eventName: string, payload: unknown): void {
    // By way of the prototype, as `this` may be anything.
    PlainSpan.prototype.log.call(this, { event: eventName, payload });
  }

  private _addLog(fields: unknown, timestamp: unknown): void {
    const { name, attributes } = logToEvent(fields);
    const time = givenTime(timestamp) ?? this._now();
    try {
      this._inner.addEvent(name, attributes, time);
    } catch (error) {
      if (attributes !== fields) throw error;
      // The SDK reads once more what was found readable here: a getter may have changed its mind.
      this._inner.addEvent(name, copyMembers(attributes, ''), time);
    }
  }

  // Without a given start the SDK's own clock is the better one: it is the one the start was read from.
  private _now(): api.HrTime | undefined {
    return this._ownStart ? preciseNow() : undefined;
  }

  override getBaggageItem(key: string): string | undefined {
    return attempt('getBaggageItem', () => itemOf(this._currentBaggage(), key), undefined);
  }

  override setBaggageItem(key: string, value: string): this {
    try {
      const active = contextApi.active();
      this._baggage = withItem(this._currentBaggage(active), key, value);
      this._seenBaggage = this._activeBaggage(active) ?? this._seenBaggage;
      this._shimContext = undefined;
    } catch (error) {
      reportFailure('setBaggageItem', error);
    }
    return this;
  }

  /** @internal The span's baggage, with what OpenTelemetry code has added to the context in which the span is active now. */
  _currentBaggage(active: api.Context = contextApi.active()): api.Baggage | undefined {
    return mergeBaggage(this._baggage, this._seenBaggage, this._activeBaggage(active));
  }

  /**
   * @internal The context in which a child starts. Kept for the next child, but only over a context without a span: contexts that
   * hold spans that hold contexts would keep every span of a chain alive.
   */
  _contextForChild(active: api.Context): api.Context {
    if (this._childContext?.isOf(this._baggage, active)) return this._childContext;
    if (trace.getSpan(active) !== undefined || isVendorSpan(this._inner))
      return parentContext(this._inner, this._currentBaggage(active), active);
    this._childContext = new ParentContext(this._inner, this._baggage, active);
    return this._childContext;
  }

  /** @internal The link by which a child repeats that this is its parent. Kept for the next child: to check the ids is dear. */
  _linkToThis(): api.Link | undefined {
    this._parentLink ??= referenceLink(this._inner, CHILD_OF);
    return this._parentLink;
  }

  private _activeBaggage(active: api.Context): api.Baggage | undefined {
    const span = trace.getSpan(active);
    return span !== undefined && (span === this._inner || (span as unknown) === this)
      ? propagation.getBaggage(active)
      : undefined;
  }

  override finish(finishTime?: number): void {
    try {
      this._end(givenTime(finishTime) ?? this._now());
    } catch (error) {
      reportFailure('finish', error);
    }
  }

  /** @internal */
  _end(time: api.TimeInput | undefined): void {
    if (this._okHeldBack) this._releaseOk();
    if (this._holder !== undefined) this._holder.span = undefined;
    this._inner.end(time);
  }

  private _releaseOk(): void {
    this._okHeldBack = false;
    this._inner.setStatus({ code: api.SpanStatusCode.OK });
  }

  /** @internal OpenTelemetry code sets a status of its own: it is the last word. */
  _forgetHeldBackOk(): void {
    this._okHeldBack = false;
  }
}

const NO_STATE: SpanContextState = {
  spanContext: api.INVALID_SPAN_CONTEXT,
  baggage: undefined,
  base: undefined,
  holder: undefined,
};

/** Whether the value is a span of ours. Not `instanceof` alone: a hostile Proxy throws on it. */
export function isPlainSpan(value: unknown): value is PlainSpan {
  try {
    return value instanceof PlainSpan;
  } catch {
    return false;
  }
}
