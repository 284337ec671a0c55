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
import { addBaggage, type BaggageEntries, baggageOf, mergeBaggage } from './baggage-entries';
import { CarrierView, viewGetter } from './carrier-view';
import { is64Bit, lowHalf } from './ids';
import { findPropagators, type PropagatorName } from './names';
import { isTracingSuppressed } from './suppressed';
import type { CarrierEncoding } from './text-encoding';
import { mergeTraceState } from './trace-state';

/** A format by its name in OTEL_PROPAGATORS, or any propagator. */
export type FleetFormat = PropagatorName | TextMapPropagator;

/** What a service understands and what it speaks while its neighbours migrate. */
export interface FleetOptions {
  /** The formats to read, most trusted first: the first that holds a trace wins. W3C by default. */
  readonly extract?: readonly FleetFormat[];
  /** The formats to write, all of them on every request; by default those that are read. */
  readonly inject?: readonly FleetFormat[];
  /** For formats given by name: `text-map` for carriers that are not HTTP headers. */
  readonly encoding?: CarrierEncoding;
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
    const spans: SpanContext[] = [];
    const baggages: BaggageEntries[] = [];
    let current = context;
    for (const extractor of this.extractors) {
      // Each format sees neither span nor baggage of the others; any other context value it sets is passed on.
      const blank = propagation.deleteBaggage(trace.deleteSpan(current));
      current = attempt(() => extractor.extract(blank, view, viewGetter), blank);
      const span = trace.getSpanContext(current);
      if (span !== undefined) spans.push(span);
      baggages.push(baggageOf(current));
    }
    return restore(current, context, chooseSpan(spans), baggages);
  }
}

function restore(found: Context, given: Context, span: SpanContext | undefined, baggages: BaggageEntries[]): Context {
  const ownSpan = trace.getSpan(given);
  const blank = trace.deleteSpan(found);
  const withSpan = span ? trace.setSpanContext(blank, span) : ownSpan ? trace.setSpan(blank, ownSpan) : blank;
  const ownBaggage = propagation.getBaggage(given);
  const withOwn = ownBaggage ? propagation.setBaggage(withSpan, ownBaggage) : propagation.deleteBaggage(withSpan);
  return addBaggage(withOwn, new Map(mergeBaggage(baggages).getAllEntries()));
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
