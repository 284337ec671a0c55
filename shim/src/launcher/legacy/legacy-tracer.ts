import { EventEmitter } from 'node:events';
import { type Baggage, type Span, TraceFlags } from '@opentelemetry/api';
import { FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP, type SpanContext } from 'opentracing';
import type { SpanContextState } from '../../contexts/plain-span-context';
import { holdsMembers } from '../../conversion/tags';
import { attempt } from '../../guard';
import type { SpanShim } from '../../spans/span-shim';
import { type AnyParent, type AnySpanOptions, TracerShim } from '../../tracers/tracer-shim';
import { flushWithin } from '../flush-within';
import type { Running } from '../running';
import { within } from '../within';
import { noticeCodec } from './codecs';
import { closeParts, type JaegerParts } from './jaeger-parts';
import { LegacySpan, type LegacySpanOwner } from './legacy-span';

/** How long `close` and `flush` hold up an application that waits for them. */
const PATIENCE_MILLIS = 2000;

type Tags = Readonly<Record<string, unknown>>;

/** What the legacy tracer was told when it was made, and spans go on to say. */
export interface LegacyTracerSettings extends LegacySpanOwner {
  /** The tags that lightstep-tracer's `default_span_tags` puts on every span. */
  readonly spanTags: Tags | undefined;
  /** Whether `extract` gives a context also where nothing came in, as jaeger-client's does: applications ask it for its members untested. */
  readonly extractsNothing?: boolean;
  /** What is closed with the tracer. */
  readonly parts?: JaegerParts | undefined;
}

/** No trace: a child of it is a root. Its ids are texts without a letter, as jaeger-client's are. */
const NOTHING: SpanContextState = {
  spanContext: { traceId: '', spanId: '', traceFlags: TraceFlags.NONE },
  baggage: undefined,
  base: undefined,
  holder: undefined,
};

const NO_SETTINGS: LegacyTracerSettings = { serviceName: undefined, accessToken: undefined, spanTags: undefined };

/**
 * What an application gets in place of its jaeger-client or lightstep-tracer tracer: the shim's tracer, with the methods beyond
 * OpenTracing's that applications are known to call on those.
 */
export class LegacyTracer extends TracerShim {
  /** @internal */
  readonly owner: LegacySpanOwner;
  // No #private members: they would fail on what inherits from this tracer, or behind a Proxy, as applications decorate theirs.
  private readonly _running: Running;
  private readonly _spanTags: Tags | undefined;
  private readonly _extractsNothing: boolean;
  private _parts: JaegerParts;
  private readonly _events = new EventEmitter();

  constructor(running: Running, settings: LegacyTracerSettings = NO_SETTINGS) {
    super(running.provider, { httpHeadersPropagator: running.http, textMapPropagator: running.textMap });
    this.owner = settings;
    this._running = running;
    this._spanTags = settings.spanTags;
    this._extractsNothing = settings.extractsNothing ?? false;
    this._parts = settings.parts ?? {};
  }

  override startSpan(name: string, options?: AnySpanOptions | null, context?: AnyParent): SpanShim {
    // What cannot be read together with them is given as it is: a span must not be lost to tags.
    const whole = attempt('reading the tags', () => withTags(options, this._spanTags), options);
    return super.startSpan(name, whole, context);
  }

  override extract(format: string, carrier: unknown): SpanContext | null {
    return super.extract(format, carrier) ?? attempt('extract', () => this._extractNothing(format), null);
  }

  private _extractNothing(format: unknown): SpanContext | null {
    const isKnown = format === FORMAT_HTTP_HEADERS || format === FORMAT_TEXT_MAP;
    return this._extractsNothing && isKnown ? this._makeContext(NOTHING) : null;
  }

  /** @internal */
  protected override _wrap(span: Span, baggage: Baggage | undefined, ownStart: boolean): LegacySpan {
    return new LegacySpan(span, this, baggage, ownStart);
  }

  /** Sends what is finished. The SDK goes on: other tracers of the process use it too. */
  override async close(callback?: () => void): Promise<void> {
    const parts = this._parts;
    this._parts = {};
    const closing = within(closeParts(parts), PATIENCE_MILLIS);
    await this.flush();
    await closing;
    if (typeof callback === 'function') queueMicrotask(() => callback());
  }

  /** Sends what is finished; calls back within two seconds, also when nobody can be reached. */
  override async flush(callback?: () => void): Promise<void> {
    await flushWithin(this._running, PATIENCE_MILLIS);
    this._events.emit('report');
    if (typeof callback === 'function') queueMicrotask(() => callback());
  }

  /** jaeger-client's way to another wire format: B3 and custom header names are understood. */
  registerInjector(format: string, codec: unknown): void {
    noticeCodec(this._running, format, codec);
  }

  /** See {@link registerInjector}. */
  registerExtractor(format: string, codec: unknown): void {
    noticeCodec(this._running, format, codec);
  }

  /** jaeger-client's clock. */
  now(): number {
    return Date.now();
  }

  /** lightstep-tracer's settings are read when it is made; changing them later has no effect here. */
  options(): this {
    return this;
  }

  on(event: string, listener: (...parameters: unknown[]) => void): this {
    this._events.on(event, listener);
    return this;
  }

  once(event: string, listener: (...parameters: unknown[]) => void): this {
    this._events.once(event, listener);
    return this;
  }

  addListener(event: string, listener: (...parameters: unknown[]) => void): this {
    return this.on(event, listener);
  }

  removeListener(event: string, listener: (...parameters: unknown[]) => void): this {
    this._events.removeListener(event, listener);
    return this;
  }

  removeAllListeners(event?: string): this {
    this._events.removeAllListeners(event);
    return this;
  }
}

/** The options, with the tags that every span of the tracer has where they have none of the name. */
function withTags(options: AnySpanOptions | null | undefined, spanTags: Tags | undefined) {
  if (spanTags === undefined || Object.keys(spanTags).length === 0) return options;
  const tags = holdsMembers(options?.tags) ? options?.tags : undefined;
  return { ...options, tags: { ...spanTags, ...tags } };
}
