import { B3InjectEncoding, B3Propagator as OfficialB3 } from '@opentelemetry/propagator-b3';
import test from 'ava';
import { FORMAT_HTTP_HEADERS, type SpanContext } from 'opentracing';
import { B3Propagator, fleetPropagator } from '../../../shim/src/propagators';
import { recordingProvider } from '../../support/sdk';
import { randomIds } from './support/ids';
import { contextOfJaeger, jaegerService } from './support/jaeger';
import { baggageRecord, contextOf, extract, type Headers, inject, spanOf, spanText } from './support/otel';

const single = new B3Propagator();
const multi = new B3Propagator({ injectEncoding: 'multi' });
const IDS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };

for (const bits of [64, 128] as const) {
  test(`no request of a ${bits}-bit jaeger-client that speaks B3 is lost, stripped zeros or not`, (t) => {
    const tracer = jaegerService({ traceId128bit: bits === 128, b3: true });
    for (let i = 0; i < 2000; i += 1) {
      const span = tracer.startSpan('request');
      const headers: Headers = {};
      tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
      const { traceIdStr, spanIdStr } = contextOfJaeger(span);
      t.is(spanText(extract(single, headers)), `${traceIdStr.padStart(32, '0')}-${spanIdStr.padStart(16, '0')}-1`);
    }
    tracer.close();
  });

  test(`${bits}-bit ids come back from a jaeger-client that speaks B3, under the right parent`, (t) => {
    const tracer = jaegerService({ b3: true });
    for (const ids of randomIds(bits + 1, 2000, bits)) {
      const parent = tracer.extract(FORMAT_HTTP_HEADERS, inject(multi, contextOf(ids))) as SpanContext;
      const server = contextOfJaeger(tracer.startSpan('server', { childOf: parent }));
      t.is(server.parentIdStr?.padStart(16, '0'), ids.spanId);
      const onward: Headers = {};
      tracer.inject(server, FORMAT_HTTP_HEADERS, onward);
      t.is(spanText(extract(multi, onward)), `${ids.traceId}-${server.spanIdStr.padStart(16, '0')}-1`);
    }
    tracer.close();
  });
}

for (const [name, ours, theirs] of [
  ['single', single, new OfficialB3({ injectEncoding: B3InjectEncoding.SINGLE_HEADER })],
  ['multi', multi, new OfficialB3({ injectEncoding: B3InjectEncoding.MULTI_HEADER })],
] as const) {
  test(`the official ${name}-header propagator and ours read each other`, (t) => {
    for (const bits of [64, 128] as const)
      for (const ids of randomIds(11, 1000, bits))
        for (const traceFlags of [0, 1]) {
          const context = contextOf({ ...ids, traceFlags });
          const text = `${ids.traceId}-${ids.spanId}-${traceFlags}`;
          t.is(spanText(extract(ours, inject(theirs, context))), text);
          t.is(spanText(extract(theirs, inject(ours, context))), text);
        }
  });
}

test('the debug flag is kept through a service on the SDK, from either form to either', (t) => {
  const { provider } = recordingProvider();
  const multiHeaders = { 'X-B3-TraceId': IDS.traceId, 'X-B3-SpanId': IDS.spanId, 'X-B3-Flags': '1' };
  for (const headers of [{ b3: `${IDS.traceId}-${IDS.spanId}-d` }, multiHeaders]) {
    const server = provider.getTracer('test').startSpan('server', {}, extract(single, headers)).spanContext();
    t.is(server.traceId, IDS.traceId);
    t.is(server.traceFlags, 1);
    t.deepEqual(inject(single, contextOf(server)), { b3: `${IDS.traceId}-${server.spanId}-d` });
    t.deepEqual(inject(multi, contextOf(server)), {
      'x-b3-traceid': IDS.traceId,
      'x-b3-spanid': server.spanId,
      'x-b3-flags': '1',
    });
  }
});

test('what a Lightstep service remembered completes B3 headers as well, without making them debug', (t) => {
  const state = (sent: string, memory: string) => {
    const headers = { b3: `${IDS.traceId.slice(16)}-${IDS.spanId}-${sent}`, 'ot-baggage-ot2otel-trace': memory };
    return inject(single, extract(single, headers)).b3;
  };
  const whole = (letter: string) => `${IDS.traceId}-${IDS.spanId}-${letter}`;
  for (const [sent, remembered, expected] of ['111', '1dd', '100', 'd1d', 'd00', '010', '0d0'])
    t.is(state(String(sent), `${IDS.traceId}-${remembered}`), whole(String(expected)), `${sent} ${remembered}`);
});

test('debug without ids asks for a trace that is sampled', (t) => {
  for (const headers of [{ b3: 'd' }, { 'X-B3-Flags': '1' }])
    t.is(spanText(extract(single, headers)), `${'0'.repeat(32)}-${'0'.repeat(16)}-1`);
});

test('a decision that is absent or unknown is unsampled, as in jaeger-client and the official propagator', (t) => {
  const flags = (sampled: unknown) =>
    spanOf(extract(single, { 'x-b3-traceid': '1', 'x-b3-spanid': '1', 'x-b3-sampled': sampled }))?.traceFlags;
  for (const value of ['1', 1, 'true', true, 'True']) t.is(flags(value), 1, String(value));
  for (const value of ['0', 0, 'false', false, undefined, 'maybe', '']) t.is(flags(value), 0, String(value));
  t.is(spanOf(extract(single, { b3: '1-1' }))?.traceFlags, 0);
});

test('the single header is preferred, and a malformed one leaves the word to the others', (t) => {
  const others = { 'X-B3-TraceId': 'a', 'X-B3-SpanId': 'b', 'X-B3-Sampled': '1' };
  const read = (b3: string) => spanText(extract(multi, { B3: b3, ...others }));
  t.is(read(`${IDS.traceId}-${IDS.spanId}-0-${IDS.spanId}`), `${IDS.traceId}-${IDS.spanId}-0`);
  const fromOthers = `${'a'.padStart(32, '0')}-${'b'.padStart(16, '0')}-1`;
  const malformed = ['', '0', '1', '0-1-1', '1-0-1', 'xyz-1-1', '1-1-2', '1-1-1-x', '1-1-1-1-1', `0${IDS.traceId}-1-1`];
  for (const b3 of malformed) t.is(read(b3), fromOthers, b3);
});

test('a 64-bit trace id leaves with 16 digits, for services that know no others', (t) => {
  const ids = { traceId: 'abc'.padStart(32, '0'), spanId: IDS.spanId };
  t.is(inject(single, contextOf(ids)).b3, `0000000000000abc-${IDS.spanId}-1`);
  t.is(inject(multi, contextOf(ids))['x-b3-traceid'], '0000000000000abc');
});

test('baggage of a jaeger-client that speaks B3 arrives, and goes back to it', (t) => {
  const tracer = jaegerService({ b3: true });
  const fleet = fleetPropagator({ extract: ['b3multi', 'jaeger'] });
  const baggage = { user: 'a b', name: 'Zoë' };
  const parent = tracer.extract(FORMAT_HTTP_HEADERS, inject(fleet, contextOf(IDS, baggage))) as SpanContext;
  const onward: Headers = {};
  tracer.inject(tracer.startSpan('server', { childOf: parent }), FORMAT_HTTP_HEADERS, onward);
  const context = extract(fleet, onward);
  t.is(spanOf(context)?.traceId, IDS.traceId);
  t.deepEqual(baggageRecord(context), baggage);
  tracer.close();
});

test('fields are those of the form that is written', (t) => {
  t.deepEqual(single.fields(), ['b3']);
  t.deepEqual(new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER }).fields(), multi.fields());
});
