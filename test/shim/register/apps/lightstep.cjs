const opentracing = require('opentracing');
const lightstep = require('lightstep-tracer');

const tracer = new lightstep.Tracer({
  access_token: 'none',
  component_name: 'checkout',
  tags: { region: 'eu' },
  default_span_tags: { tier: 'gold', items: 0 },
  collector_host: '127.0.0.1',
  collector_port: 9,
  disable_reporting_loop: true,
});
tracer.on('report', () => console.log('reported'));
opentracing.initGlobalTracer(tracer);
opentracing
  .globalTracer()
  .startSpan('work', { tags: { items: 3 } })
  .finish();
console.log(tracer instanceof lightstep.Tracer || tracer instanceof opentracing.Tracer);
tracer.flush(() => console.log('flushed'));
