// Migrated and unmigrated code meet: each is handed what the other one made.
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import test from 'ava';
import * as opentracing from 'opentracing';
import { hybridPropagator, hybridTracerProvider, withActive } from '../../../shim/src/index';
import { recordingProvider } from '../../support/sdk';
import { findSpan, PARENT, shimmed, useGlobals, usePropagator, w3c } from '../support/world';

useGlobals();
usePropagator(hybridPropagator(w3c()));

const WITH_BAGGAGE = propagation.createBaggage({ tenant: { value: 'acme' } });

function injected(from: (carrier: Record<string, string>) => void): Record<string, string> {
  const carrier: Record<string, string> = {};
  from(carrier);
  return carrier;
}

/** An OpenTelemetry tracer whose spans answer both APIs, as migrated code gets it from the wrapped provider. */
function native() {
  const recording = recordingProvider();
  return { ...recording, tracer: hybridTracerProvider(recording.provider).getTracer('migrated') };
}

test("an OpenTracing tracer takes OpenTelemetry's options and context", async (t) => {
  const { tracer, span } = shimmed();
  const parent = tracer.startSpan('parent');
  const inParent = trace.setSpan(context.active(), parent);
  tracer.startSpan('child', { attributes: { a: 1 }, kind: SpanKind.CLIENT }, inParent).end();
  tracer.startSpan('root', { root: true }, inParent).end();

  const child = await span('child');
  t.is(child.parentSpanContext?.spanId, parent.spanContext().spanId);
  t.deepEqual([child.attributes, child.kind], [{ a: 1 }, SpanKind.CLIENT]);
  t.is((await span('root')).parentSpanContext, undefined);
});

test("on an OpenTracing tracer OpenTelemetry's words mean the active span, no words mean a root", async (t) => {
  const { tracer, span } = shimmed();
  const parent = tracer.startSpan('parent');
  withActive(parent, () => {
    tracer.startSpan('with-attributes', { attributes: {} }).end();
    tracer.startSpan('without-words').end();
  });
  t.is((await span('with-attributes')).parentSpanContext?.spanId, parent.spanContext().spanId);
  t.is((await span('without-words')).parentSpanContext, undefined);
});

test('startActiveSpan of an OpenTracing tracer takes all three forms and hands its result through', async (t) => {
  const { tracer, span } = shimmed();
  const results = tracer.startActiveSpan('outer', (outer) => {
    t.is(trace.getActiveSpan(), outer);
    const inner = tracer.startActiveSpan('inner', { attributes: { a: 1 } }, (active) => {
      active.end();
      return 'inner';
    });
    const away = tracer.startActiveSpan('away', {}, ROOT_CONTEXT, (active) => {
      active.end();
      return 'away';
    });
    outer.end();
    return [inner, away];
  });
  t.deepEqual(results, ['inner', 'away']);
  t.is((await span('inner')).parentSpanContext?.spanId, (await span('outer')).spanContext().spanId);
  t.is((await span('away')).parentSpanContext, undefined);
});

test('an error thrown in startActiveSpan or withActive reaches the caller', (t) => {
  const { tracer } = shimmed();
  const fail = () => {
    throw new RangeError('mine');
  };
  t.throws(() => tracer.startActiveSpan('work', fail), { instanceOf: RangeError });
  t.throws(() => withActive(tracer.startSpan('work'), fail), { instanceOf: RangeError });
});

test('trace.setSpan with an OpenTracing span parents spans of any OpenTelemetry tracer', async (t) => {
  const { tracer, provider, span } = shimmed();
  const parent = tracer.startSpan('parent');
  provider.getTracer('raw').startSpan('child', {}, trace.setSpan(context.active(), parent)).end();
  t.is((await span('child')).parentSpanContext?.spanId, parent.spanContext().spanId);
});

test('OpenTracing code takes an OpenTelemetry Context for a span context: childOf, references, inject', async (t) => {
  const { tracer, span } = shimmed();
  const parent = tracer.startSpan('parent');
  const asContext = propagation.setBaggage(trace.setSpan(ROOT_CONTEXT, parent), WITH_BAGGAGE);
  const child = tracer.startSpan('child', { childOf: asContext });
  child.finish();
  const reference = new opentracing.Reference('follows_from', asContext as unknown as opentracing.SpanContext);
  tracer.startSpan('follower', { references: [reference] }).finish();

  const parentId = parent.spanContext().spanId;
  t.is((await span('child')).parentSpanContext?.spanId, parentId);
  t.is(child.getBaggageItem('tenant'), 'acme');
  t.is((await span('follower')).parentSpanContext?.spanId, parentId);
  const carrier = injected((target) =>
    tracer.inject(asContext as unknown as opentracing.SpanContext, opentracing.FORMAT_HTTP_HEADERS, target),
  );
  t.is(carrier.traceparent, `00-${parent.spanContext().traceId}-${parentId}-01`);
  t.is(carrier.baggage, 'tenant=acme');
});

test('migrated code takes an OpenTracing span context for a Context', async (t) => {
  const { tracer, provider, span } = shimmed();
  const parent = tracer.startSpan('parent').setBaggageItem('tenant', 'acme');
  const spanContext = parent.context();

  provider.getTracer('raw').startSpan('child', {}, spanContext).end();
  t.is((await span('child')).parentSpanContext?.spanId, parent.spanContext().spanId);
  t.is(trace.getSpan(spanContext), parent);
  t.is(trace.getSpanContext(spanContext)?.traceId, parent.spanContext().traceId);
  t.is(propagation.getBaggage(spanContext)?.getEntry('tenant')?.value, 'acme');
  const carrier = injected((target) => propagation.inject(spanContext, target));
  t.is(carrier.baggage, 'tenant=acme');
  t.true(carrier.traceparent?.includes(parent.spanContext().spanId));
});

test('an OpenTracing span context can be the active Context, and the base of others', (t) => {
  const { tracer } = shimmed();
  const parent = tracer.startSpan('parent').setBaggageItem('tenant', 'acme');
  context.with(parent.context(), () => {
    t.is(trace.getActiveSpan(), parent);
    t.is(propagation.getActiveBaggage()?.getEntry('tenant')?.value, 'acme');
    t.is(context.active().getValue(Symbol('unknown')), undefined);
  });
  const without = trace.deleteSpan(parent.context());
  t.is(trace.getSpan(without), undefined);
  t.is(propagation.getBaggage(without)?.getEntry('tenant')?.value, 'acme');
});

test("an OpenTracing span context answers OpenTelemetry's SpanContext", (t) => {
  const { tracer } = shimmed();
  const span = tracer.startSpan('work');
  const { traceId, spanId, traceFlags } = span.context();
  const expected = span.spanContext();
  t.deepEqual([traceId, spanId, traceFlags], [expected.traceId, expected.spanId, expected.traceFlags]);
  t.true(trace.isSpanContextValid(span.context()));
  t.is(trace.getSpanContext(trace.setSpanContext(ROOT_CONTEXT, span.context()))?.spanId, spanId);
});

test('a span of an OpenTracing tracer answers every method of an OpenTelemetry span', async (t) => {
  const { tracer, span } = shimmed();
  const work = tracer.startSpan('work');
  work.setAttribute('a', 1).setAttributes({ b: 2 }).addEvent('e', { c: 3 }, 1_700_000_000_000).updateName('renamed');
  work
    .addLink({ context: PARENT })
    .addLinks([{ context: PARENT }])
    .setStatus({ code: SpanStatusCode.ERROR, message: 'm' });
  work.recordException(new Error('boom'));
  t.true(work.isRecording());
  work.end();
  t.false(work.isRecording());
  const exported = await span('renamed');
  t.deepEqual(exported.attributes, { a: 1, b: 2 });
  t.deepEqual(
    exported.events.map(({ name }) => name),
    ['e', 'exception'],
  );
  t.is(exported.links.length, 2);
  t.deepEqual(exported.status, { code: SpanStatusCode.ERROR, message: 'm' });
});

test("what exporters could not write of OpenTelemetry's words costs itself, and not the span", async (t) => {
  const { tracer, span, exporter } = shimmed();
  const bad = [Number.NaN, -1, [Number.NaN, 0], new Date(Number.NaN), 'yesterday', {}, Symbol('time')] as never[];
  for (const [index, time] of bad.entries()) {
    const work = tracer.startSpan('work');
    work.addEvent(Symbol('event') as never, { a: 1 }, time).addEvent('named', time);
    work.recordException(new Error('boom'), time);
    work.addLink(time).addLinks([null, { context: {} }, { context: PARENT }] as never);
    work.updateName(Symbol(`named ${index}`) as never).end(time);
    const exported = await span(`Symbol(named ${index})`);
    t.deepEqual(
      exported.events.map(({ name }) => name),
      ['Symbol(event)', 'named', 'exception'],
    );
    const times = [exported.endTime, ...exported.events.map((event) => event.time)];
    for (const [seconds] of times) t.true(seconds >= exported.startTime[0]);
    t.deepEqual(
      exported.links.map(({ context: { spanId } }) => spanId),
      [PARENT.spanId],
    );
    exporter.reset();
  }
});

test('a native span of the hybrid provider answers OpenTracing', async (t) => {
  const { tracer, ...recording } = native();
  // Unmigrated code is handed the span and knows OpenTracing only.
  const legacy = tracer.startSpan('native') as unknown as opentracing.Span;
  legacy.setTag('user', { id: 1 }).log({ event: 'x' }).addTags({ error: true }).setOperationName('renamed');
  legacy.setBaggageItem('tenant', 'acme');
  t.is(legacy.context().toTraceId().length, 32);
  const child = legacy.tracer().startSpan('child', { childOf: legacy });
  t.is(child.getBaggageItem('tenant'), 'acme');
  child.finish();
  legacy.finish();

  const exported = await findSpan(recording, 'renamed');
  t.deepEqual(exported.attributes, { user: '{"id":1}' });
  t.is(exported.status.code, SpanStatusCode.ERROR);
  t.is((await findSpan(recording, 'child')).parentSpanContext?.spanId, exported.spanContext().spanId);
});

test("a native tracer follows OpenTelemetry's rule, span.tracer() and OpenTracing's words follow OpenTracing's", async (t) => {
  const { tracer, ...recording } = native();
  const legacyTracer = tracer as unknown as opentracing.Tracer;
  const outer = tracer.startSpan('outer');
  context.with(trace.setSpan(context.active(), outer), () => {
    tracer.startSpan('by-rule').end();
    legacyTracer.startSpan('tagged', { tags: { a: 1 } }).finish();
    (outer as unknown as opentracing.Span).tracer().startSpan('by-span').finish();
  });
  t.is((await findSpan(recording, 'by-rule')).parentSpanContext?.spanId, outer.spanContext().spanId);
  t.is((await findSpan(recording, 'tagged')).parentSpanContext, undefined);
  t.is((await findSpan(recording, 'by-span')).parentSpanContext, undefined);
});

test("OpenTracing's words mean a root also where nothing is said with them", async (t) => {
  const { tracer, finished } = native();
  const parent = tracer.startSpan('parent', { root: true });
  context.with(trace.setSpan(context.active(), parent), () => {
    for (const options of [{ tags: undefined }, { references: undefined }, { childOf: undefined }])
      (tracer as unknown as opentracing.Tracer)
        .startSpan('said', options as unknown as opentracing.SpanOptions)
        .finish();
  });
  const spans = await finished();
  t.deepEqual(
    spans.map(({ parentSpanContext }) => parentSpanContext),
    [undefined, undefined, undefined],
  );
});

test('the context that migrated code gives is the parent, whatever childOf says beside it', async (t) => {
  for (const { tracer, finished } of [native(), shimmed()]) {
    const [parent, other] = [tracer.startSpan('parent', { root: true }), tracer.startSpan('other', { root: true })];
    const options = { childOf: other, tags: { a: 1 } };
    tracer.startSpan('child', options, trace.setSpan(context.active(), parent)).end();
    const [child] = await finished();
    t.is(child?.parentSpanContext?.spanId, parent.spanContext().spanId);
    t.deepEqual(child?.attributes, { a: 1 });
  }
});

test('a native tracer injects and extracts for OpenTracing code', (t) => {
  const tracer = native().tracer as unknown as opentracing.Tracer;
  const carrier = injected((target) =>
    tracer.inject(tracer.startSpan('work').setBaggageItem('a', 'b'), opentracing.FORMAT_TEXT_MAP, target),
  );
  const extracted = tracer.extract(opentracing.FORMAT_TEXT_MAP, carrier);
  t.is(carrier.traceparent?.split('-')[1], extracted?.toTraceId());
});

test('what migrated code extracts answers unmigrated code as a span context', async (t) => {
  const { tracer, span } = shimmed();
  const headers = { traceparent: `00-${PARENT.traceId}-${PARENT.spanId}-01`, baggage: 'tenant=acme' };
  const extracted = propagation.extract(ROOT_CONTEXT, headers);
  const legacy = extracted as unknown as opentracing.SpanContext;
  t.is(legacy.toTraceId(), PARENT.traceId);
  const child = tracer.startSpan('child', { childOf: legacy });
  child.finish();
  t.is(child.getBaggageItem('tenant'), 'acme');
  t.true((await span('child')).parentSpanContext?.isRemote);
  t.is(propagation.extract(ROOT_CONTEXT, {}), ROOT_CONTEXT);
});

test('the status that OpenTelemetry code sets is not undone by an earlier error=false', async (t) => {
  const { tracer, span } = shimmed();
  const work = tracer.startSpan('work').setTag('error', false);
  work.setStatus({ code: SpanStatusCode.ERROR });
  work.finish();
  t.is((await span('work')).status.code, SpanStatusCode.ERROR);
});

test('end() of OpenTelemetry releases the held back OK as finish() does', async (t) => {
  const { tracer, span } = shimmed();
  tracer.startSpan('work').setTag('error', false).end();
  t.is((await span('work')).status.code, SpanStatusCode.OK);
});

test('a processor reads the fields of a hybrid parent from the context', (t) => {
  const names: unknown[] = [];
  const processor = {
    onStart: (_span: unknown, parent: Parameters<typeof trace.getSpan>[0]) => {
      const parentSpan = trace.getSpan(parent) as { name?: string; attributes?: object } | undefined;
      names.push(parentSpan && [parentSpan.name, parentSpan.attributes]);
    },
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  const { tracer, provider } = shimmed('default', {}, { spanProcessors: [processor] });
  const parent = tracer.startSpan('parent', { tags: { a: 1 } });
  provider.getTracer('raw').startSpan('child', {}, trace.setSpan(context.active(), parent));
  t.deepEqual(names, [undefined, ['parent', { a: 1 }]]);
});

test('JSON.stringify of a hybrid span is short, not circular', (t) => {
  const span = shimmed().tracer.startSpan('work');
  const { traceId, spanId } = span.spanContext();
  t.deepEqual(JSON.parse(JSON.stringify({ span })), { span: { traceId, spanId } });
});

test('a kept span context does not keep the finished span', (t) => {
  const span = shimmed().tracer.startSpan('work');
  const kept = span.context();
  t.is(trace.getSpan(kept), span);
  span.finish();
  t.not(trace.getSpan(kept), span);
  t.is(trace.getSpanContext(kept)?.spanId, span.spanContext().spanId);
});

test('an error that is logged as if it were fields is the exception that migrated code records', async (t) => {
  const { tracer, span } = shimmed();
  const error = Object.assign(new TypeError('boom'), { code: 'E_PAY' });
  const work = tracer.startSpan('work');
  work.log(error as unknown as Record<string, unknown>);
  work.recordException(error);
  work.finish();
  const [logged, recorded] = (await span('work')).events;
  t.is(logged?.name, 'exception');
  t.is(logged?.attributes?.['exception.message'], 'boom');
  t.deepEqual(logged?.attributes, recorded?.attributes);
});
