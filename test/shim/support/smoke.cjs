// A legacy program on the built package and the SDK, by require and by import. Prints what was recorded.
const opentracing = require('opentracing');
const { trace } = require('@opentelemetry/api');
const shim = require('@ot2otel/shim');
const { TracerProvider } = require('./sdk.cjs');

async function main() {
  const names = [];
  const processor = {
    onStart() {},
    onEnd: (span) => names.push([span.name, span.parentSpanContext !== undefined, span.attributes]),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [processor] }));
  const imported = await import('@ot2otel/shim');
  const tracer = shim.installGlobal();
  const parent = opentracing.globalTracer().startSpan('parent');
  opentracing
    .globalTracer()
    .startSpan('child', { childOf: parent, tags: { list: [{}] } })
    .finish();
  parent.finish();
  await tracer.close();
  const isOneClass = imported.SpanShim === shim.SpanShim && parent instanceof imported.SpanShim;
  process.stdout.write(JSON.stringify({ names, isOneClass }));
}

main();
