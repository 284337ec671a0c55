import test from 'ava';
import { FORMAT_HTTP_HEADERS } from 'opentracing';
import {
  B3Propagator,
  DatadogPropagator,
  fleetPropagator,
  JaegerPropagator,
  OTTracePropagator,
} from '../../../shim/src/propagators';
import { randomIds } from './support/ids';
import { lightstepService, parentIdOf, relay } from './support/lightstep';
import { baggageRecord, contextOf, extract, type Headers, inject, spanOf, spanText } from './support/otel';

const propagator = new OTTracePropagator();
const service = lightstepService();

test('no request of a Lightstep service is lost', (t) => {
  for (let i = 0; i < 2000; i += 1) {
    const span = service.startSpan('request');
    const headers: Headers = {};
    service.inject(span.context(), FORMAT_HTTP_HEADERS, headers);
    const found = spanOf(extract(propagator, headers));
    t.is(found?.traceId, span.context().toTraceId().padStart(32, '0'));
    t.is(found?.spanId, span.context().toSpanId().padStart(16, '0'));
    t.is(found?.traceFlags, 1);
  }
});

for (const bits of [64, 128] as const) {
  test(`${bits}-bit trace ids come back whole from a Lightstep service, under the right parent`, (t) => {
    for (const ids of randomIds(bits, 2000, bits)) {
      const { server, onward } = relay(service, inject(propagator, contextOf(ids)));
      t.is(parentIdOf(server), ids.spanId);
      const found = spanOf(extract(propagator, onward));
      t.is(found?.traceId, ids.traceId);
      t.is(found?.spanId, server.context().toSpanId().padStart(16, '0'));
    }
  });

  test(`${bits}-bit trace ids come back whole from a Lightstep service that speaks B3`, (t) => {
    const tracer = lightstepService({ propagator: 'B3Propagator' });
    const b3 = new B3Propagator({ injectEncoding: 'multi' });
    for (const ids of randomIds(bits, 2000, bits)) {
      const { server, onward } = relay(tracer, inject(b3, contextOf(ids)));
      t.is(parentIdOf(server), ids.spanId);
      const found = spanOf(extract(b3, onward));
      t.is(found?.traceId, ids.traceId);
      t.is(found?.spanId, server.context().toSpanId().padStart(16, '0'));
    }
  });
}

test('the decision not to sample survives a Lightstep service, which says "sampled" to everyone', (t) => {
  const ids = { traceId: '000000000000000000f067aa0ba902b7', spanId: '00f067aa0ba902b7' };
  const { onward } = relay(service, inject(propagator, contextOf({ ...ids, traceFlags: 0 })));
  t.is(onward['ot-tracer-sampled'], 'true');
  t.is(spanOf(extract(propagator, onward))?.traceFlags, 0);
});

test('a debug trace of jaeger-client is still one after a Lightstep service', (t) => {
  const jaeger = new JaegerPropagator();
  const debugged = extract(jaeger, { 'uber-trace-id': 'a:b:0:3' });
  const { onward } = relay(service, inject(propagator, debugged));
  t.regex(inject(jaeger, extract(propagator, onward))['uber-trace-id'] ?? '', /:3$/);
});

test('what a Lightstep service is to remember is not seen as baggage', (t) => {
  const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };
  const { onward } = relay(service, inject(propagator, contextOf(ids, { user: '1' })));
  t.deepEqual(baggageRecord(extract(propagator, onward)), { user: '1' });
});

test('a memory of another trace is not believed, and one that the application made up is not sent', (t) => {
  const headers = { 'ot-tracer-traceid': 'aa', 'ot-tracer-spanid': 'b', 'ot-tracer-sampled': 'true' };
  const memory = (value: string) => ({ ...headers, 'ot-baggage-ot2otel-trace': value });
  const plain = spanText(extract(propagator, headers));
  const ab = 'ab'.padStart(16, '0');
  for (const value of [`${'1'.repeat(16)}${ab}-0`, '1', '', `${'0'.repeat(32)}-1`, `${'1'.repeat(31)}g-1`])
    t.is(spanText(extract(propagator, memory(value))), plain, value);

  const ids = { traceId: '000000000000000000f067aa0ba902b7', spanId: '00f067aa0ba902b7' };
  const sent = inject(propagator, contextOf(ids, { 'OT2otel-Trace': 'mine' }));
  t.deepEqual(Object.keys(sent), ['ot-tracer-traceid', 'ot-tracer-spanid', 'ot-tracer-sampled']);
});

test('baggage goes through a Lightstep service and back unchanged', (t) => {
  const baggage = { user: 'a b', rate: '100%', list: 'x,y=z;w', name: 'Zoë 走 🚚', encoded: '%41', tab: 'a\tb' };
  const ids = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };
  for (const encoding of ['http', 'text-map'] as const) {
    const own = new OTTracePropagator({ encoding });
    const sent = inject(own, contextOf(ids, baggage));
    if (encoding === 'http') for (const [name, value] of Object.entries(sent)) t.notThrows(() => header(name, value));
    else t.is(sent['ot-baggage-name'], baggage.name);
    t.deepEqual(baggageRecord(extract(own, relay(service, sent).onward)), baggage);
  }
  function header(name: string, value: string): Headers {
    return Object.fromEntries(new globalThis.Headers([[name, value]]));
  }
});

test('a service that is asked in two formats keeps its trace in both', (t) => {
  const fleet = fleetPropagator({ extract: ['ottrace', 'tracecontext'] });
  for (const ids of randomIds(3, 200, 128)) {
    const sent = inject(fleet, contextOf(ids));
    t.is(spanText(extract(fleet, relay(service, sent).onward)).slice(0, 32), ids.traceId);
  }
});

test("the headers of Lightstep's Datadog propagator are read as they are, though it has rounded its ids", (t) => {
  const tracer = lightstepService({ propagator: 'DDPropagator' });
  const datadog = new DatadogPropagator();
  for (let i = 0; i < 500; i += 1) {
    const headers: Headers = {};
    tracer.inject(tracer.startSpan('request').context(), FORMAT_HTTP_HEADERS, headers);
    const found = spanOf(extract(datadog, headers)) ?? t.fail();
    t.is(String(BigInt(`0x${found.traceId}`)), String(headers['x-datadog-trace-id']));
    t.is(String(BigInt(`0x${found.spanId}`)), String(headers['x-datadog-parent-id']));
  }
});
