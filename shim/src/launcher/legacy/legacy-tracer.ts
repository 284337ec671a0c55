import { EventEmitter } from 'node:events';
import type { SpanShim } from '../../span-shim';
import { type AnyParent, type AnySpanOptions, TracerShim } from '../../tracer-shim';
import { flushWithin } from '../flush-within';
import type { Running } from '../running';
import { noticeCodec } from './codecs';

/** How long `close` and `flush` hold up an application that waits for them. */
const PATIENCE_MILLIS = 2000;

type Tags = Readonly<Record<string, unknown>>;

/**
 * What an application gets in place of its jaeger-client or lightstep-tracer tracer: the shim's tracer, with the methods beyond
 * OpenTracing's that applications are known to call on those.
 */
export class LegacyTracer extends TracerShim {
  readonly #running: Running;
  readonly #spanTags: Tags;
  readonly #events = new EventEmitter();

  constructor(running: Running, spanTags: Tags = {}) {
    super(running.provider, { httpHeadersPropagator: running.http, textMapPropagator: running.textMap });
    this.#running = running;
    this.#spanTags = spanTags;
  }

  /** With the tags that lightstep-tracer's `default_span_tags` puts on every span. */
  override startSpan(name: string, options?: AnySpanOptions | null, context?: AnyParent): SpanShim {
    const tags = { ...this.#spanTags, ...options?.tags };
    return super.startSpan(name, Object.keys(tags).length === 0 ? options : { ...options, tags }, context);
  }

  /** Sends what is finished. The SDK goes on: other tracers of the process use it too. */
  override async close(callback?: () => void): Promise<void> {
    await this.flush(callback);
  }

  /** Sends what is finished; calls back within two seconds, also when nobody can be reached. */
  override async flush(callback?: () => void): Promise<void> {
    await flushWithin(this.#running, PATIENCE_MILLIS);
    this.#events.emit('report');
    if (typeof callback === 'function') queueMicrotask(() => callback());
  }

  /** jaeger-client's way to another wire format: B3 and custom header names are understood. */
  registerInjector(format: string, codec: unknown): void {
    noticeCodec(this.#running, format, codec);
  }

  /** See {@link registerInjector}. */
  registerExtractor(format: string, codec: unknown): void {
    noticeCodec(this.#running, format, codec);
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
    this.#events.on(event, listener);
    return this;
  }

  once(event: string, listener: (...parameters: unknown[]) => void): this {
    this.#events.once(event, listener);
    return this;
  }

  addListener(event: string, listener: (...parameters: unknown[]) => void): this {
    return this.on(event, listener);
  }

  removeListener(event: string, listener: (...parameters: unknown[]) => void): this {
    this.#events.removeListener(event, listener);
    return this;
  }

  removeAllListeners(event?: string): this {
    this.#events.removeAllListeners(event);
    return this;
  }
}
