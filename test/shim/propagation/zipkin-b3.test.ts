import test from 'ava';
import { FORMAT_HTTP_HEADERS, type SpanContext } from 'opentracing';
import { ZipkinB3Propagator, type ZipkinB3PropagatorConfig } from '../../../shim/src/propagators';
import { randomIds } from './support/ids';
import { contextOfJaeger, jaegerService } from './support/jaeger';
import { baggageRecord, contextOf, extract, type Headers, inject, spanOf, spanText } from './support/otel';

const BAGGAGE = { user: 'a b', rate: '100%', list: 'x,y=z;w', name: 'Zoë 走 🚚', encoded: '%41' };
const CODECS: readonly ZipkinB3PropagatorConfig[] = [
  { urlEncoding: true },
  {},
  { urlEncoding: true, baggagePrefix: 'X-Baggage-' },
  { baggagePrefix: 'bag' },
  { urlEncoding: true, baggagePrefix: '' },
];

for (const config of CODECS) {
  const propagator = new ZipkinB3Propagator(config);
  const name = JSON.stringify(config);

  test(`what jaeger-client's Zipkin codec of ${name} writes is read, stripped zeros or not`, (t) => {
    const tracer = jaegerService({ codec: config });
    for (let i = 0; i < 500; i += 1) {
      const headers: Headers = {};
      const span = tracer.startSpan('request');
      for (const [key, value] of Object.entries(BAGGAGE)) span.setBaggageItem(key, value);
      tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
      const { traceIdStr, spanIdStr } = contextOfJaeger(span);
      const found = extract(propagator, headers);
      t.is(spanText(found), `${traceIdStr.padStart(32, '0')}-${spanIdStr.padStart(16, '0')}-1`);
      t.deepEqual(baggageRecord(found), BAGGAGE);
    }
    tracer.close();
  });

  test(`the headers are those of jaeger-client's Zipkin codec of ${name}, and it reads them`, (t) => {
    const tracer = jaegerService({ codec: config });
    for (const ids of randomIds(5, 200, 128)) {
      const written = inject(propagator, contextOf(ids, BAGGAGE));
      const server = contextOfJaeger(
        tracer.startSpan('server', { childOf: tracer.extract(FORMAT_HTTP_HEADERS, written) as SpanContext }),
      );
      t.is(server.traceIdStr.padStart(32, '0'), ids.traceId);
      t.is(server.parentIdStr?.padStart(16, '0'), ids.spanId);
      t.true(server.isSampled());
      t.deepEqual(server.baggage, BAGGAGE);
      const onward: Headers = {};
      tracer.inject(server, FORMAT_HTTP_HEADERS, onward);
      const { 'x-b3-parentspanid': _, ...others } = onward;
      t.deepEqual(Object.keys(written).sort(), Object.keys(others).sort());
      for (const [header, value] of Object.entries(onward))
        if (!header.startsWith('x-b3-')) t.is(written[header], value as string);
    }
    tracer.close();
  });
}

const headersOf = new ZipkinB3Propagator({ urlEncoding: true });
const IDS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };

test('sampling and debug are read as jaeger-client reads them', (t) => {
  const tracer = jaegerService({ codec: { urlEncoding: true }, sampled: false });
  const samples: Headers[] = [
    {},
    { 'x-b3-sampled': '1' },
    { 'x-b3-sampled': 'true' },
    { 'x-b3-sampled': '0' },
    { 'x-b3-flags': '1' },
    { 'x-b3-flags': '1', 'x-b3-sampled': '0' },
    { 'x-b3-flags': '0', 'x-b3-sampled': '1' },
  ];
  for (const sample of samples) {
    const headers = { 'X-B3-TraceId': IDS.traceId, 'X-B3-SpanId': IDS.spanId, ...sample };
    const server = tracer.startSpan('server', { childOf: tracer.extract(FORMAT_HTTP_HEADERS, headers) as SpanContext });
    const found = extract(headersOf, headers);
    t.is(spanOf(found)?.traceFlags, contextOfJaeger(server).isSampled() ? 1 : 0, JSON.stringify(sample));
    const isDebug = inject(headersOf, found)['x-b3-flags'] === '1';
    t.is(isDebug, contextOfJaeger(server).isDebug(), JSON.stringify(sample));
  }
  tracer.close();
});

test('the codec knows neither the single header nor uber-trace-id, but jaeger-baggage and jaeger-debug-id', (t) => {
  const others = { b3: `${IDS.traceId}-${IDS.spanId}-1`, 'uber-trace-id': `${IDS.traceId}:${IDS.spanId}:0:1` };
  t.is(spanText(extract(headersOf, others)), 'none');
  t.deepEqual(baggageRecord(extract(headersOf, { 'jaeger-baggage': 'k=v' })), { k: 'v' });
  t.truthy(spanOf(extract(headersOf, { 'jaeger-debug-id': 'order 42' }))?.traceState);
  t.deepEqual(inject(headersOf, extract(headersOf, {})), {});
});
