// Two copies of opentracing, one of which comes late; the arguments are their folders.
const [first, second] = process.argv.slice(2);
require(first).globalTracer().startSpan('first').finish();
setImmediate(() => {
  const { globalTracer, Tracer } = require(second);
  globalTracer().startSpan('second').finish();
  new Tracer().startActiveSpan('silent', (span) => console.log(span.isRecording()));
});
