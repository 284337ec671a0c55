import * as api from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { isEmptyBaggage } from './baggage';
import { carrierGetter } from './carriers';
import { attempt, reportFailure } from './guard';
import { resolveSettings, type Settings, type ShimOptions } from './options';
import { ParentContext } from './parent-context';
import { baggageOf, findParent, isContext, type Parent } from './parents';
import { PlainSpan } from './plain-span';
import { PlainSpanContext, type SpanContextState } from './plain-span-context';
import { readLineage } from './references';
import { applyTags, ERROR_TAG, type TagTarget } from './tags';
import { toHrTime } from './time';
import { describe } from './values';
import { VERSION } from './version';

/** Options of `startSpan` in either vocabulary, or both. */
export type EitherSpanOptions = opentracing.SpanOptions & api.SpanOptions;

// The API's exports are getters; these are called for every span.
const { context: contextApi, propagation, trace } = api;

/** The options of a span that is about to start. Always the same four members, which keeps the SDK's reading of them fast. */
interface Translated extends TagTarget {
  links: api.Link[] | undefined;
  startTime: api.TimeInput | undefined;
}

const INVALID_SPAN = trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT);

/** An OpenTracing tracer over an OpenTelemetry tracer. Speaks OpenTracing only; {@link TracerShim} speaks both. */
export class PlainTracer extends opentracing.Tracer {
  /** @internal */
  protected readonly _settings: Settings;
  private readonly _provider: api.TracerProvider | undefined;
  /** @internal */
  protected readonly _inner: api.Tracer;

  constructor(source: api.Tracer | api.TracerProvider, options?: ShimOptions | null) {
    super();
    this._settings = resolveSettings(options);
    this._provider = isProvider(source) ? source : undefined;
    const inner = isProvider(source) ? tracerOf(source) : source;
    // A hybrid provider hands out tracers of ours: wrapping twice would only cost.
    this._inner = inner instanceof PlainTracer ? inner._inner : inner;
  }

  override startSpan(name: string, options?: opentracing.SpanOptions | null): opentracing.Span {
    return this._start(name, options ?? {}, undefined);
  }

  /** @internal */
  protected _start(name: unknown, options: Partial<EitherSpanOptions>, context: unknown): PlainSpan {
    try {
      return this._tryStart(typeof name === 'string' ? name : describe(name), options, context);
    } catch (error) {
      reportFailure('startSpan', error);
      return this._wrap(INVALID_SPAN, undefined, false);
    }
  }

  private _tryStart(name: string, options: Partial<EitherSpanOptions>, given: unknown): PlainSpan {
    const { tags } = options;
    const translated = this._translate(options);
    const context = this._startContext(options, given, translated);
    const hasError = tags ? applyTags(tags, translated, this._settings.mapSpanKind) : false;
    if (options.attributes) translated.attributes = { ...options.attributes, ...translated.attributes };
    // An option that is undefined is an option that was not given.
    const span = this._startInner(name, translated as api.SpanOptions, context);
    const shim = this._wrap(span, propagation.getBaggage(context), translated.startTime !== undefined);
    if (hasError) shim.setTag(ERROR_TAG, tags?.[ERROR_TAG]);
    return shim;
  }

  private _translate(options: Partial<EitherSpanOptions>): Translated {
    const { kind, links } = options;
    return {
      attributes: undefined,
      kind,
      links: links ? [...links] : undefined,
      startTime: this._readStartTime(options),
    };
  }

  private _startContext(options: Partial<EitherSpanOptions>, given: unknown, target: Translated): api.Context {
    const active = contextApi.active();
    const parent = this._findParent(options, target) ?? this._givenParent(options, given);
    if (parent instanceof PlainSpan) return childOfShim(parent, active);
    if (parent) return childContext(parent, active);
    if (this._isImplicit(options, given)) return activeContext(active);
    // The word `root` is OpenTelemetry's, where a root keeps the baggage of its context.
    return options.root ? withoutSpan(isContext(given) ? given : active) : rootContext(active);
  }

  private _findParent({ childOf, references }: Partial<EitherSpanOptions>, target: Translated) {
    // The common case comes first: no list, nothing to link.
    if (!references && !this._settings.parentLink) return childOf instanceof PlainSpan ? childOf : findParent(childOf);
    target.links ??= [];
    return readLineage(childOf, references, this._settings.parentLink, target.links);
  }

  private _givenParent({ root }: Partial<EitherSpanOptions>, given: unknown): Parent | undefined {
    return given === undefined || root ? undefined : findParent(given);
  }

  /** An SDK that fails must not end the trace: what follows keeps the parent's ids. */
  private _startInner(name: string, options: api.SpanOptions, context: api.Context): api.Span {
    try {
      const started: unknown = this._inner.startSpan(name, options, context);
      // A provider that was wrapped after this tracer was made answers with spans of ours.
      if (started instanceof PlainSpan) return started._inner;
      if (isSpan(started)) return started;
    } catch (error) {
      reportFailure('the tracer', error);
    }
    return trace.wrapSpanContext(trace.getSpanContext(context) ?? api.INVALID_SPAN_CONTEXT);
  }

  /** @internal */
  protected _readStartTime({ startTime }: Partial<EitherSpanOptions>): api.TimeInput | undefined {
    return toHrTime(startTime);
  }

  /** @internal Whether a span without a parent becomes a child of the active span. OpenTracing's `startSpan` makes a root. */
  protected _isImplicit(options: Partial<EitherSpanOptions>, given: unknown): boolean {
    return this._settings.supportImplicitPropagation && !options.root && given === undefined;
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
    attempt('inject', () => this._tryInject(spanContext, format, carrier), undefined);
  }

  private _tryInject(source: unknown, format: string, carrier: unknown): void {
    const propagator = this._propagatorFor(format);
    const parent = findParent(source);
    if (!propagator || !parent || typeof carrier !== 'object' || carrier === null) return;
    const context = new ParentContext(parent.span, parent.baggage, parent.base ?? api.ROOT_CONTEXT);
    propagator.inject(context, carrier, api.defaultTextMapSetter);
  }

  override extract(format: string, carrier: unknown): opentracing.SpanContext | null {
    return attempt('extract', () => this._tryExtract(format, carrier), null);
  }

  private _tryExtract(format: string, carrier: unknown): opentracing.SpanContext | null {
    const propagator = this._propagatorFor(format);
    if (!propagator || typeof carrier !== 'object' || carrier === null) return null;
    const base = propagator.extract(api.ROOT_CONTEXT, carrier, carrierGetter());
    const spanContext = trace.getSpanContext(base) ?? api.INVALID_SPAN_CONTEXT;
    const baggage = propagation.getBaggage(base);
    const isWorthless =
      !trace.isSpanContextValid(spanContext) && !(spanContext.traceFlags & 1) && isEmptyBaggage(baggage);
    return isWorthless ? null : this._makeContext({ spanContext, baggage, base, holder: undefined });
  }

  private _propagatorFor(format: unknown): Pick<api.TextMapPropagator, 'inject' | 'extract'> | undefined {
    if (format === opentracing.FORMAT_TEXT_MAP) return this._settings.textMapPropagator ?? propagation;
    if (format === opentracing.FORMAT_HTTP_HEADERS) return this._settings.httpHeadersPropagator ?? propagation;
    api.diag.warn('@ot2otel/shim: no propagator for the format', format);
    return undefined;
  }

  /** Exports what is finished and shuts the provider down, as applications of jaeger-client call it. Never rejects. */
  close(callback?: () => void): Promise<void> {
    return this._settle('shutdown', callback);
  }

  /** Exports what is finished, as applications of lightstep-tracer call it. Never rejects. */
  flush(callback?: () => void): Promise<void> {
    return this._settle('forceFlush', callback);
  }

  private async _settle(operation: 'shutdown' | 'forceFlush', callback: unknown): Promise<void> {
    try {
      await findMethod(this._provider, operation)?.();
    } catch (error) {
      reportFailure(operation, error);
    }
    // An error of the callback is the application's own: out of here, where it would become a rejection of ours.
    if (typeof callback === 'function') queueMicrotask(() => callback());
  }
}

function isProvider(source: api.Tracer | api.TracerProvider): source is api.TracerProvider {
  return typeof (source as Partial<api.TracerProvider> | undefined)?.getTracer === 'function';
}

function tracerOf(provider: api.TracerProvider): api.Tracer {
  const tracer = attempt('getTracer', () => provider.getTracer('opentracing-shim', VERSION), undefined);
  return tracer ?? new api.ProxyTracerProvider().getTracer('opentracing-shim', VERSION);
}

/** Whether a tracer did its work; one that is broken may return anything. */
function isSpan(started: unknown): started is api.Span {
  return typeof (started as Partial<api.Span> | undefined | null)?.spanContext === 'function';
}

interface Closeable {
  shutdown?: () => unknown;
  forceFlush?: () => unknown;
  /** The API's global provider stands in for the registered one. */
  getDelegate?: () => unknown;
}

function findMethod(provider: unknown, name: 'shutdown' | 'forceFlush'): (() => unknown) | undefined {
  // Neither method is in the API: a provider may have them.
  const candidate = provider as Closeable | undefined;
  const method = candidate?.[name];
  if (typeof method === 'function') return () => method.call(candidate);
  return typeof candidate?.getDelegate === 'function' ? findMethod(candidate.getDelegate(), name) : undefined;
}

function childOfShim(parent: PlainSpan, active: api.Context): api.Context {
  return new ParentContext(parent._inner, parent._currentBaggage(active), active);
}

function childContext({ span, baggage, base }: Parent, active: api.Context): api.Context {
  return new ParentContext(span, baggage, base ?? active);
}

/** The given context as it is, with the baggage that OpenTracing code has set on its span. */
function activeContext(active: api.Context): api.Context {
  const baggage = baggageOf(active);
  return baggage === propagation.getBaggage(active)
    ? active
    : new ParentContext(trace.getSpan(active), baggage, active);
}

function withoutSpan(context: api.Context): api.Context {
  return trace.getSpan(context) === undefined
    ? context
    : new ParentContext(undefined, propagation.getBaggage(context), context);
}

/** The given context without span and baggage; itself when it holds neither. */
function rootContext(active: api.Context): api.Context {
  const hasSpan = trace.getSpan(active) !== undefined;
  return hasSpan || propagation.getBaggage(active) !== undefined
    ? new ParentContext(undefined, undefined, active)
    : active;
}
