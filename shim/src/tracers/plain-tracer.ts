import * as api from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { PlainSpanContext, type SpanContextState } from '../contexts/plain-span-context';
import { applyTags, ERROR_TAG, holdsMembers, readMember, type TagTarget } from '../conversion/tags';
import { givenTime } from '../conversion/time';
import { describe } from '../conversion/values';
import { attempt, reportFailure } from '../guard';
import { findParent, isContext } from '../parents/find-parent';
import { readLineage } from '../parents/references';
import { childContext, givenContext, implicitContext, rootContext, withoutSpan } from '../parents/start-context';
import { readLinks } from '../spans/links';
import { baggageIn } from '../spans/parent-context';
import { isPlainSpan, PlainSpan } from '../spans/plain-span';
import { INVALID_SPAN, NOOP_TRACER } from '../spans/without-effect';
import { VERSION } from '../version';
import { extractFrom, injectInto } from './carry';
import { settle } from './closing';
import { DEFAULT_SETTINGS, resolveSettings, type Settings, type ShimOptions } from './options';
import { isReadable, readableOptions, withReadableAttributes } from './readable-options';

/** Options of `startSpan` in either vocabulary, or both. */
export type EitherSpanOptions = opentracing.SpanOptions & api.SpanOptions;

/** What `startSpan` takes from code on either side of a migration. */
export type AnySpanOptions = Omit<Partial<EitherSpanOptions>, 'childOf' | 'startTime'> & {
  childOf?: AnyParent | null | undefined;
  startTime?: api.TimeInput | undefined;
};

/** What counts as a parent: anything of either API that stands for a span. */
export type AnyParent = opentracing.Span | opentracing.SpanContext | api.Span | api.SpanContext | api.Context;

// The API's exports are getters; these are called for every span.
const { context: contextApi, trace } = api;

/** The options of a span that is about to start. Always the same four members, which keeps the SDK's reading of them fast. */
interface Translated extends TagTarget {
  links: api.Link[] | undefined;
  startTime: api.TimeInput | undefined;
}

/** An OpenTracing tracer over an OpenTelemetry tracer. Speaks OpenTracing only; {@link TracerShim} speaks both. */
export class PlainTracer extends opentracing.Tracer {
  /** @internal */
  protected readonly _settings: Settings;
  /** @internal */
  protected readonly _inner: api.Tracer;
  private readonly _provider: api.TracerProvider | undefined;

  constructor(source: api.Tracer | api.TracerProvider, options?: ShimOptions | null) {
    super();
    this._settings = attempt('reading the options', () => resolveSettings(options), DEFAULT_SETTINGS);
    this._provider = isProvider(source) ? source : undefined;
    const inner = isProvider(source) ? tracerOf(source) : source;
    // A hybrid provider hands out tracers of ours: wrapping twice would only cost.
    this._inner = isPlainTracer(inner) ? inner._inner : inner;
  }

  override startSpan(name: string, options?: AnySpanOptions | null): opentracing.Span {
    try {
      // Read by what each member is; the types differ only.
      return this._start(name, (options ?? {}) as Partial<EitherSpanOptions>, undefined);
    } catch (error) {
      reportFailure('startSpan', error);
      return (
        startAnyway(this, name, options, undefined) ?? new PlainSpan(INVALID_SPAN, tracerOrNoop(this), undefined, false)
      );
    }
  }

  /** @internal */
  _start(name: unknown, options: Partial<EitherSpanOptions>, given: unknown): PlainSpan {
    const tags = holdsMembers(options.tags) ? options.tags : undefined;
    const translated = this._translate(options);
    const context = this._startContext(options, given, translated);
    const hasError = tags ? applyTags(tags, translated, this._settings.mapSpanKind) : false;
    if (holdsMembers(options.attributes)) translated.attributes = { ...options.attributes, ...translated.attributes };
    const title = typeof name === 'string' ? name : describe(name);
    // An option that is undefined is an option that was not given.
    const span = this._startInner(title, translated as api.SpanOptions, context);
    const shim = this._wrap(span, baggageIn(context), translated.startTime !== undefined);
    if (hasError && tags) shim.setTag(ERROR_TAG, readMember(tags, ERROR_TAG));
    return shim;
  }

  private _translate(options: Partial<EitherSpanOptions>): Translated {
    const { kind, links } = options;
    return {
      attributes: undefined,
      kind,
      links: links ? readLinks(links) : undefined,
      startTime: givenTime(options.startTime),
    };
  }

  private _startContext(options: Partial<EitherSpanOptions>, given: unknown, target: Translated): api.Context {
    const active = contextApi.active();
    const { childOf, references } = options;
    // A context is the parent that code which has moved names; a `childOf` beside it came with options that others have made.
    if (given !== undefined && childOf !== undefined && !references && !options.root && holdsSpan(given))
      return givenContext(given);
    // The common case comes first: a span of ours, and no list.
    if (!references && isPlainSpan(childOf)) {
      if (this._settings.parentLink) addLink(childOf._linkToThis(), target);
      return childOf._contextForChild(active);
    }
    const parent = this._findParent(childOf, references, target);
    if (parent) return childContext(parent, active);
    if (options.root) return withoutSpan(isContext(given) ? given : active);
    if (given !== undefined) return givenContext(given);
    return this._isImplicit(options) ? implicitContext(active) : rootContext(active);
  }

  private _findParent(childOf: unknown, references: unknown, target: Translated) {
    if (!references && !this._settings.parentLink) return findParent(childOf);
    target.links ??= [];
    return readLineage(childOf, references, this._settings.parentLink, target.links);
  }

  /** @internal An SDK that fails must not end the trace: what follows keeps the parent's ids. */
  protected _startInner(name: string, options: api.SpanOptions, context: api.Context): api.Span {
    const started = this._askInner(name, options, context) ?? this._askInnerAgain(name, options, context);
    if (started) return started;
    const parent = attempt('reading the parent', () => trace.getSpanContext(context), undefined);
    return trace.wrapSpanContext(parent ?? api.INVALID_SPAN_CONTEXT);
  }

  private _askInner(name: string, options: api.SpanOptions, context: api.Context): api.Span | undefined {
    try {
      const started: unknown = this._inner.startSpan(name, options, context);
      // A provider that was wrapped after this tracer was made answers with spans of ours.
      if (isPlainSpan(started)) return started._inner;
      if (isSpan(started)) return started;
    } catch (error) {
      reportFailure('the tracer', error);
    }
    return undefined;
  }

  /** The SDK reads once more what was found readable here: a getter may have changed its mind, and a Proxy lies. */
  private _askInnerAgain(name: string, options: api.SpanOptions, context: api.Context): api.Span | undefined {
    if (isReadable(options)) return undefined;
    return this._askInner(name, withReadableAttributes(options), context);
  }

  /** @internal Whether a span for which no parent was given becomes a child of the active span. OpenTracing's `startSpan` makes a root. */
  protected _isImplicit(_options: Partial<EitherSpanOptions>): boolean {
    return this._settings.supportImplicitPropagation;
  }

  /** @internal */
  protected _wrap(span: api.Span, baggage: api.Baggage | undefined, ownStart: boolean): PlainSpan {
    return new PlainSpan(span, this, baggage, ownStart);
  }

  /** @internal */
  protected _makeContext(state: SpanContextState): PlainSpanContext {
    return new PlainSpanContext(state);
  }

  override inject(spanContext: opentracing.SpanContext | opentracing.Span, format: string, carrier: unknown): void {
    attempt('inject', () => injectInto(carrier, spanContext, format, this._settings), undefined);
  }

  override extract(format: string, carrier: unknown): opentracing.SpanContext | null {
    return attempt('extract', () => this._extractContext(format, carrier), null);
  }

  private _extractContext(format: unknown, carrier: unknown): opentracing.SpanContext | null {
    const state = extractFrom(carrier, format, this._settings);
    return state ? this._makeContext(state) : null;
  }

  /** Exports what is finished and shuts the provider down, as applications of jaeger-client call it. Never rejects. */
  close(callback?: () => void): Promise<void> {
    return settle('shutdown', () => this._provider, callback);
  }

  /** Exports what is finished, as applications of lightstep-tracer call it. Never rejects. */
  flush(callback?: () => void): Promise<void> {
    return settle('forceFlush', () => this._provider, callback);
  }
}

/**
 * Starts a span with what can be read of options that cannot be read as a whole, such as a Proxy that throws or a text: a span must not
 * be lost to them. Undefined if that fails, too.
 */
export function startAnyway(tracer: unknown, name: unknown, options: unknown, given: unknown): PlainSpan | undefined {
  return attempt(
    'startSpan',
    () => (isPlainTracer(tracer) ? tracer._start(name, readableOptions(options), given) : undefined),
    undefined,
  );
}

/** The value if it is a tracer of ours: methods can be called with any `this`. */
export function tracerOrNoop(value: unknown): opentracing.Tracer {
  return isPlainTracer(value) ? value : NOOP_TRACER;
}

function isPlainTracer(value: unknown): value is PlainTracer {
  return attempt('reading the tracer', () => value instanceof PlainTracer, false);
}

function isProvider(source: unknown): source is api.TracerProvider {
  return attempt('reading the provider', () => typeof memberOf(source, 'getTracer') === 'function', false);
}

function memberOf(value: unknown, name: string): unknown {
  return value === null || value === undefined ? undefined : (value as Record<string, unknown>)[name];
}

function tracerOf(provider: api.TracerProvider): api.Tracer {
  const tracer = attempt('getTracer', () => provider.getTracer('opentracing-shim', VERSION), undefined);
  return tracer ?? new api.ProxyTracerProvider().getTracer('opentracing-shim', VERSION);
}

function addLink(link: api.Link | undefined, target: Translated): void {
  if (!link) return;
  if (target.links) target.links.push(link);
  else target.links = [link];
}

/** Whether a tracer did its work; one that is broken may return anything. */
function isSpan(started: unknown): started is api.Span {
  return typeof (started as Partial<api.Span> | null | undefined)?.spanContext === 'function';
}

function holdsSpan(given: unknown): boolean {
  return attempt('reading the context', () => isContext(given) && trace.getSpan(given) !== undefined, false);
}
