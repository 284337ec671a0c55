// One program, recorded on every side that can be read: the canonical traces are the same.

import { type Attributes, SpanKind, SpanStatusCode, type TracerProvider } from '@opentelemetry/api';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtoExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import test from 'ava';
import * as jaeger from 'jaeger-client';
import * as opentracing from 'opentracing';
import {
  type CanonicalTrace,
  canonicalTraces,
  compareTraces,
  describeDifference,
  type JaegerSpan,
  type MockReference,
  type MockSpan,
  recordJaeger,
  recordMock,
  recordSdk,
} from '../../../codemods/src/traces';
import { startCollector } from '../../../scripts/run-app/collector';
import { createTracerShim } from '../../../shim/src/index';
import { recordingProvider, sdk, simpleProcessor } from '../../support/sdk';

const LONG_AGO = Date.UTC(2019, 3, 1);

/** Uses what the API offers, in the ways that people do. */
function program(tracer: opentracing.Tracer): void {
  const { Tags } = opentracing;
  const root = tracer.startSpan('root', {
    tags: { [Tags.SPAN_KIND]: 'server', list: ['a', 'b'], ratio: 0.5, none: null },
  });
  root
    .setTag('object', { a: [1] })
    .setTag('when', new Date(0))
    .setTag('twice', 1)
    .setTag('twice', 'two');
  root.log({ event: 'started', attempt: 1 }).log({ left: 2 });
  const failed = tracer.startSpan('failed', { childOf: root });
  failed.setTag(Tags.ERROR, true);
  failed.log({ event: 'error', 'error.object': new TypeError('no'), message: 'no', extra: true });
  failed.finish();
  const refused = tracer.startSpan('refused', { childOf: root.context(), tags: { error: false } });
  refused.log({ event: 'error', 'error.kind': 'Refusal', message: 'card', stack: 'Refusal: card\n    at here' });
  refused.finish();
  const past = tracer.startSpan('past', { childOf: root, startTime: LONG_AGO + 0.25 });
  past.log({ event: 'noted' }, LONG_AGO + 10);
  past.finish(LONG_AGO + 1500.125);
  const both = [opentracing.followsFrom(failed.context()), opentracing.childOf(root.context())];
  tracer.startSpan('both', { references: both }).finish();
  tracer.startSpan('caused', { references: [opentracing.followsFrom(root.context())] }).finish();
  tracer.startSpan('alone').setOperationName('renamed').finish();
  root.finish();
}

interface Window {
  from: number;
  to: number;
}

/** The program's traces as the real OpenTracing tracer reports them. */
function underJaeger(): CanonicalTrace[] {
  const from = Date.now();
  const spans: JaegerSpan[] = [];
  const reporter: jaeger.Reporter = {
    // The published type is opentracing's Span; jaeger-client's own is what comes.
    report: (span) => spans.push(span as unknown as JaegerSpan),
    close: () => undefined,
    setProcess: () => undefined,
  };
  const tracer = jaeger.initTracer({ serviceName: 'sides', sampler: { type: 'const', param: 1 } }, { reporter });
  program(tracer);
  tracer.close();
  return canonicalTraces(spans.map(recordJaeger), { from, to: Date.now() });
}

/** The same through the shim, read from the SDK. */
async function underShim(shim: (provider: TracerProvider) => opentracing.Tracer): Promise<CanonicalTrace[]> {
  const from = Date.now();
  const { provider, finished } = recordingProvider();
  program(shim(provider));
  const spans = (await finished()).map((span) => ({ ...recordSdk(span), service: 'sides' }));
  return canonicalTraces(spans, { from, to: Date.now() });
}

async function overOtlp(Exporter: typeof JsonExporter): Promise<CanonicalTrace[]> {
  const collector = await startCollector();
  const from = Date.now();
  const processor = simpleProcessor(new Exporter({ url: `${collector.url}/v1/traces` }));
  const provider = new sdk.TracerProvider({ spanProcessors: [processor] });
  program(createTracerShim(provider));
  await provider.shutdown();
  await collector.close();
  const spans = collector.spans.map((span) => ({ ...span, service: 'sides' }));
  return canonicalTraces(spans, { from, to: Date.now() });
}

const same = (before: CanonicalTrace[], after: CanonicalTrace[]) =>
  compareTraces(before, after).map(describeDifference);

test('jaeger-client and the shim tell the same', async (t) => {
  t.deepEqual(same(underJaeger(), await underShim((provider) => createTracerShim(provider))), []);
});

test('the shim tells the same when it follows the specification to the letter', async (t) => {
  t.deepEqual(same(underJaeger(), await underShim((provider) => createTracerShim(provider, { strict: true }))), []);
});

test.serial('OTLP in JSON tells the same', async (t) => {
  t.deepEqual(same(underJaeger(), await overOtlp(JsonExporter)), []);
});

test.serial('OTLP in protobuf tells the same', async (t) => {
  t.deepEqual(same(underJaeger(), await overOtlp(ProtoExporter)), []);
});

test('jaeger-client gives what the program said, in the words of OpenTelemetry', (t) => {
  const traces = underJaeger();
  t.is(traces.length, 2);
  const root = traces.flatMap(({ roots }) => roots).find(({ name }) => name === 'root');
  t.is(root?.kind, 'server');
  t.false(root?.orphan);
  t.deepEqual(root?.attributes, {
    list: ['a', 'b'],
    ratio: 0.5,
    object: '{"a":[1]}',
    when: '1970-01-01T00:00:00.000Z',
    twice: 'two',
  });
  t.deepEqual(root?.events, [
    { name: 'started', attributes: { attempt: 1 } },
    { name: 'log', attributes: { left: 2 } },
  ]);
  const child = (name: string) => root?.children.find((span) => span.name === name);
  t.deepEqual(child('failed')?.status, { code: 'error' });
  t.deepEqual(child('failed')?.events, [
    {
      name: 'exception',
      attributes: {
        extra: true,
        'exception.type': 'TypeError',
        'exception.message': 'no',
        'exception.stacktrace': 'TypeError: no',
      },
    },
  ]);
  t.deepEqual(child('refused')?.status, { code: 'ok' });
  t.deepEqual(child('refused')?.events[0]?.attributes, {
    'exception.type': 'Refusal',
    'exception.message': 'card',
    'exception.stacktrace': 'Refusal: card',
  });
  t.like(child('past'), { start: LONG_AGO + 0.25, end: LONG_AGO + 1500.125 });
  t.is(child('past')?.events[0]?.time, LONG_AGO + 10);
  const followsFrom = { 'opentracing.ref_type': 'follows_from' };
  t.deepEqual(child('both')?.links, [{ target: child('failed')?.ref ?? -1, attributes: followsFrom }]);
  t.deepEqual(child('caused')?.links, [{ target: root?.ref ?? -1, attributes: followsFrom }]);
});

test('baggage that jaeger-client notes down by itself is no event of the program', (t) => {
  const spans: JaegerSpan[] = [];
  const reporter = { report: (span: unknown) => spans.push(span as JaegerSpan), close() {}, setProcess() {} };
  const tracer = jaeger.initTracer({ serviceName: 's', sampler: { type: 'const', param: 1 } }, { reporter });
  const span = tracer.startSpan('a');
  span.setBaggageItem('tier', 'gold').log({ event: 'baggage', weight: 20 });
  span.finish();
  tracer.close();
  t.deepEqual(
    spans.map(recordJaeger).flatMap(({ events }) => events.map(({ attributes }) => attributes)),
    [{ event: 'baggage', weight: 20 }],
  );
});

test('a MockTracer gives names, tags, logs, times, and parents if someone keeps its references', (t) => {
  const references = new Map<unknown, MockReference[]>();
  const tracer = new opentracing.MockTracer();
  const startSpan = tracer.startSpan.bind(tracer);
  // MockSpan.addReference keeps nothing, and is called before anything else on a span.
  const prototype = Object.getPrototypeOf(startSpan('probe')) as {
    addReference(reference: opentracing.Reference): void;
  };
  const original = prototype.addReference;
  t.teardown(() => Reflect.set(prototype, 'addReference', original));
  prototype.addReference = function (this: unknown, reference) {
    const context = reference.referencedContext() as unknown as { span(): MockSpan };
    references.set(this, [...(references.get(this) ?? []), { type: reference.type(), span: context.span() }]);
  };
  const from = Date.now();
  tracer.clear();
  const root = tracer.startSpan('root');
  root.setTag('error', 'true');
  const child = tracer.startSpan('child', { childOf: root });
  tracer.startSpan('never finished');
  child.log({ event: 'hello', to: 'you' });
  child.finish();
  root.finish();
  const spans = tracer.report().spans as unknown as MockSpan[];
  const recordedSpans = recordMock(spans, 'mock', (span) => references.get(span) ?? []);
  const [trace, ...others] = canonicalTraces(recordedSpans, { from, to: Date.now() });
  t.deepEqual(others, []);
  t.like(trace?.roots[0], { name: 'root', service: 'mock', status: { code: 'error' } });
  t.like(trace?.roots[0]?.children[0], { name: 'child', events: [{ name: 'hello', attributes: { to: 'you' } }] });
});

test('the SDK gives what the program said', async (t) => {
  const { provider, finished } = recordingProvider();
  const attributes: Attributes = { a: 1, b: [true, false] };
  const options = { kind: SpanKind.PRODUCER, attributes, startTime: LONG_AGO };
  const span = provider.getTracer('t').startSpan('send', options);
  span.setStatus({ code: SpanStatusCode.ERROR, message: 'full' }).addEvent('tried', { times: 3 }).end();
  const window: Window = { from: Date.now() - 10, to: Date.now() };
  const [trace] = canonicalTraces((await finished()).map(recordSdk), window);
  t.like(trace?.roots[0], {
    name: 'send',
    kind: 'producer',
    status: { code: 'error', message: 'full' },
    start: LONG_AGO,
    orphan: false,
    events: [{ name: 'tried', attributes: { times: 3 } }],
  });
  t.deepEqual(trace?.roots[0]?.attributes, { a: 1, b: [true, false] });
});
