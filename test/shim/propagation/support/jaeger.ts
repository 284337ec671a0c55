// A service on the real jaeger-client, reduced to what it does with headers.
import { initTracer, type JaegerTracer, opentracing, type TracingConfig } from 'jaeger-client';

// The in-memory pieces of jaeger-client that its types do not name.
const { InMemoryReporter } = require('jaeger-client') as { InMemoryReporter: new () => object };
const { ZipkinB3TextMapCodec } = require('jaeger-client') as {
  ZipkinB3TextMapCodec: new (options: { urlEncoding: boolean }) => object;
};

export interface JaegerSpanContext extends opentracing.SpanContext {
  traceIdStr: string;
  spanIdStr: string;
  parentIdStr: string | null;
  baggage: Record<string, string>;
  isSampled(): boolean;
  isDebug(): boolean;
}

export function jaegerService({ traceId128bit = false, sampled = true, b3 = false } = {}): JaegerTracer {
  const config: TracingConfig = {
    serviceName: 'legacy',
    sampler: { type: 'const', param: sampled ? 1 : 0 },
    traceId128bit,
  };
  const tracer = initTracer(config, { reporter: new InMemoryReporter() as never });
  if (b3) useB3(tracer);
  return tracer;
}

function useB3(tracer: JaegerTracer): void {
  const codec = new ZipkinB3TextMapCodec({ urlEncoding: true });
  const registry = tracer as JaegerTracer &
    Record<'registerInjector' | 'registerExtractor', (f: string, c: object) => void>;
  registry.registerInjector(opentracing.FORMAT_HTTP_HEADERS, codec);
  registry.registerExtractor(opentracing.FORMAT_HTTP_HEADERS, codec);
}

export function contextOfJaeger(span: opentracing.Span): JaegerSpanContext {
  return span.context() as JaegerSpanContext;
}
