// One call connects both worlds, over the SDK that the application has started already. Serial: the globals belong to the process.
import {
  context,
  ProxyTracerProvider,
  propagation,
  ROOT_CONTEXT,
  type Tracer,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
// The same name and the same options on both lines.
import { NodeSDK } from '@opentelemetry/sdk-node';
import test from 'ava';
import * as opentracing from 'opentracing';
import {
  hybridPropagator,
  hybridTracerProvider,
  installGlobal,
  registerGlobalTracer,
  TracerShim,
} from '../../shim/src/index';
import { loadedOpenTracingCopies } from '../../shim/src/node/opentracing-copies';
import { recordingProvider, sdk, simpleProcessor } from '../support/sdk';
import { secondOpenTracing, secondShim } from './support/second-copy';
import { w3c } from './support/world';

const copy = secondOpenTracing();

test.serial('before an SDK is registered, installGlobal leaves the way free for it', (t) => {
  const tracer = installGlobal();
  t.notThrows(() => tracer.startSpan('early').finish());
  t.is(trace.getTracerProvider().constructor.name, 'ProxyTracerProvider');
  t.deepEqual(propagation.fields(), []);
});

test.serial('over a NodeSDK that is started: legacy spans report to it, native spans answer OpenTracing', async (t) => {
  const earlyShim = opentracing.globalTracer();
  const exporter = new sdk.InMemorySpanExporter();
  const processor = simpleProcessor(exporter);
  new NodeSDK({ spanProcessors: [processor], textMapPropagator: w3c(), instrumentations: [] }).start();
  installGlobal();

  opentracing.globalTracer().startSpan('legacy').finish();
  earlyShim.startSpan('legacy, by a tracer made before').finish();
  const native = trace.getTracer('app').startSpan('native') as unknown as opentracing.Span;
  native.setTag('a', { b: 1 }).finish();
  await processor.forceFlush();
  t.deepEqual(
    exporter.getFinishedSpans().map(({ name, attributes }) => [name, attributes]),
    [
      ['legacy', {}],
      ['legacy, by a tracer made before', {}],
      ['native', { a: '{"b":1}' }],
    ],
  );
});

test.serial(
  'the global propagator carries baggage that OpenTracing code has set, and extracts contexts for both',
  (t) => {
    const span = opentracing.globalTracer().startSpan('work').setBaggageItem('k', 'v');
    const carrier: Record<string, string> = {};
    propagation.inject(trace.setSpan(context.active(), span as never), carrier);
    t.is(carrier.baggage, 'k=v');
    const extracted = propagation.extract(ROOT_CONTEXT, carrier) as unknown as opentracing.SpanContext;
    t.is(extracted.toSpanId(), span.context().toSpanId());
  },
);

test.serial('a copy of the package that is loaded again takes the place of the one before, and wraps it not', (t) => {
  const { provider } = recordingProvider();
  const again = secondShim();
  const renewed = again.hybridTracerProvider(hybridTracerProvider(provider));
  const span = renewed.getTracer('app').startSpan('work') as unknown as { getSpan(): object };
  t.is(span.getSpan().constructor, provider.getTracer('app').startSpan('plain').constructor);
  const propagator = w3c();
  t.is(
    Reflect.get(again.hybridPropagator(hybridPropagator(propagator)), Symbol.for('@ot2otel/shim.wrapped')),
    propagator,
  );
});

test.serial('a second installGlobal wraps nothing twice', (t) => {
  const span = () => trace.getTracer('app').startSpan('native') as unknown as { getSpan(): object };
  const before = span().getSpan().constructor;
  const tracer = installGlobal();
  t.is(span().getSpan().constructor, before);
  t.true(tracer instanceof TracerShim);
  const carrier: Record<string, string> = {};
  tracer.inject(tracer.startSpan('work').setBaggageItem('k', 'v'), opentracing.FORMAT_TEXT_MAP, carrier);
  t.is(carrier.baggage, 'k=v');
});

test.serial('code that has moved starts active spans on a global tracer that code which has not hands to it', (t) => {
  installGlobal({ findCopies: () => [copy] });
  for (const { globalTracer } of [opentracing, copy]) {
    const delegate = globalTracer() as unknown as Tracer;
    const [isRecording, isActive] = delegate.startActiveSpan('work', { root: true }, (span) => [
      span.isRecording(),
      trace.getActiveSpan() === span,
    ]);
    t.deepEqual([isRecording, isActive], [true, true]);
    const parent = delegate.startSpan('parent');
    const child = delegate.startActiveSpan('child', {}, trace.setSpan(ROOT_CONTEXT, parent), (span) => span);
    t.is(child.spanContext().traceId, parent.spanContext().traceId);
    t.is(delegate.startActiveSpan('nothing to run' as never, undefined as never), undefined as never);
  }
});

test.serial('strict: the tracer speaks OpenTracing only, and native spans are left alone', (t) => {
  t.false(installGlobal({ strict: true }) instanceof TracerShim);
});

test.serial('the global tracer is set in every loaded copy of opentracing', (t) => {
  // Nothing that was loaded by another name than its own may be missed: put the copy where a nested installation would be.
  const file = '/app/node_modules/library/node_modules/opentracing/lib/index.js';
  require.cache[file] = { exports: copy } as NodeJS.Module;
  t.teardown(() => delete require.cache[file]);
  const started: string[] = [];
  class Recorder extends opentracing.Tracer {
    override startSpan(name: string): opentracing.Span {
      started.push(name);
      return new opentracing.Span();
    }
  }
  registerGlobalTracer(new Recorder(), loadedOpenTracingCopies);
  opentracing.globalTracer().startSpan('mine');
  copy.globalTracer().startSpan('of the copy');
  t.deepEqual(started, ['mine', 'of the copy']);
});

test.serial('a search for copies that fails, or a copy that does, keeps nobody from the rest', (t) => {
  const fail = (): never => {
    throw new Error('broken');
  };
  const reached: unknown[] = [];
  const tracer = new opentracing.Tracer();
  t.notThrows(() => registerGlobalTracer(tracer, fail));
  registerGlobalTracer(tracer, () => [
    { initGlobalTracer: fail },
    { initGlobalTracer: (one) => void reached.push(one) },
  ]);
  t.deepEqual(reached, [tracer]);
});

test.serial(
  'the global provider wrapped and made its own delegate: spans reach the SDK and answer OpenTracing',
  async (t) => {
    trace.disable();
    const { provider, finished } = recordingProvider({});
    trace.setGlobalTracerProvider(provider);
    const early = trace.getTracer('early');
    // Not in the API's types, but the only way to wrap what is registered already.
    const proxy = trace.getTracerProvider() as ProxyTracerProvider;
    proxy.setDelegate(hybridTracerProvider(proxy));
    const span = trace.getTracer('app').startSpan('wrapped') as unknown as opentracing.Span;
    span.setTag('a', { b: 1 }).finish();
    early.startSpan('early').end();
    t.deepEqual(
      (await finished()).map(({ name, attributes }) => [name, attributes]),
      [
        ['wrapped', { a: '{"b":1}' }],
        ['early', {}],
      ],
    );
  },
);

// Minifiers give the same short name to a class of one module and a class of another.
test.serial('a provider whose class bears the name of the placeholder is wrapped all the same', async (t) => {
  trace.disable();
  const { provider, finished } = recordingProvider({});
  const placeholder = new ProxyTracerProvider().getDelegate().constructor.name;
  const { [placeholder]: Namesake } = {
    [placeholder]: class {
      getTracer = provider.getTracer.bind(provider);
    },
  };
  trace.setGlobalTracerProvider(new (Namesake as new () => TracerProvider)());
  installGlobal();
  (trace.getTracer('app').startSpan('native') as unknown as opentracing.Span).setTag('a', { b: 1 }).finish();
  t.deepEqual(
    (await finished()).map(({ attributes }) => attributes),
    [{ a: '{"b":1}' }],
  );
});

test('a wrapped provider still says what class it is of', (t) => {
  const { provider } = recordingProvider({});
  t.is(hybridTracerProvider(provider).constructor, provider.constructor);
});
