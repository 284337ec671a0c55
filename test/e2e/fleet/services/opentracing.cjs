// Tracing as a service of jaeger-client had it.
const jaeger = require('jaeger-client');
const { FORMAT_HTTP_HEADERS, Tags } = require('opentracing');

module.exports = function start(serviceName) {
  const tracer = jaeger.initTracer({ serviceName, sampler: { type: 'const', param: 1 } }, {});
  const reported = [];
  // Without a collector for Jaeger's own protocol, the legacy service tells its parent what it would have reported.
  const reporter = tracer._reporter;
  if (reporter !== undefined)
    tracer._reporter = { report: (span) => reported.push(describe(span)), close: (done) => reporter.close(done) };
  return {
    enter(incoming) {
      const span = tracer.startSpan(`${serviceName} handles`, {
        childOf: tracer.extract(FORMAT_HTTP_HEADERS, incoming),
        tags: { [Tags.SPAN_KIND]: Tags.SPAN_KIND_RPC_SERVER },
      });
      if (!span.getBaggageItem('user')) span.setBaggageItem('user', 'ann & bob');
      const headers = {};
      tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
      return { headers, baggage: span.getBaggageItem('user'), finish: () => span.finish() };
    },
    close(done) {
      process.send({ reported });
      tracer.close(done);
    },
  };
};

function describe(span) {
  const context = span.context();
  const pad = (id) => (id ?? '').padStart(16, '0');
  return {
    name: span.operationName,
    traceId: context.traceIdStr.padStart(32, '0'),
    spanId: pad(context.spanIdStr),
    parentSpanId: pad(context.parentIdStr),
  };
}
