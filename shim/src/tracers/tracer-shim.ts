import type * as api from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { PlainSpanContext, type SpanContextState } from '../contexts/plain-span-context';
import { SpanContextShim } from '../contexts/span-context-shim';
import { attempt, reportFailure } from '../guard';
import { PlainSpan } from '../spans/plain-span';
import { SpanShim } from '../spans/span-shim';
import { INVALID_SPAN } from '../spans/without-effect';
import { answerOnBaseClasses } from './base-classes';
import { isOpenTracingOptions } from './both-vocabularies';
import type { ShimOptions } from './options';
import { answerOnPlaceholders } from './placeholders';
import {
  type AnyParent,
  type AnySpanOptions,
  type EitherSpanOptions,
  PlainTracer,
  startAnyway,
  tracerOrNoop,
} from './plain-tracer';
import { runActive } from './run-active';

export type { AnyParent, AnySpanOptions };

/**
 * An OpenTracing tracer over OpenTelemetry that is an OpenTelemetry tracer as well. Constructed as the official package's class of
 * this name is, so that an alias of the package is a drop-in:
 *
 * @example
 * const tracer = new TracerShim(trace.getTracerProvider());
 * opentracing.initGlobalTracer(tracer);
 */
export class TracerShim extends PlainTracer implements api.Tracer {
  /** @param source a tracer, or the provider to take the tracer named `opentracing-shim` from */
  constructor(source: api.Tracer | api.TracerProvider, options?: ShimOptions | null) {
    super(source, options);
    if (this._settings.hybrid) attempt('answering for others', answerForOthers, undefined);
  }

  /** Starts a span from OpenTracing's options, OpenTelemetry's options and context, or a mixture. Without a parent: a root. */
  override startSpan(name: string, options?: AnySpanOptions | null, context?: AnyParent): SpanShim {
    try {
      // The signatures differ in types only; each member is read by what it is. _wrap below makes no other kind of span.
      return this._start(name, (options ?? {}) as Partial<EitherSpanOptions>, context) as SpanShim;
    } catch (error) {
      reportFailure('startSpan', error);
      return (
        (startAnyway(this, name, options, context) as SpanShim | undefined) ??
        new SpanShim(INVALID_SPAN, tracerOrNoop(this), undefined, false)
      );
    }
  }

  startActiveSpan<F extends (span: SpanShim) => unknown>(name: string, fn: F): ReturnType<F>;
  startActiveSpan<F extends (span: SpanShim) => unknown>(name: string, options: AnySpanOptions, fn: F): ReturnType<F>;
  startActiveSpan<F extends (span: SpanShim) => unknown>(
    name: string,
    options: AnySpanOptions,
    context: AnyParent,
    fn: F,
  ): ReturnType<F>;
  startActiveSpan<F extends (span: SpanShim) => unknown>(name: string, ...rest: unknown[]): ReturnType<F> | undefined {
    // By way of the prototype: `this` may be anything.
    const start = (title: string, options: unknown, context: unknown) =>
      TracerShim.prototype.startSpan.call(this, title, options as AnySpanOptions, context as AnyParent);
    // Only the API's own signature knows what the callback returns.
    return runActive(start, name, rest) as ReturnType<F> | undefined;
  }

  /** @internal OpenTelemetry's own options mean OpenTelemetry's own rule: the active span is the parent. */
  protected override _isImplicit(options: Partial<EitherSpanOptions>): boolean {
    return super._isImplicit(options) || isOtelOptions(options);
  }

  /** @internal */
  protected override _wrap(span: api.Span, baggage: api.Baggage | undefined, ownStart: boolean): PlainSpan {
    return this._settings.hybrid
      ? new SpanShim(span, this, baggage, ownStart)
      : new PlainSpan(span, this, baggage, ownStart);
  }

  /** @internal */
  protected override _makeContext(state: SpanContextState): PlainSpanContext {
    return this._settings.hybrid ? new SpanContextShim(state) : new PlainSpanContext(state);
  }
}

/** What is handed across the border is not always made here. */
export function answerForOthers(): void {
  answerOnBaseClasses(opentracing);
  answerOnPlaceholders();
}

/** Whether the options are in OpenTelemetry's words and not in OpenTracing's. */
function isOtelOptions(options: Partial<EitherSpanOptions>): boolean {
  if (isOpenTracingOptions(options)) return false;
  return 'attributes' in options || 'kind' in options || 'links' in options;
}
