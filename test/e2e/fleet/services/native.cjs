// Tracing as a service has it that was moved: OpenTelemetry's API, its SDK, and the propagator of a fleet on the move.
const { context, propagation, SpanKind, trace } = require('@opentelemetry/api');
const { fleetPropagator } = require('@ot2otel/shim/propagators');
const { NodeSDK } = require('@opentelemetry/sdk-node');

module.exports = function start(serviceName) {
  const formats = ['tracecontext', 'baggage', 'jaeger'];
  const sdk = new NodeSDK({
    serviceName,
    textMapPropagator: fleetPropagator({ extract: formats, inject: formats }),
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return {
    enter(incoming) {
      const parent = propagation.extract(context.active(), incoming);
      const span = trace.getTracer('native').startSpan(`${serviceName} handles`, { kind: SpanKind.SERVER }, parent);
      const headers = {};
      propagation.inject(trace.setSpan(parent, span), headers);
      const baggage = propagation.getBaggage(parent)?.getEntry('user')?.value;
      return { headers, baggage, finish: () => span.end() };
    },
    close: (done) => sdk.shutdown().then(done),
  };
};
