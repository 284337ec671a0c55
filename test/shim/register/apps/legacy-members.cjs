// What applications do with their tracer and its spans beyond OpenTracing, and with options that cannot be read.
const { initTracer } = require('jaeger-client');
const lightstep = require('lightstep-tracer');

const circular = {};
circular.self = circular;
const tags = { circular, big: 1n };
const jaeger = initTracer({ serviceName: 'checkout', sampler: { type: 'const', param: 1 } }, { tags, reporter: null });
jaeger.registerInjector('http_headers', Object.create(null));

const span = jaeger.startSpan('named');
console.log(span.operationName, span.serviceName);
Object.assign(jaeger.startSpan('never finished'), { operationName: 'mine', serviceName: 'mine' });

const decorated = Object.assign(Object.create(jaeger), { label: 'mine' });
for (const tracer of [new Proxy(jaeger, {}), decorated]) {
  tracer.startSpan('decorated').finish();
  tracer.on('report', () => {}).registerExtractor('http_headers', {});
}

const unreadable = {
  get tags() {
    throw new Error('unreadable');
  },
};
const settings = {
  access_token: 'a/b',
  component_name: 'checkout',
  default_span_tags: { tier: 'gold' },
  propagators: null,
};
const other = new lightstep.Tracer(settings);
for (const tracer of [jaeger, other]) tracer.startSpan('unreadable', unreadable).finish();

const started = Date.now();
for (const tracer of [jaeger, other]) tracer.startSpan('bytes', { tags: Buffer.alloc(2_000_000) }).finish();
console.log(Date.now() - started < 1000);

const child = other.startSpan('child', { childOf: span });
console.log(child.guid() === child.context().toSpanId(), child.traceGUID() === span.context().toTraceId());
console.log(child.parentGUID() === span.context().toSpanId(), child.setParentGUID('x') === child);
console.log(child.generateTraceURL().replace(child.guid(), 'GUID').replace(/\d+$/, 'NOW'));
console.log(child.getOperationName(), child.getTags().tier, child.isSampled(), child.endMicros());
console.log(Math.abs(child.beginMicros() - Date.now() * 1000) < 1e7, child.setBeginMicros(1) === child);
const end = child.beginMicros() + 5000;
child.setEndMicros(end).finish();
console.log(child.endMicros() === end, child.context().traceGUID() === child.traceGUID());
span.context().finalizeSampling();
span.finish();
decorated.close(() => console.log('closed'));
