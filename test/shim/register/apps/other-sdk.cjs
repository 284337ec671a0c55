// Stands in for a vendor's distribution: preloaded, it starts an SDK that keeps its spans and prints them at the end.
const { trace } = require('@opentelemetry/api');
const sdk = loadSdk();

const exporter = new sdk.InMemorySpanExporter();
const isOld = sdk.TracerProvider === undefined;
const Provider = sdk.TracerProvider ?? sdk.BasicTracerProvider;
const processor = new sdk.SimpleSpanProcessor(isOld ? exporter : { exporter });
trace.setGlobalTracerProvider(new Provider({ spanProcessors: [processor] }));
process.on('exit', () =>
  console.log(
    'other SDK:',
    exporter
      .getFinishedSpans()
      .map((span) => span.name)
      .join(),
  ),
);

function loadSdk() {
  try {
    return require('@opentelemetry/sdk-trace-base');
  } catch {
    return require('@opentelemetry/sdk-trace');
  }
}
