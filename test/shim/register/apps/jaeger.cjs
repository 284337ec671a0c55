// A legacy program: one span, then the end that the first argument names.
const { initTracer } = require('jaeger-client');
const opentracing = require('opentracing');

const config = { serviceName: 'checkout', sampler: { type: 'const', param: 1 }, reporter: { agentHost: '127.0.0.1' } };
const tracer = initTracer(config, { tags: { team: 'pay' } });
opentracing.initGlobalTracer(tracer);

const span = opentracing.globalTracer().startSpan('work', { tags: { items: 3 } });
const carrier = {};
tracer.inject(span, opentracing.FORMAT_HTTP_HEADERS, carrier);
span.finish();
console.log('worked');

const ends = {
  // Without this, the reporter of jaeger-client keeps the process alive for ever.
  natural: () => tracer.close(),
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('out of stock');
  },
  reject: () => void Promise.reject(new Error('out of stock')),
  'throw-later': () =>
    setImmediate(() => {
      throw new Error('out of stock');
    }),
  close: () => tracer.close(() => process.exit(4)),
  'exit-code': () => {
    process.exitCode = 5;
    tracer.close();
  },
  wait: () => setInterval(() => {}, 1000),
  'own-handler': () => {
    process.on('SIGTERM', () => {
      console.log('shutting down');
      process.exit(7);
    });
    setInterval(() => {}, 1000);
  },
};
ends[process.argv[2] ?? 'natural']();
if (process.argv[2] === 'wait' || process.argv[2] === 'own-handler') console.log('ready');
