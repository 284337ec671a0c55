// One request through four services, each with its own tracer and speaking over real HTTP:
// jaeger-client -> OpenTracing code on the shim -> lightstep-tracer -> OpenTelemetry code -> jaeger-client.
import test from 'ava';
import { childOf, FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP, type Span, type SpanContext, type Tracer } from 'opentracing';
import { createTracerShim } from '../../../shim/src/index';
import { debugSampler, fleetPropagator } from '../../../shim/src/propagators';
import { recordingProvider, sdk } from '../../support/sdk';
import { call, serve } from './support/http';
import { contextOfJaeger, jaegerService } from './support/jaeger';
import { lightstepService } from './support/lightstep';
import { baggageRecord, contextOf, extract, inject, withBaggage } from './support/otel';

const BAGGAGE = { user: 'a b', rate: '100%', list: 'x,y=z;w', name: 'Zoë 走' };
const fleet = fleetPropagator({
  extract: ['tracecontext', 'baggage', 'jaeger', 'ottrace'],
  inject: ['tracecontext', 'baggage', 'jaeger', 'ottrace'],
});

/** A service written against OpenTracing: continues the trace, calls the next service, tells what it saw. */
function legacyService(tracer: Tracer, next: (headers: Record<string, string>) => Promise<unknown>) {
  return serve(async (incoming) => {
    const parent = tracer.extract(FORMAT_HTTP_HEADERS, incoming) as SpanContext;
    const span = tracer.startSpan('server', { references: [childOf(parent)] });
    const headers: Record<string, string> = {};
    tracer.inject(span, FORMAT_HTTP_HEADERS, headers);
    const rest = (await next(headers)) as object[];
    span.finish();
    return [{ ...idsOf(span), baggage: baggageOf(span) }, ...rest];
  });
}

function idsOf(span: Span) {
  return { traceId: span.context().toTraceId().padStart(32, '0'), spanId: span.context().toSpanId().padStart(16, '0') };
}

function baggageOf(span: Span) {
  return Object.fromEntries(Object.keys(BAGGAGE).map((key) => [key, span.getBaggageItem(key)]));
}

for (const traceId128bit of [false, true]) {
  test(`a request through every kind of service is one trace, begun by a ${traceId128bit ? 128 : 64}-bit jaeger-client`, async (t) => {
    const shimmed = recordingProvider();
    const migrated = recordingProvider();
    const jaeger = jaegerService({ traceId128bit });
    const shim = createTracerShim(shimmed.provider, { httpHeadersPropagator: fleet });

    const last = await legacyService(jaeger, async () => []);
    const otel = await serve(async (incoming) => {
      const parent = extract(fleet, incoming);
      const span = migrated.provider.getTracer('app').startSpan('server', {}, parent);
      const context = withBaggage(contextOf(span.spanContext()), baggageRecord(parent));
      const rest = (await call(last, inject(fleet, context))) as object[];
      span.end();
      const { traceId, spanId } = span.spanContext();
      return [{ traceId, spanId, baggage: baggageRecord(parent) }, ...rest];
    });
    const lightstep = await legacyService(lightstepService(), (headers) => call(otel, headers));
    const first = await legacyService(shim, (headers) => call(lightstep, headers));

    const request = jaeger.startSpan('request');
    for (const [key, value] of Object.entries(BAGGAGE)) request.setBaggageItem(key, value);
    const headers: Record<string, string> = {};
    jaeger.inject(request, FORMAT_HTTP_HEADERS, headers);
    const seen = (await call(first, headers)) as { traceId: string; spanId: string; baggage: object }[];
    for (const server of [first, lightstep, otel, last]) server.close();

    const traceId = contextOfJaeger(request).traceIdStr.padStart(32, '0');
    // lightstep-tracer itself knows the lower 64 bits only, and hands encoded text on as it came.
    t.deepEqual(
      seen.map((each) => each.traceId),
      [traceId, `${'0'.repeat(16)}${traceId.slice(16)}`, traceId, traceId],
    );
    for (const service of [0, 2, 3]) t.deepEqual(seen[service]?.baggage, BAGGAGE);

    const parents = [...(await shimmed.finished()), ...(await migrated.finished())].map(
      (span) => span.parentSpanContext,
    );
    t.deepEqual(
      parents.map((parent) => parent?.spanId),
      [idsOf(request).spanId, seen[1]?.spanId],
    );
    jaeger.close();
  });
}

test('jaeger-debug-id reaches OpenTracing code on the shim, and is sampled by', async (t) => {
  const recording = recordingProvider({ sampler: debugSampler(new sdk.AlwaysOffSampler()) });
  const shim = createTracerShim(recording.provider, { httpHeadersPropagator: fleet });
  const parent = shim.extract(FORMAT_HTTP_HEADERS, { 'jaeger-debug-id': 'x' }) ?? t.fail();
  const span = shim.startSpan('server', { childOf: parent });
  const headers: Record<string, string> = {};
  shim.inject(span, FORMAT_HTTP_HEADERS, headers);
  span.finish();
  t.regex(headers['uber-trace-id'] ?? '', /:3$/);
  t.deepEqual(
    (await recording.finished()).map(({ attributes }) => attributes),
    [{ 'jaeger-debug-id': 'x' }],
  );
  t.is(shim.extract(FORMAT_HTTP_HEADERS, { 'uber-trace-id': '0:0:0:0' }), null);
});

test("the shim's TEXT_MAP talks to the TEXT_MAP of jaeger-client when it is given that encoding", (t) => {
  const textMapPropagator = fleetPropagator({ extract: ['jaeger'], encoding: 'text-map' });
  const shim = createTracerShim(recordingProvider().provider, { textMapPropagator });
  const jaeger = jaegerService();
  const message: Record<string, string> = {};
  shim.inject(shim.startSpan('send').setBaggageItem('rate', '100% é'), FORMAT_TEXT_MAP, message);
  const receiver = jaeger.startSpan('receive', { childOf: jaeger.extract(FORMAT_TEXT_MAP, message) as SpanContext });
  t.is(receiver.getBaggageItem('rate'), '100% é');
  const reply: Record<string, string> = {};
  jaeger.inject(receiver, FORMAT_TEXT_MAP, reply);
  const parent = shim.extract(FORMAT_TEXT_MAP, reply) ?? t.fail();
  t.is(shim.startSpan('reply', { childOf: parent }).getBaggageItem('rate'), '100% é');
  jaeger.close();
});
