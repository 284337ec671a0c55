// A service of a fleet that speaks B3, and one with header names of its own.
const jaeger = require('jaeger-client');
const { FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP } = require('opentracing');

const config = { serviceName: 'codec', sampler: { type: 'const', param: 1 } };
const tracer = jaeger.initTracer(config, { contextKey: 'x-our-trace', baggagePrefix: 'x-our-' });
const codec = new jaeger.ZipkinB3TextMapCodec({ urlEncoding: true });
tracer.registerInjector(FORMAT_HTTP_HEADERS, codec);
tracer.registerExtractor(FORMAT_HTTP_HEADERS, codec);
tracer.registerInjector('a format of our own', { inject() {} });
const span = tracer.startSpan('work');
span.setBaggageItem('who', 'me you');
const headers = {};
tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
const message = {};
tracer.inject(span, FORMAT_TEXT_MAP, message);
const read = tracer.extract(FORMAT_HTTP_HEADERS, { 'x-b3-traceid': 'abc', 'x-b3-spanid': 'def', 'x-b3-sampled': '1' });
console.log(JSON.stringify({ headers: Object.keys(headers).sort(), message, read: read?.toTraceId() }));
span.finish();
tracer.close();
