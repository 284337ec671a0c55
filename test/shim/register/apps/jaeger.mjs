import jaeger from 'jaeger-client';
import * as opentracing from 'opentracing';

const tracer = jaeger.initTracerFromEnv({ serviceName: 'checkout', sampler: { type: 'const', param: 1 } }, {});
opentracing.initGlobalTracer(tracer);
opentracing.globalTracer().startSpan('work').finish();
tracer.close(() => console.log('closed'));
