import type { TracerProvider } from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import { isHybrid, type ShimOptions } from './options';
import { PlainTracer } from './plain-tracer';
import { TracerShim } from './tracer-shim';

/** Options that ask for objects which speak OpenTracing only. */
export type PlainOptions = ShimOptions & ({ strict: true; hybrid?: false | undefined } | { hybrid: false });

/** An OpenTracing tracer that can be closed. */
export type CloseableTracer = opentracing.Tracer & Pick<PlainTracer, 'close' | 'flush'>;

/**
 * Creates an OpenTracing tracer over an OpenTelemetry provider: section "Create an OpenTracing Tracer Shim" of the OpenTelemetry
 * specification (compatibility/opentracing.md).
 *
 * @example
 * const tracer = createTracerShim(trace.getTracerProvider());
 * tracer.startSpan('checkout', { childOf: parent }).finish();
 */
export function createTracerShim(provider: TracerProvider, options: PlainOptions): CloseableTracer;
export function createTracerShim(provider: TracerProvider, options?: ShimOptions): TracerShim;
export function createTracerShim(provider: TracerProvider, options?: ShimOptions | null): CloseableTracer {
  return isHybrid(options) ? new TracerShim(provider, options) : new PlainTracer(provider, options);
}
