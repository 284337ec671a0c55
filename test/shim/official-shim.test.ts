// What the official shim promises and the specification does not contradict, for it and for ours side by side: whoever replaces the
// one by the other finds the same.
import * as api from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { B3Propagator } from '@opentelemetry/propagator-b3';
import { TracerShim as OfficialTracerShim } from '@opentelemetry/shim-opentracing';
import test, { type ExecutionContext } from 'ava';
import * as opentracing from 'opentracing';
import { TracerShim } from '../../shim/src/index';
import { PlainTracer } from '../../shim/src/tracers/plain-tracer';
import { type ReadableSpan, recordingProvider } from '../support/sdk';
import { findSpan, useGlobals } from './support/world';

useGlobals();

const { FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP } = opentracing;

interface Propagators {
  textMapPropagator?: api.TextMapPropagator;
  httpHeadersPropagator?: api.TextMapPropagator;
}
type Maker = (tracer: api.Tracer, propagators?: Propagators) => opentracing.Tracer;

const IMPLEMENTATIONS: Record<string, Maker> = {
  official: (tracer, propagators) => new OfficialTracerShim(tracer, propagators),
  ours: (tracer, propagators) => new TracerShim(tracer, propagators),
  'ours, strict': (tracer, propagators) => new PlainTracer(tracer, { strict: true, ...propagators }),
};

interface World {
  tracer: opentracing.Tracer;
  span(name: string): Promise<ReadableSpan>;
}

type Check = (t: ExecutionContext, world: (propagators?: Propagators) => World) => void | Promise<void>;

function check(title: string, run: Check): void {
  for (const [name, make] of Object.entries(IMPLEMENTATIONS)) {
    test(`${title} (${name})`, (t) =>
      run(t, (propagators) => {
        const recording = recordingProvider();
        const tracer = make(recording.provider.getTracer('default'), propagators);
        return { tracer, span: (wanted) => findSpan(recording, wanted) };
      }));
  }
}

for (const format of [FORMAT_HTTP_HEADERS, FORMAT_TEXT_MAP]) {
  check(`a span and its context go into a carrier and come out again: ${format}`, (t, world) => {
    const { tracer } = world();
    const span = tracer.startSpan('work');
    for (const source of [span, span.context()]) {
      const carrier = {};
      tracer.inject(source, format, carrier);
      const extracted = tracer.extract(format, carrier);
      t.is(extracted?.toTraceId(), span.context().toTraceId());
      t.is(extracted?.toSpanId(), span.context().toSpanId());
    }
  });
}

check('baggage goes along', (t, world) => {
  const { tracer } = world();
  const span = tracer.startSpan('work').setBaggageItem('one', '1').setBaggageItem('two', '2');
  const carrier = {};
  tracer.inject(span, FORMAT_HTTP_HEADERS, carrier);
  const extracted = tracer.extract(FORMAT_HTTP_HEADERS, carrier);
  const child = tracer.startSpan('child', extracted ? { childOf: extracted } : {});
  t.is(child.context().toTraceId(), span.context().toTraceId());
  t.deepEqual([child.getBaggageItem('one'), child.getBaggageItem('two')], ['1', '2']);
});

check('each format uses the propagator that it was given', (t, world) => {
  const w3c = new W3CTraceContextPropagator();
  const b3 = new B3Propagator();
  const { tracer } = world({ textMapPropagator: b3, httpHeadersPropagator: w3c });
  const span = tracer.startSpan('work');
  const ids = [span.context().toTraceId(), span.context().toSpanId()];
  for (const [format, propagator] of [[FORMAT_TEXT_MAP, b3] as const, [FORMAT_HTTP_HEADERS, w3c] as const]) {
    const injected = {};
    tracer.inject(span, format, injected);
    const read = api.trace.getSpanContext(propagator.extract(api.ROOT_CONTEXT, injected, api.defaultTextMapGetter));
    t.deepEqual([read?.traceId, read?.spanId], ids);

    const carrier = {};
    const [traceId = '', spanId = ''] = ids;
    const context = api.trace.setSpanContext(api.ROOT_CONTEXT, { traceId, spanId, traceFlags: 1 });
    propagator.inject(context, carrier, api.defaultTextMapSetter);
    const extracted = tracer.extract(format, carrier);
    t.deepEqual([extracted?.toTraceId(), extracted?.toSpanId()], ids);
  }
});

check('childOf takes a span and a context', async (t, world) => {
  const { tracer, span } = world();
  const parent = tracer.startSpan('parent');
  tracer.startSpan('of-span', { childOf: parent }).finish();
  tracer.startSpan('of-context', { childOf: parent.context() }).finish();
  for (const name of ['of-span', 'of-context']) {
    const child = await span(name);
    t.is(child.parentSpanContext?.spanId, parent.context().toSpanId());
    t.is(child.spanContext().traceId, parent.context().toTraceId());
  }
});

check('tags and a follows-from reference of the options arrive', async (t, world) => {
  const { tracer, span } = world();
  const other = tracer.startSpan('other');
  const tags = { key: 'value', count: 1 };
  tracer.startSpan('work', { tags, references: [opentracing.followsFrom(other.context())] }).finish();
  const { attributes, links } = await span('work');
  t.deepEqual(attributes, tags);
  t.deepEqual(
    links.map((link) => link.context.spanId),
    [other.context().toSpanId()],
  );
});

check('tags are set, overwritten, and skipped when undefined', async (t, world) => {
  const { tracer, span } = world();
  tracer
    .startSpan('work')
    .setTag('hello', 'world')
    .addTags({ hello: 'stars', from: 'earth', none: undefined })
    .finish();
  t.deepEqual((await span('work')).attributes, { hello: 'stars', from: 'earth' });
});

const STATUS_BY_ERROR: [unknown, api.SpanStatusCode][] = [
  ['', api.SpanStatusCode.UNSET],
  [true, api.SpanStatusCode.ERROR],
  [false, api.SpanStatusCode.OK],
  ['true', api.SpanStatusCode.ERROR],
  ['false', api.SpanStatusCode.OK],
  ['whoopsie', api.SpanStatusCode.UNSET],
];

for (const [value, code] of STATUS_BY_ERROR) {
  check(`the tag error=${JSON.stringify(value)} is status ${api.SpanStatusCode[code]}`, async (t, world) => {
    const { tracer, span } = world();
    tracer.startSpan('one').setTag('error', value).finish();
    tracer.startSpan('many').addTags({ hello: 'stars', error: value }).finish();
    const [one, many] = [await span('one'), await span('many')];
    t.deepEqual([one.status.code, many.status.code], [code, code]);
    t.is(many.attributes.hello, 'stars');
    if (value === 'whoopsie') t.deepEqual([one.attributes.error, many.attributes.error], [value, value]);
  });
}

check('a log is an event named by its field event, else log, at its time', async (t, world) => {
  const { tracer, span } = world();
  const tomorrow = Date.now() + 86_400_000;
  const named = { event: 'fun-time', user: 'meow', value: 123 };
  const unnamed = { user: 'meow', value: 123 };
  tracer.startSpan('work').log(named, tomorrow).log(unnamed, tomorrow).finish();
  const { events } = await span('work');
  t.deepEqual(
    events.map(({ name, attributes, time }) => [name, attributes, time[0]]),
    [
      ['fun-time', named, Math.trunc(tomorrow / 1000)],
      ['log', unnamed, Math.trunc(tomorrow / 1000)],
    ],
  );
});

check('an error log is an exception event, at its time', async (t, world) => {
  const { tracer, span } = world();
  const tomorrow = Date.now() + 86_400_000;
  const fields = { event: 'error', fault: 'meow', 'error.kind': 'boom', message: 'oh no!', stack: 'pancakes' };
  const work = tracer.startSpan('work').log(fields, tomorrow).log({ event: 'error', 'error.object': 'boom' }, tomorrow);
  work.finish();
  const [mapped, text] = (await span('work')).events;
  t.deepEqual([mapped?.name, mapped?.time[0]], ['exception', Math.trunc(tomorrow / 1000)]);
  t.deepEqual(mapped?.attributes, {
    event: 'error',
    fault: 'meow',
    'exception.type': 'boom',
    'exception.message': 'oh no!',
    'exception.stacktrace': 'pancakes',
  });
  t.is(text?.attributes?.['exception.message'], 'boom');
});

check('setOperationName renames', async (t, world) => {
  const { tracer, span } = world();
  tracer.startSpan('my-span').setOperationName('your-span').finish();
  t.is((await span('your-span')).name, 'your-span');
});

check('a child has the baggage of its parent and may change it; the parent does not notice', (t, world) => {
  const { tracer } = world();
  const parent = tracer.startSpan('parent').setBaggageItem('key', 'parent');
  const child = tracer.startSpan('child', { childOf: parent });
  t.is(child.getBaggageItem('key'), 'parent');
  child.setBaggageItem('key', 'child').setBaggageItem('other', 'child');
  t.deepEqual([child.getBaggageItem('key'), child.getBaggageItem('other')], ['child', 'child']);
});

test("the official shim's tracer accepts our spans in inject, and our tracer its spans as parents", async (t) => {
  const recording = recordingProvider();
  const inner = recording.provider.getTracer('default');
  const theirs = new OfficialTracerShim(inner);
  const ours = new TracerShim(inner);
  const carrier: Record<string, string> = {};
  const mine = ours.startSpan('mine').setBaggageItem('k', 'v');
  theirs.inject(mine, FORMAT_HTTP_HEADERS, carrier);
  t.true(carrier.traceparent?.includes(mine.context().toSpanId()));
  t.is(carrier.baggage, 'k=v');

  const parent = theirs.startSpan('theirs').setBaggageItem('k', 'v');
  for (const childOf of [parent, parent.context()]) {
    const child = ours.startSpan('child', { childOf });
    child.finish();
    t.is(child.getBaggageItem('k'), 'v');
    t.is((await findSpan(recording, 'child')).parentSpanContext?.spanId, parent.context().toSpanId());
  }
});
