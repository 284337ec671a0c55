// Tracers made by hand, and what stays as it was.
const jaeger = require('jaeger-client');

const reporter = new jaeger.RemoteReporter({
  append: () => {},
  flush: () => {},
  close: () => {},
  setProcess: () => {},
});
const remote = new jaeger.Tracer('by-hand', reporter, new jaeger.ConstSampler(true));
remote.startSpan('remote').finish();

const memory = new jaeger.InMemoryReporter();
const local = new jaeger.Tracer('in-memory', memory, new jaeger.ConstSampler(true));
local.startSpan('local').finish();

class Special extends jaeger.Tracer {}
const special = new Special('special', memory, new jaeger.ConstSampler(true));
special.startSpan('special').finish();

const disabled = jaeger.initTracer({ serviceName: 'x', disable: true }, {});
disabled.startSpan('disabled').finish();

console.log(
  JSON.stringify({
    kept: memory.spans.map((span) => span.operationName),
    instances: [local instanceof jaeger.Tracer, special instanceof Special, special instanceof jaeger.Tracer],
    version: typeof local.now(),
  }),
);
reporter.close();
remote.close();
