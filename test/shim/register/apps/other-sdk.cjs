// Stands in for a vendor's distribution: preloaded, it starts an SDK that keeps its spans and prints them at the end.
const { trace } = require('@opentelemetry/api');
const { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));

function print() {
  const names = exporter.getFinishedSpans().map((span) => span.name);
  console.log('other SDK:', names.join());
}
process.on('exit', print);
