// A service on the real jaeger-client, reduced to what it does with headers.
import { initTracer, type JaegerTracer, opentracing, type TracingConfig } from 'jaeger-client';
import type { ZipkinB3PropagatorConfig } from '../../../../shim/src/propagators';

// The in-memory pieces of jaeger-client that its types do not name.
const { InMemoryReporter } = require('jaeger-client') as { InMemoryReporter: new () => object };
const { ZipkinB3TextMapCodec } = require('jaeger-client') as {
  ZipkinB3TextMapCodec: new (options: ZipkinB3PropagatorConfig) => object;
};

export interface JaegerSpanContext extends opentracing.SpanContext {
  traceIdStr: string;
  spanIdStr: string;
  parentIdStr: string | null;
  baggage: Record<string, string>;
  isSampled(): boolean;
  isDebug(): boolean;
}

interface JaegerServiceOptions {
  readonly traceId128bit?: boolean;
  readonly sampled?: boolean;
  /** Headers of B3, by the Zipkin codec as it is set up mostly. */
  readonly b3?: boolean;
  /** The Zipkin codec with options of its own. */
  readonly codec?: ZipkinB3PropagatorConfig;
}

export function jaegerService({
  traceId128bit = false,
  sampled = true,
  b3 = false,
  codec,
}: JaegerServiceOptions = {}): JaegerTracer {
  const config: TracingConfig = {
    serviceName: 'legacy',
    sampler: { type: 'const', param: sampled ? 1 : 0 },
    traceId128bit,
  };
  const tracer = initTracer(config, { reporter: new InMemoryReporter() as never });
  if (b3 || codec) useB3(tracer, codec);
  return tracer;
}

function useB3(tracer: JaegerTracer, options: ZipkinB3PropagatorConfig = { urlEncoding: true }): void {
  const codec = new ZipkinB3TextMapCodec(options);
  const registry = tracer as JaegerTracer &
    Record<'registerInjector' | 'registerExtractor', (f: string, c: object) => void>;
  registry.registerInjector(opentracing.FORMAT_HTTP_HEADERS, codec);
  registry.registerExtractor(opentracing.FORMAT_HTTP_HEADERS, codec);
}

export function contextOfJaeger(span: opentracing.Span): JaegerSpanContext {
  return span.context() as JaegerSpanContext;
}
