// A legacy program on the built package and the SDK, by require and by import. Prints what was recorded.
const opentracing = require('opentracing');
const { trace } = require('@opentelemetry/api');
const shim = require('@ot2otel/shim');

function loadSdk() {
  try {
    return { Provider: require('@opentelemetry/sdk-trace-node').NodeTracerProvider };
  } catch {
    return { Provider: require('@opentelemetry/sdk-trace').TracerProvider };
  }
}

async function main() {
  const names = [];
  const processor = {
    onStart() {},
    onEnd: (span) => names.push([span.name, span.parentSpanContext !== undefined, span.attributes]),
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const { Provider } = loadSdk();
  trace.setGlobalTracerProvider(new Provider({ spanProcessors: [processor] }));
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
