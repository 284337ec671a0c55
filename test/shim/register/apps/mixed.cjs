// Half migrated: a native span is handed to OpenTracing code.
const { trace } = require('@opentelemetry/api');
const jaeger = require('jaeger-client');

const tracer = jaeger.initTracer({ serviceName: 'x', sampler: { type: 'const', param: 1 } }, {});
const native = trace.getTracer('migrated').startSpan('native');
native.setTag('old', true).log({ event: 'seen' });
tracer.startSpan('legacy', { childOf: native }).finish();
native.end();
setImmediate(() => tracer.close());
