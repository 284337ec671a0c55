import * as api from '@opentelemetry/api';
import { baggageOf } from './parents';
import type { SpanParts } from './plain-span';
import type { EitherSpanOptions } from './plain-tracer';
import { SpanShim } from './span-shim';
import { isOpenTracingOptions, TracerShim } from './tracer-shim';

/** An OpenTelemetry tracer whose spans answer OpenTracing too. Without a parent it follows OpenTelemetry's rule: the active span. */
class HybridTracer extends TracerShim {
  // What OpenTracing code gets from `span.tracer()` must follow OpenTracing's rule.
  readonly #openTracing = new TracerShim(this._inner);

  protected override _wrap(parts: SpanParts): SpanShim {
    return new SpanShim({ ...parts, tracer: this.#openTracing });
  }

  protected override _isImplicit(options: Partial<EitherSpanOptions>, given: unknown): boolean {
    return given === undefined && !options.root && !isOpenTracingOptions(options);
  }

  // In OpenTelemetry's words a small number is relative to the process's start.
  protected override _readStartTime(options: Partial<EitherSpanOptions>): api.TimeInput | undefined {
    return isOpenTracingOptions(options) ? super._readStartTime(options) : options.startTime;
  }
}

/**
 * The provider, with spans that answer both APIs: code that was not migrated yet may be handed the spans of code that was.
 *
 * @example
 * trace.setGlobalTracerProvider(hybridTracerProvider(provider));
 */
export function hybridTracerProvider<P extends api.TracerProvider>(provider: P): P {
  const tracers = new WeakMap<api.Tracer, TracerShim>();
  const getTracer = (name: string, version?: string, options?: api.TracerOptions): api.Tracer => {
    const inner = provider.getTracer(name, version, options);
    if (inner instanceof TracerShim) return inner;
    const known = tracers.get(inner) ?? new HybridTracer(inner);
    tracers.set(inner, known);
    return known;
  };
  return new Proxy(provider, {
    get(target, key) {
      if (key === 'getTracer') return getTracer;
      const member: unknown = Reflect.get(target, key);
      // Bound, since SDK classes have private fields that a Proxy has not.
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

/** The propagator, injecting also the baggage that OpenTracing code has set on the context's span. */
export function hybridPropagator(propagator: api.TextMapPropagator): api.TextMapPropagator {
  return {
    inject: (context, carrier, setter) => propagator.inject(withSpanBaggage(context), carrier, setter),
    extract: (context, carrier, getter) => propagator.extract(context, carrier, getter),
    fields: () => propagator.fields(),
  };
}

function withSpanBaggage(context: api.Context): api.Context {
  const baggage = baggageOf(context);
  return baggage === undefined || baggage === api.propagation.getBaggage(context)
    ? context
    : api.propagation.setBaggage(context, baggage);
}
