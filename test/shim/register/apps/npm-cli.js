// Has the name of npm's main file.
const { ProxyTracerProvider, trace } = require('@opentelemetry/api');

const provider = trace.getTracerProvider();
console.log(provider instanceof ProxyTracerProvider && provider.getDelegateTracer('x') === undefined);
