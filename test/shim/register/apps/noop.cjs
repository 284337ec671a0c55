require('opentracing')
  .globalTracer()
  .startSpan('work', { tags: { card: 'x' } })
  .finish();
console.log('worked');
