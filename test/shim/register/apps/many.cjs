// A job that makes more spans than a batch holds, before anything asynchronous can happen; the first argument says how it ends.
const { globalTracer } = require('opentracing');

for (let index = 0; index < 600; index += 1) globalTracer().startSpan(`step ${index}`).finish();
if (process.argv[2] === 'exit') process.exit(0);
throw new Error('out of stock');
