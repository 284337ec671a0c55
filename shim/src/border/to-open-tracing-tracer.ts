import type * as api from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import type { SpanContextShim } from '../contexts/span-context-shim';
import { attempt } from '../guard';
import { isPlaceholderTracer } from '../tracers/placeholders';
import type { AnyParent } from '../tracers/plain-tracer';
import { answerForOthers, TracerShim } from '../tracers/tracer-shim';

/** A tracer of both APIs: what one gives, the other takes. */
export type EitherTracer = {
  inject(spanContext: AnyParent, format: string, carrier: unknown): void;
  extract(format: string, carrier: unknown): SpanContextShim | null;
} & TracerShim;

/** What a program made itself to start spans with: it is returned as it is. */
export interface StartsSpans {
  startSpan(...args: never[]): unknown;
}

/** A tracer of both APIs for each tracer that something may be. */
export type OfBoth<Given> = Given extends api.Tracer | opentracing.Tracer ? EitherTracer : Given;

// One tracer for one, so that it can be compared with itself.
const shims = new WeakMap<object, TracerShim>();

/**
 * An OpenTelemetry tracer as one that answers OpenTracing too, and by OpenTracing's rule: without a parent it starts a root. A tracer that
 * does so already is returned as it is, and so is nothing: `toOpenTracingTracer(tracer)?.startSpan('x')` starts a span where there is a
 * tracer.
 *
 * @example
 * opentracing.initGlobalTracer(toOpenTracingTracer(trace.getTracer('shop')));
 */
export function toOpenTracingTracer(tracer: api.Tracer | opentracing.Tracer): EitherTracer;
export function toOpenTracingTracer<Nothing extends null | undefined>(
  tracer: api.Tracer | opentracing.Tracer | Nothing,
): EitherTracer | Nothing;
export function toOpenTracingTracer<Given extends StartsSpans | null | undefined>(tracer: Given): OfBoth<Given>;
export function toOpenTracingTracer(given: unknown): EitherTracer | null | undefined {
  if (given === null || given === undefined) return given;
  if (attempt('toOpenTracingTracer', () => isOpenTracing(given), false)) {
    attempt('answering for others', answerForOthers, undefined);
    // What it lacks, it has from OpenTracing's classes now.
    return attempt('toOpenTracingTracer', () => byOpenTracingsRule(given), given) as EitherTracer;
  }
  if (attempt('toOpenTracingTracer', () => startsOnly(given), false)) return given as EitherTracer;
  const known = isObject(given) ? shims.get(given) : undefined;
  // A tracer that is none starts spans without effect.
  const shim = known ?? new TracerShim(given as api.Tracer);
  if (isObject(given)) shims.set(given, shim);
  return shim as EitherTracer; // a hybrid tracer makes SpanContextShims
}

/** A tracer of a hybrid provider. */
interface MaybeHybrid {
  _byOpenTracingsRule?(): TracerShim;
}

/** Asked of the tracer and not of its class: that may be of a second copy of this package. */
function byOpenTracingsRule(tracer: unknown): unknown {
  return (tracer as MaybeHybrid)._byOpenTracingsRule?.() ?? tracer;
}

function isOpenTracing(value: unknown): boolean {
  // Any object may be asked for any member: what it lacks reads as undefined.
  const { inject, extract } = (value ?? {}) as Partial<opentracing.Tracer>;
  return typeof inject === 'function' && typeof extract === 'function' && !isPlaceholderTracer(value);
}

/** A tracer of OpenTelemetry has both; what a test or a program made itself, to be called as OpenTracing's are, goes on being called so. */
function startsOnly(value: unknown): boolean {
  const { startSpan, startActiveSpan } = (value ?? {}) as Partial<api.Tracer>;
  return typeof startSpan === 'function' && typeof startActiveSpan !== 'function';
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
