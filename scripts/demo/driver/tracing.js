const { initTracer } = require('jaeger-client');
const opentracing = require('opentracing');

const tracer = initTracer(
  { serviceName: 'driver', sampler: { type: 'const', param: 1 } },
  {
    logger: {
      info() {},
      error(message) {
        console.error(message);
      },
    },
  },
);
opentracing.initGlobalTracer(tracer);

module.exports = tracer;
