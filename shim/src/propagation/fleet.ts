import {
  type Context,
  isSpanContextValid,
  propagation,
  type SpanContext,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
  trace,
} from '@opentelemetry/api';
import { attempt } from './attempt';
import { baggageOf, mergeEntries, NO_ENTRIES } from './baggage-entries';
import { CarrierView, viewGetter } from './carrier-view';
import { adopt, FormatPropagator } from './format-propagator';
import { is64Bit, lowHalf } from './ids';
import { findPropagators, type PropagatorName } from './names';
import { isTracingSuppressed } from './suppressed';
import type { CarrierEncoding } from './text-encoding';
import { mergeTraceState } from './trace-state';
import type { Found } from './wire-format';

const NOTHING: Found = { span: undefined, baggage: NO_ENTRIES, anySpelling: false };

/** A format by its name in OTEL_PROPAGATORS, or any propagator. */
export type FleetFormat = PropagatorName | TextMapPropagator;

/** What a service understands and what it speaks while its neighbours migrate. */
export interface FleetOptions {
  /** The formats to read, most trusted first: the first that holds a trace wins. W3C by default. */
  readonly extract?: readonly FleetFormat[] | undefined;
  /** The formats to write, all of them on every request; by default those that are read. */
  readonly inject?: readonly FleetFormat[] | undefined;
  /** For formats given by name: `text-map` for carriers that are not HTTP headers. */
  readonly encoding?: CarrierEncoding | undefined;
}

/**
 * Several wire formats side by side, for a fleet that migrates service by service. Baggage of all formats is merged; a
 * malformed header counts as absent, so that the next format is asked.
 *
 * @example propagation.setGlobalPropagator(fleetPropagator({
 *   extract: ['tracecontext', 'baggage', 'jaeger'],
 *   inject: ['tracecontext', 'baggage', 'jaeger'],
 * }))
 */
export function fleetPropagator(options: FleetOptions = {}): TextMapPropagator {
  const { extract = ['tracecontext', 'baggage'], inject = extract, encoding = 'http' } = options;
  return new FleetPropagator(findPropagators(extract, encoding), findPropagators(inject, encoding));
}

class FleetPropagator implements TextMapPropagator<unknown> {
  constructor(
    private readonly extractors: readonly TextMapPropagator[],
    private readonly injectors: readonly TextMapPropagator[],
  ) {}

  inject(context: Context, carrier: unknown, setter: TextMapSetter<unknown>): void {
    if (isTracingSuppressed(context)) return;
    for (const injector of this.injectors) attempt(() => injector.inject(context, carrier, setter), undefined);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter<unknown>): Context {
    return attempt(() => this.read(context, CarrierView.of(carrier, getter)), context);
  }

  fields(): string[] {
    return [...new Set(this.injectors.flatMap((injector) => attempt(() => injector.fields(), [])))];
  }

  private read(context: Context, view: CarrierView): Context {
    const found: Found[] = [];
    let current = context;
    for (const extractor of this.extractors) {
      if (isOwnFormat(extractor)) found.push(attempt(() => extractor.find(view), NOTHING));
      else {
        const asked = askForeign(extractor, current, view);
        found.push({ ...NOTHING, span: trace.getSpanContext(asked), baggage: baggageOf(asked) });
        current = withSpanAndBaggageOf(context, asked);
      }
    }
    const baggage = mergeEntries(found.map((each) => each.baggage));
    const anySpelling = found.some((each) => each.anySpelling);
    return adopt(current, { span: chooseSpan(found.flatMap(({ span }) => span ?? [])), baggage, anySpelling });
  }
}

/** True for a propagator of ours that nobody has overridden: what it finds can be had without a context for each. */
function isOwnFormat(extractor: TextMapPropagator): extractor is FormatPropagator {
  return extractor instanceof FormatPropagator && extractor.extract === FormatPropagator.prototype.extract;
}

/** What a propagator finds that is given neither span nor baggage; any other context value is passed on. */
function askForeign(extractor: TextMapPropagator, context: Context, view: CarrierView): Context {
  const blank = propagation.deleteBaggage(trace.deleteSpan(context));
  return attempt(() => extractor.extract(blank, view, viewGetter), blank);
}

function withSpanAndBaggageOf(source: Context, target: Context): Context {
  const span = trace.getSpan(source);
  const withSpan = span === undefined ? trace.deleteSpan(target) : trace.setSpan(target, span);
  const baggage = propagation.getBaggage(source);
  return baggage === undefined ? propagation.deleteBaggage(withSpan) : propagation.setBaggage(withSpan, baggage);
}

/** The first format with a valid span wins; failing that, a request to sample. */
function chooseSpan(spans: readonly SpanContext[]): SpanContext | undefined {
  const winner = spans.find(isSpanContextValid);
  if (winner === undefined) return spans[0];
  return spans.filter((span) => isSameSpan(winner, span)).reduce(complete, winner);
}

/** True when two formats speak of one span; one of them may know only half of the trace id. */
function isSameSpan(one: SpanContext, other: SpanContext): boolean {
  return one.spanId === other.spanId && lowHalf(one.traceId) === lowHalf(other.traceId);
}

/** The winner, with what only the other format could say about the same span: the whole trace id, the trace state. */
function complete(winner: SpanContext, other: SpanContext): SpanContext {
  if (other === winner) return winner;
  const traceId = is64Bit(winner.traceId) ? other.traceId : winner.traceId;
  if (traceId !== other.traceId && !is64Bit(other.traceId)) return winner;
  const traceState = mergeTraceState(winner.traceState, other.traceState);
  return traceState === undefined ? { ...winner, traceId } : { ...winner, traceId, traceState };
}
