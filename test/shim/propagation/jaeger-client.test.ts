import { propagation, type TextMapPropagator } from '@opentelemetry/api';
import test from 'ava';
import { FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP, type SpanContext } from 'opentracing';
import { createTracerShim } from '../../../shim/src/index';
import { debugSampler, fleetPropagator, JaegerPropagator, W3CBaggagePropagator } from '../../../shim/src/propagators';
import { recordingProvider, sdk } from '../../support/sdk';
import { randomIds } from './support/ids';
import { contextOfJaeger, jaegerService } from './support/jaeger';
import { baggageRecord, contextOf, extract, type Headers, inject, spanOf, withBaggage } from './support/otel';

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

test('the sampling decision crosses in both directions', (t) => {
  for (const sampled of [true, false]) {
    const tracer = jaegerService({ sampled });
    const headers: Headers = {};
    tracer.inject(tracer.startSpan('request'), FORMAT_HTTP_HEADERS, headers);
    const context = extract(http, headers);
    t.is(spanOf(context)?.traceFlags, sampled ? 1 : 0);
    const server = tracer.startSpan('server', {
      childOf: tracer.extract(FORMAT_HTTP_HEADERS, inject(http, context)) as SpanContext,
    });
    t.is(contextOfJaeger(server).isSampled(), sampled);
    tracer.close();
  }
});

test('a debug trace of jaeger-client is still one after a service on the OpenTelemetry SDK', (t) => {
  const tracer = jaegerService();
  const request = tracer.startSpan('request').setTag('sampling.priority', 1);
  const headers: Headers = {};
  tracer.inject(request, FORMAT_HTTP_HEADERS, headers);
  t.regex(String(headers['uber-trace-id']), /:3$/);

  const { provider } = recordingProvider();
  const server = provider.getTracer('test').startSpan('server', {}, extract(http, headers));
  const onward = inject(http, contextOf(server.spanContext()));
  t.regex(onward['uber-trace-id'] ?? '', /:3$/);
  t.true(contextOfJaeger(childOfHeaders(onward)).isDebug());

  function childOfHeaders(carrier: Headers) {
    return tracer.startSpan('next', { childOf: tracer.extract(FORMAT_HTTP_HEADERS, carrier) as SpanContext });
  }
  tracer.close();
});

test('jaeger-debug-id alone makes the same trace in jaeger-client and under our sampler', async (t) => {
  const headers = { 'jaeger-debug-id': 'order 42', 'jaeger-baggage': 'k=v' };
  const tracer = jaegerService({ sampled: false });
  const legacy = tracer.startSpan('request', { childOf: tracer.extract(FORMAT_HTTP_HEADERS, headers) as SpanContext });
  t.true(contextOfJaeger(legacy).isDebug());

  const recording = recordingProvider({ sampler: debugSampler(new sdk.AlwaysOffSampler()) });
  const context = extract(http, headers);
  const span = recording.provider.getTracer('test').startSpan('request', {}, context);
  t.regex(inject(http, contextOf(span.spanContext()))['uber-trace-id'] ?? '', /:3$/);
  span.end();

  const [exported] = await recording.finished();
  const legacyTags = legacy as typeof legacy & { _tags: { key: string; value: unknown }[] };
  const debugTag = legacyTags._tags.find(({ key }) => key === 'jaeger-debug-id');
  t.is(debugTag?.value, 'order 42');
  t.deepEqual(exported?.attributes, { 'jaeger-debug-id': 'order 42' });
  t.is(exported?.parentSpanContext, undefined);
  tracer.close();
});

test('jaeger-baggage is read as jaeger-client reads it', (t) => {
  const tracer = jaegerService();
  const samples = ['a=1, b=2', 'a=1,,b', 'a=1=2,b=3', 'a=%20x, b=', '', ' a = 1 ', 'a%3D1%2Cb%3D2'];
  for (const text of samples) {
    const headers = { 'jaeger-debug-id': 'x', 'jaeger-baggage': text };
    const server = tracer.startSpan('s', { childOf: tracer.extract(FORMAT_HTTP_HEADERS, headers) as SpanContext });
    t.deepEqual(baggageRecord(extract(http, headers)), contextOfJaeger(server).baggage, text);
  }
  tracer.close();
});

test('baggage without a trace crosses as well', (t) => {
  const headers = inject(http, withBaggage(extract(http, {}), { user: 'a b' }));
  t.deepEqual(headers, { 'uberctx-user': 'a%20b' });
  t.deepEqual(baggageRecord(extract(http, headers)), { user: 'a b' });
});

test('a message carrier that keeps the case of names is read as jaeger-client reads it', (t) => {
  const tracer = jaegerService();
  const headers = { 'Uber-Trace-Id': 'abc:def:0:1', 'UberCtx-User': '100%' };
  const server = tracer.startSpan('s', { childOf: tracer.extract(FORMAT_TEXT_MAP, headers) as SpanContext });
  t.is(contextOfJaeger(server).traceIdStr, 'abc');
  const context = extract(textMap, headers);
  t.is(spanOf(context)?.traceId, 'abc'.padStart(32, '0'));
  t.deepEqual(baggageRecord(context), contextOfJaeger(server).baggage);
  tracer.close();
});

// jaeger-client takes `userId`, `user_id` and `user-id` for spellings of two keys, and sends only `userid` and `user-id`.
for (const [format, propagator] of [
  [FORMAT_HTTP_HEADERS, http],
  [FORMAT_TEXT_MAP, textMap],
] as const) {
  for (const key of ['user_id', 'userId', 'User_ID']) {
    const lowered = format === FORMAT_HTTP_HEADERS ? key.toLowerCase() : key;
    /** As a request hands them on. */
    const arriving = (headers: Headers): Headers =>
      format === FORMAT_TEXT_MAP
        ? headers
        : Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const serve = (tracer: ReturnType<typeof jaegerService>, headers: Headers) =>
      tracer.startSpan('server', { childOf: tracer.extract(format, arriving(headers)) as SpanContext });
    const [ids] = [...randomIds(7, 1, 128)];

    test(`a service of jaeger-client finds baggage ${key} in ${format}, and what it makes of it comes back`, (t) => {
      const tracer = jaegerService();
      const server = serve(tracer, inject(propagator, contextOf(ids ?? t.fail(), { [key]: 'sent' })));
      t.is(server.getBaggageItem(key), 'sent');
      const onward: Headers = {};
      tracer.inject(server, format, onward);
      t.deepEqual(baggageRecord(extract(propagator, arriving(onward))), { [lowered]: 'sent' });
      server.setBaggageItem(key, 'changed');
      tracer.inject(server, format, onward);
      t.deepEqual(baggageRecord(extract(propagator, arriving(onward))), { [lowered]: 'changed' });
      tracer.close();
    });

    test(`code under the shim finds baggage ${key} that a service of jaeger-client has set in ${format}`, (t) => {
      const legacy = jaegerService();
      const sent: Headers = {};
      legacy.inject(legacy.startSpan('client').setBaggageItem(key, 'sent'), format, sent);
      const shim = createTracerShim(recordingProvider({}).provider, {
        httpHeadersPropagator: http,
        textMapPropagator: textMap,
      });
      const server = shim.startSpan('server', { childOf: shim.extract(format, arriving(sent)) });
      t.is(server.getBaggageItem(key), 'sent');
      t.is(server.context().getBaggageItem(key), 'sent');
      server.setBaggageItem(key, 'changed');
      const onward: Headers = {};
      shim.inject(server, format, onward);
      t.is(serve(legacy, onward).getBaggageItem(key), 'changed');
      legacy.close();
    });

    test(`code that has moved finds baggage ${key} that a service of jaeger-client has set in ${format}, and changes it`, (t) => {
      const legacy = jaegerService();
      const sent: Headers = {};
      legacy.inject(legacy.startSpan('client').setBaggageItem(key, 'sent'), format, sent);
      for (const reader of [propagator, fleetPropagator({ extract: ['baggage', propagator] })]) {
        const incoming = extract(reader, arriving(sent));
        const baggage = propagation.getBaggage(incoming);
        t.is(baggage?.getEntry(key)?.value, 'sent');
        t.is(baggage?.removeEntry(key).getEntry(key), undefined);
        const changed = baggage?.setEntry(key, { value: 'changed' }) ?? t.fail();
        t.is(changed.getAllEntries().length, 1);
        const onward = inject(propagator, propagation.setBaggage(incoming, changed));
        t.is(serve(legacy, onward).getBaggageItem(key), 'changed');
      }
      legacy.close();
    });
  }
}

test('W3C baggage alone goes by its own keys, and by any spelling beside jaeger', (t) => {
  const headers = { baggage: 'user-id=1' };
  const of = (propagator: TextMapPropagator, key: string) =>
    propagation.getBaggage(extract(propagator, headers))?.getEntry(key)?.value;
  t.is(of(fleetPropagator(), 'user-id'), '1');
  t.is(of(fleetPropagator(), 'user_id'), undefined);
  t.is(of(fleetPropagator({ extract: ['tracecontext', 'baggage', 'jaeger'] }), 'user_id'), '1');
});

test('what another propagator adds to the baggage of jaeger is found by any spelling as well', (t) => {
  const first = extract(http, { 'uberctx-user-id': '1' });
  const both = propagation.getBaggage(extract(new W3CBaggagePropagator(), { baggage: 'tenant=2' }, first));
  t.is(both?.getEntry('user_id')?.value, '1');
  t.is(both?.getEntry('tenant')?.value, '2');
  t.is(both?.clear().getAllEntries().length, 0);
});
