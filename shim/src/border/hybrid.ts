import * as api from '@opentelemetry/api';
import { SpanContextShim } from '../contexts/span-context-shim';
import { describe } from '../conversion/values';
import { attempt } from '../guard';
import { baggageOf } from '../parents/find-parent';
import { givenContext, implicitContext } from '../parents/start-context';
import { FOR_MESSAGES, type HeaderPropagator } from '../propagation/global-propagator';
import type { PlainSpan } from '../spans/plain-span';
import { SpanShim } from '../spans/span-shim';
import { isOpenTracingOptions } from '../tracers/both-vocabularies';
import type { EitherSpanOptions } from '../tracers/plain-tracer';
import { TracerShim } from '../tracers/tracer-shim';

/** An OpenTelemetry tracer whose spans answer OpenTracing too. Without a parent it follows OpenTelemetry's rule: the active span. */
class HybridTracer extends TracerShim {
  // What OpenTracing code gets from `span.tracer()` must follow OpenTracing's rule.
  private readonly _openTracing = new TracerShim(this._inner);

  protected override _wrap(span: api.Span, baggage: api.Baggage | undefined, ownStart: boolean): SpanShim {
    return new SpanShim(span, this._openTracing, baggage, ownStart);
  }

  /** @internal The same tracer, with a root where no parent is given. */
  _byOpenTracingsRule(): TracerShim {
    return this._openTracing;
  }

  /** Options without a word of OpenTracing are the SDK's own business, and go to it as they are. */
  override _start(name: unknown, options: Partial<EitherSpanOptions>, given: unknown): PlainSpan {
    if (isOpenTracingOptions(options)) return super._start(name, options, given);
    const context = given === undefined ? implicitContext() : givenContext(given);
    // Without OpenTracing's words the options are OpenTelemetry's.
    const span = this._startInner(
      typeof name === 'string' ? name : describe(name),
      options as api.SpanOptions,
      context,
    );
    return this._wrap(span, api.propagation.getBaggage(context), options.startTime !== undefined);
  }
}

interface MaybeProxyProvider {
  getDelegate?: () => api.TracerProvider;
}

// What was wrapped already: wrapping it once more would change nothing and cost.
const hybrids = new WeakSet<object>();

function remember<T extends object>(hybrid: T): T {
  hybrids.add(hybrid);
  return hybrid;
}

/** By this key another copy of this package finds what is in the wrapper. */
const WRAPPED = Symbol.for('@ot2otel/shim.wrapped');

/**
 * What another copy of this package has wrapped: this copy's wrapper takes the place of that one. A server that reloads its modules at every
 * change loads a copy each time, and a wrapper around each of those before would slow every span down.
 */
function unwrapped<T extends object>(given: T): T {
  return attempt('reading the wrapper', () => (given as { [WRAPPED]?: T })[WRAPPED], undefined) ?? given;
}

/**
 * The provider, with spans that answer both APIs: code that was not migrated yet may be handed the spans of code that was.
 *
 * @example
 * trace.setGlobalTracerProvider(hybridTracerProvider(provider));
 */
export function hybridTracerProvider<P extends api.TracerProvider>(given: P): P {
  if (!isObject(given) || hybrids.has(given)) return given;
  const provider = unwrapped(given);
  const tracers = new WeakMap<api.Tracer, TracerShim>();
  const behind = delegateOf(provider);
  const getTracer = (name: string, version?: string, options?: api.TracerOptions): api.Tracer => {
    // The API's proxy may be given its own wrapper to pass calls on to: that must not go in a circle.
    const source = delegateOf(provider) === hybrid ? (behind ?? provider) : provider;
    const inner = attempt('getTracer', () => source.getTracer(name, version, options), undefined);
    if (isTracerShim(inner)) return inner;
    // The next call may find the provider in better health.
    if (!isObject(inner)) return new HybridTracer(new api.ProxyTracerProvider().getTracer('opentracing-shim'));
    const known = tracers.get(inner) ?? new HybridTracer(inner);
    tracers.set(inner, known);
    return known;
  };
  const hybrid = remember(
    new Proxy(provider, {
      get(target, key) {
        if (key === 'getTracer') return getTracer;
        if (key === WRAPPED) return provider;
        const member: unknown = Reflect.get(target, key);
        // Bound, since SDK classes have private fields that a Proxy has not. Its class is asked for its name.
        return typeof member === 'function' && key !== 'constructor' ? member.bind(target) : member;
      },
    }),
  );
  return hybrid;
}

/** What the API's global provider passes calls on to. */
function delegateOf(provider: api.TracerProvider & MaybeProxyProvider): api.TracerProvider | undefined {
  return attempt('getDelegate', () => provider.getDelegate?.(), undefined);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isTracerShim(tracer: unknown): tracer is TracerShim {
  return attempt('reading the tracer', () => tracer instanceof TracerShim, false);
}

/**
 * The propagator, for both vocabularies: it injects also the baggage that OpenTracing code has set on the context's span, and what
 * it extracts answers as an OpenTracing span context too.
 */
export function hybridPropagator(given: HeaderPropagator): api.TextMapPropagator {
  if (!isObject(given) || hybrids.has(given)) return given;
  const propagator = unwrapped(given);
  const hybrid: HeaderPropagator & { readonly [WRAPPED]: HeaderPropagator } = {
    [WRAPPED]: propagator,
    [FOR_MESSAGES]: propagator[FOR_MESSAGES],
    inject(context, carrier, setter) {
      const whole = attempt('reading the baggage', () => withSpanBaggage(context), context);
      propagator.inject(whole, carrier, setter);
    },
    extract(context, carrier, getter) {
      const extracted = propagator.extract(context, carrier, getter);
      return attempt('reading what was extracted', () => asSpanContext(context, extracted), extracted);
    },
    fields: () => propagator.fields(),
  };
  return remember(hybrid);
}

function asSpanContext(given: api.Context, extracted: api.Context): api.Context {
  const spanContext = api.trace.getSpanContext(extracted);
  const baggage = api.propagation.getBaggage(extracted);
  if (extracted === given || (spanContext === undefined && baggage === undefined)) return extracted;
  return new SpanContextShim({
    spanContext: spanContext ?? api.INVALID_SPAN_CONTEXT,
    baggage,
    base: extracted,
    holder: undefined,
  });
}

function withSpanBaggage(context: api.Context): api.Context {
  const baggage = baggageOf(context);
  return baggage === undefined || baggage === api.propagation.getBaggage(context)
    ? context
    : api.propagation.setBaggage(context, baggage);
}
