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
  // As signal-exit does: cleans up, and ends the process when nobody else would.
  polite: () => {
    const onSignal = () => {
      const isAlone = process.listenerCount('SIGTERM') === 1;
      console.log(isAlone ? 'alone' : 'in company');
      process.removeListener('SIGTERM', onSignal);
      if (isAlone) process.kill(process.pid, 'SIGTERM');
    };
    process.on('SIGTERM', onSignal);
    setInterval(() => {}, 1000);
  },
  'once-only': () => {
    process.once('SIGTERM', () => console.log('first'));
    setInterval(() => {}, 1000);
  },
  'own-handler': () => {
    process.on('SIGTERM', () => {
      console.log('shutting down');
      process.exit(7);
    });
    setInterval(() => {}, 1000);
  },
};
ends[process.argv[2] ?? 'natural']();
if (['wait', 'polite', 'once-only', 'own-handler'].includes(process.argv[2])) console.log('ready');
