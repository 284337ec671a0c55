// Code that has moved is handed what OpenTracing code has made otherwise than by the shim: tracers without effect, mocks, tracers that
// decorate ours. They answer, and the traces are those that OpenTracing code would have made.
import {
  context,
  ProxyTracerProvider,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import test from 'ava';
import * as opentracing from 'opentracing';
import { MockTracer } from 'opentracing/lib/mock_tracer';
import { hybridTracerProvider, registerGlobalTracer, toOpenTracingTracer } from '../../../shim/src/index';
import { answerOnPlaceholders } from '../../../shim/src/tracers/placeholders';
import { PARENT, shimmed, useGlobals } from '../support/world';

useGlobals();

/** Adds a tag to every span, as its authors wrote it for OpenTracing. */
class LabelledTracer extends opentracing.Tracer {
  constructor(
    readonly inner: opentracing.Tracer,
    readonly label: string,
  ) {
    super();
  }

  override startSpan(name: string, options: opentracing.SpanOptions = {}): opentracing.Span {
    return this.inner.startSpan(name, { ...options, tags: { ...options.tags, label: this.label } });
  }
}

/** As code that has moved sees it. */
function moved(tracer: opentracing.Tracer): Tracer {
  return tracer as unknown as Tracer;
}

test('a tracer without effect runs the callback and takes all that a span is told', (t) => {
  shimmed();
  const tracer = moved(new opentracing.Tracer());
  const result = tracer.startActiveSpan('work', { attributes: { a: 1 } }, ROOT_CONTEXT, (span) => {
    span.setAttribute('b', 2).setAttributes({ c: 3 }).addEvent('event', { d: 4 }).updateName('other');
    span.addLink({ context: span.spanContext() }).addLinks([]).setStatus({ code: SpanStatusCode.ERROR });
    span.recordException(new Error('broken'));
    span.end(1);
    return [span.isRecording(), trace.isSpanContextValid(span.spanContext())];
  });
  t.deepEqual(result, [true, false]);
  t.is(trace.getSpanContext(new opentracing.SpanContext() as never), undefined);
});

test('a child of a span without effect is a root', async (t) => {
  const { tracer, span } = shimmed();
  const parent = moved(new opentracing.Tracer()).startSpan('nothing', { root: true });
  moved(tracer).startSpan('child', {}, trace.setSpan(context.active(), parent)).end();
  t.is((await span('child')).parentSpanContext, undefined);
});

test('a mock is told in the words that it knows', (t) => {
  shimmed();
  const mock = new MockTracer();
  const parent = moved(mock).startSpan('parent', { kind: SpanKind.SERVER, attributes: { a: 1 }, root: true });
  moved(mock).startActiveSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent), (span) =>
    span.setAttribute('b', 2).end(),
  );
  const [, child] = mock.report().spans;
  t.deepEqual(child?.tags(), { b: 2 });
  t.is(child?.operationName(), 'child');
});

test('a tracer that decorates ours is told the parent, by way of startActiveSpan and of the global tracer', async (t) => {
  const { tracer, finished } = shimmed();
  const labelled = new LabelledTracer(tracer, 'shop');
  registerGlobalTracer(labelled);
  const parent = moved(opentracing.globalTracer()).startSpan('parent', { kind: SpanKind.CLIENT, root: true });
  const below = trace.setSpan(context.active(), parent);
  moved(opentracing.globalTracer())
    .startSpan('global', { attributes: { a: 1 } }, below)
    .end();
  moved(opentracing.globalTracer()).startActiveSpan('active', {}, below, (span) => {
    moved(labelled).startActiveSpan('root', { attributes: { b: 2 } }, ROOT_CONTEXT, (inner) => inner.end());
    span.end();
  });
  parent.end();
  const { spanId } = parent.spanContext();
  const spans = (await finished()).map(({ name, parentSpanContext, attributes, kind }) => [
    name,
    parentSpanContext?.spanId,
    attributes,
    kind,
  ]);
  t.deepEqual(spans, [
    ['global', spanId, { a: 1, label: 'shop' }, SpanKind.INTERNAL],
    ['root', undefined, { b: 2, label: 'shop' }, SpanKind.INTERNAL],
    ['active', spanId, { label: 'shop' }, SpanKind.INTERNAL],
    ['parent', undefined, { 'span.kind': 'client', label: 'shop' }, SpanKind.CLIENT],
  ]);
});

test('the global tracer starts a root where options name no parent in words of OpenTracing, whatever else they say', async (t) => {
  const { tracer, finished } = shimmed();
  registerGlobalTracer(tracer);
  moved(tracer).startActiveSpan('active', { root: true }, (active) => {
    const given = { childOf: undefined, attributes: { a: 1 } };
    moved(opentracing.globalTracer()).startSpan('apart', given).end();
    active.end();
  });
  const [apart] = await finished();
  t.deepEqual([apart?.name, apart?.attributes, apart?.parentSpanContext], ['apart', { a: 1 }, undefined]);
});

test('what OpenTracing code says to such tracers is handed on untouched', (t) => {
  shimmed();
  const given: unknown[] = [];
  class Recorder extends opentracing.Tracer {
    protected override _startSpan(name: string, fields: opentracing.SpanOptions): opentracing.Span {
      given.push(name, fields);
      return new opentracing.Span();
    }
  }
  const options = { tags: { a: 1 } };
  new Recorder().startSpan('work', options);
  t.is(given[1], options);
});

test('what the API hands out without an SDK answers OpenTracing', (t) => {
  shimmed();
  const { traceId, spanId } = PARENT;
  const tracer = new ProxyTracerProvider().getTracer('noop') as unknown as opentracing.Tracer;
  const span = tracer.startSpan('nothing', { childOf: new opentracing.SpanContext(), tags: { a: 1 } });
  t.is(span.setTag('a', 1).addTags({}).log({}).setOperationName('b').setBaggageItem('k', 'v'), span);
  span.logEvent('event', {});
  t.is(span.getBaggageItem('k'), undefined);
  t.is(span.context().toTraceId(), '00000000000000000000000000000000');
  t.true(span.tracer() instanceof opentracing.Tracer);
  t.is(span.finish(), undefined);
  const carrier = {};
  tracer.inject(span, opentracing.FORMAT_TEXT_MAP, carrier);
  t.deepEqual(carrier, {});
  t.is(tracer.extract(opentracing.FORMAT_TEXT_MAP, {}), null);
  t.is(tracer.extract(opentracing.FORMAT_BINARY, Buffer.alloc(1)), null);
  const known = tracer.extract(opentracing.FORMAT_TEXT_MAP, { traceparent: `00-${traceId}-${spanId}-01` });
  t.is(known?.toSpanId(), spanId);
});

test('a placeholder that carries ids is a parent as before', async (t) => {
  const { tracer, span } = shimmed();
  tracer.startSpan('child', { childOf: trace.wrapSpanContext(PARENT) }).finish();
  t.is((await span('child')).parentSpanContext?.spanId, PARENT.spanId);
});

test('an OpenTelemetry tracer that is handed over answers OpenTracing, and is the same each time', async (t) => {
  const { provider, span } = shimmed();
  const given = provider.getTracer('shop');
  const tracer = toOpenTracingTracer(given);
  t.is(toOpenTracingTracer(given), tracer);
  const parent = tracer.startSpan('parent', { tags: { a: 1 } });
  tracer.startSpan('child', { childOf: parent }).finish();
  parent.finish();
  t.deepEqual((await span('parent')).attributes, { a: 1 });
  t.is((await span('child')).parentSpanContext?.spanId, parent.spanContext().spanId);
  const headers: Record<string, string> = {};
  tracer.inject(parent, opentracing.FORMAT_TEXT_MAP, headers);
  const extracted = tracer.extract(opentracing.FORMAT_TEXT_MAP, headers);
  t.is(extracted && trace.getSpanContext(extracted)?.spanId, parent.spanContext().spanId);
});

test('a tracer that has moved starts roots for the code that it is handed to, as OpenTracing does', async (t) => {
  const { provider, span } = shimmed();
  const given = hybridTracerProvider(provider).getTracer('shop');
  const tracer = toOpenTracingTracer(given);
  t.is(toOpenTracingTracer(given), tracer);
  t.is(toOpenTracingTracer(tracer), tracer);
  given.startActiveSpan('active', (active) => {
    given.startSpan('own').end();
    tracer.startSpan('handed over', {}).finish();
    tracer.startActiveSpan('moved', (moved) => moved.end());
    active.end();
  });
  const active = (await span('active')).spanContext().spanId;
  t.is((await span('own')).parentSpanContext?.spanId, active);
  t.is((await span('handed over')).parentSpanContext, undefined);
  t.is((await span('moved')).parentSpanContext?.spanId, active);
});

test('so does one that was taken from the API before there was an SDK', async (t) => {
  const early = new ProxyTracerProvider();
  const given = early.getTracer('shop');
  const { provider, span } = shimmed();
  answerOnPlaceholders();
  early.setDelegate(hybridTracerProvider(provider));
  const tracer = toOpenTracingTracer(given);
  t.is(toOpenTracingTracer(given), tracer);
  given.startActiveSpan('active', (active) => {
    tracer.startSpan('handed over', {}).setTag('size', 3).finish();
    active.end();
  });
  t.is((await span('handed over')).parentSpanContext, undefined);
  t.deepEqual((await span('handed over')).attributes, { size: 3 });
});

test('what only starts spans is called as before: a test or a program made it', (t) => {
  const calls: unknown[][] = [];
  const span = {};
  const double = {
    startSpan: (...given: unknown[]) => {
      calls.push(given);
      return span;
    },
  };
  const options = { childOf: null, tags: { size: 1 } };
  t.is(toOpenTracingTracer(double as never).startSpan('work', options as never), span as never);
  t.deepEqual(calls, [['work', options]]);
});

test('nothing stays nothing, so that a tracer that may be missing is asked as before', (t) => {
  const none = [undefined, null];
  t.deepEqual(none.map(toOpenTracingTracer), none);
  t.is(toOpenTracingTracer(none[0])?.startSpan('none'), undefined);
});

test('a tracer that speaks OpenTracing is handed over as it is, and answers OpenTelemetry', (t) => {
  const { tracer } = shimmed();
  t.is(moved(toOpenTracingTracer(tracer)), moved(tracer));
  const own = new LabelledTracer(tracer, 'shop');
  t.is(moved(toOpenTracingTracer(own)), moved(own));
  t.is(typeof toOpenTracingTracer(own).startActiveSpan, 'function');
});
