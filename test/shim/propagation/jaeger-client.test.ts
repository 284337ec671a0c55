import test from 'ava';
import { FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP, type SpanContext } from 'opentracing';
import { JaegerPropagator } from '../../../shim/src/propagators';
import { randomIds } from './support/ids';
import { contextOfJaeger, jaegerService } from './support/jaeger';
import { baggageRecord, contextOf, extract, type Headers, inject, spanOf } from './support/otel';

const BAGGAGE = { user: 'a b', rate: '100%', list: 'x,y=z;w', name: 'Zoë 走 🚚', encoded: '%41' };
const http = new JaegerPropagator();
const textMap = new JaegerPropagator({ encoding: 'text-map' });

for (const bits of [64, 128] as const) {
  test(`no request of a ${bits}-bit jaeger-client is lost, stripped zeros or not`, (t) => {
    const tracer = jaegerService({ traceId128bit: bits === 128 });
    for (let i = 0; i < 2000; i += 1) {
      const span = tracer.startSpan('request');
      const headers: Headers = {};
      tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
      const { traceIdStr, spanIdStr } = contextOfJaeger(span);
      const found = spanOf(extract(http, headers));
      t.is(found?.traceId, traceIdStr.padStart(32, '0'));
      t.is(found?.spanId, spanIdStr.padStart(16, '0'));
      t.is(found?.traceFlags, 1);
      t.true(found?.isRemote);
    }
    tracer.close();
  });

  test(`${bits}-bit ids come back from a jaeger-client service in the same trace, under the right parent`, (t) => {
    const tracer = jaegerService();
    for (const ids of randomIds(bits, 2000, bits)) {
      const parent = tracer.extract(FORMAT_HTTP_HEADERS, inject(http, contextOf(ids))) as SpanContext;
      const server = contextOfJaeger(tracer.startSpan('server', { childOf: parent }));
      t.is(server.parentIdStr?.padStart(16, '0'), ids.spanId);
      const onward: Headers = {};
      tracer.inject(server, FORMAT_HTTP_HEADERS, onward);
      const found = spanOf(extract(http, onward));
      t.is(found?.traceId, ids.traceId);
      t.is(found?.spanId, server.spanIdStr.padStart(16, '0'));
    }
    tracer.close();
  });
}

for (const [format, propagator] of [
  [FORMAT_HTTP_HEADERS, http],
  [FORMAT_TEXT_MAP, textMap],
] as const) {
  test(`baggage goes through jaeger-client and back unchanged in ${format}`, (t) => {
    const tracer = jaegerService();
    const [ids] = [...randomIds(7, 1, 128)];
    const sent = inject(propagator, contextOf(ids ?? t.fail(), BAGGAGE));
    const server = contextOfJaeger(
      tracer.startSpan('server', { childOf: tracer.extract(format, sent) as SpanContext }),
    );
    t.deepEqual(server.baggage, BAGGAGE);
    const onward: Headers = {};
    tracer.inject(server, format, onward);
    t.deepEqual(baggageRecord(extract(propagator, onward)), BAGGAGE);
    tracer.close();
  });
}
