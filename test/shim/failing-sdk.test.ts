// An SDK that fails, or that is replaced while the application runs, does no harm. Serial: the globals belong to the process.
import { spawnSync } from 'node:child_process';
import { context, type TracerProvider, trace } from '@opentelemetry/api';
import test from 'ava';
import * as opentracing from 'opentracing';
import {
  activeSpan,
  createTracerShim,
  hybridTracerProvider,
  type ShimOptions,
  toOpenTracingSpan,
  withActive,
} from '../../shim/src/index';
import { recordingProvider, sdk } from '../support/sdk';
import { useGlobals } from './support/world';

useGlobals();

const fail = (): never => {
  throw new Error('broken');
};

/** Calls what applications call. */
function useSpan(tracer: opentracing.Tracer, span: opentracing.Span): void {
  span.setTag('a', 1).log({ event: 'x' }).setTag('error', true).setBaggageItem('k', 'v').setOperationName('y');
  tracer.inject(span, opentracing.FORMAT_TEXT_MAP, {});
  tracer.extract(opentracing.FORMAT_TEXT_MAP, { traceparent: 'x' });
  withActive(span, () => activeSpan()?.setTag('b', 1));
  toOpenTracingSpan(span);
  span.context().toSpanId();
  span.finish();
}

for (const method of ['onStart', 'onEnd']) {
  for (const strict of [false, true]) {
    test.serial(`a span processor that throws in ${method} (strict: ${strict})`, (t) => {
      const processor = {
        onStart() {},
        onEnd() {},
        forceFlush: async () => {},
        shutdown: async () => {},
        [method]: fail,
      };
      const provider = new sdk.TracerProvider({ spanProcessors: [processor] });
      const tracer = createTracerShim(provider, { strict });
      const native = hybridTracerProvider(provider).getTracer('app');
      t.notThrows(() => {
        const parent = tracer.startSpan('parent', { tags: { a: 1 } });
        useSpan(tracer, tracer.startSpan('child', { childOf: parent, tags: { a: [1] } }));
        useSpan(tracer, parent);
        native.startSpan('native', { attributes: { a: 1 } }).end();
      });
    });
  }
}

test.serial('a processor that throws in onStart sees each span once', (t) => {
  let starts = 0;
  const processor = {
    onStart: () => {
      starts += 1;
      fail();
    },
    onEnd() {},
    forceFlush: async () => {},
    shutdown: async () => {},
  };
  createTracerShim(new sdk.TracerProvider({ spanProcessors: [processor] })).startSpan('work', {
    tags: { a: 'b', c: 1 },
  });
  t.is(starts, 1);
});

test.serial(
  'a wrapped provider whose getTracer fails, or gives no tracer, still hands out one that does no harm',
  (t) => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const getTracer of [fail, () => undefined, () => 5, () => proxy, () => ({}), () => ({ startSpan: fail })]) {
      const provider = hybridTracerProvider({ getTracer } as unknown as TracerProvider);
      t.notThrows(() => {
        const span = provider.getTracer('app').startSpan('work');
        span.setAttribute('a', 1).end();
        provider.getTracer('app').startActiveSpan('work', (active) => active.end());
      });
    }
  },
);

test.serial("the API's globals taken away and set again: spans that were started go on, nothing throws", async (t) => {
  const { provider, finished } = recordingProvider({});
  trace.disable();
  trace.setGlobalTracerProvider(provider);
  const tracer = createTracerShim(trace.getTracerProvider());
  const parent = tracer.startSpan('parent');
  trace.disable();
  context.disable();
  t.notThrows(() => useSpan(tracer, tracer.startSpan('without globals', { childOf: parent })));
  useGlobals();
  trace.setGlobalTracerProvider(recordingProvider({}).provider);
  t.notThrows(() => useSpan(tracer, tracer.startSpan('with others', { childOf: parent })));
  parent.finish();
  const spans = await finished();
  t.deepEqual(
    spans.map((span) => span.spanContext().traceId === parent.context().toTraceId()),
    [true, true, true],
  );
  trace.disable();
});

test.serial('close with a callback twice, and without one', async (t) => {
  const tracer = createTracerShim(recordingProvider({}).provider);
  let calls = 0;
  const close = () =>
    new Promise<void>((resolve) => {
      tracer.close(() => {
        calls += 1;
        resolve();
      });
    });
  await close();
  await close();
  await tracer.close();
  await tracer.flush();
  t.is(calls, 2);
});

test.serial('a provider that never settles its shutdown as it should: close calls back all the same', async (t) => {
  for (const shutdown of [fail, () => Promise.reject(new Error('late')), () => 5, 'no function', undefined]) {
    const provider = { getTracer: () => ({ startSpan: fail }), shutdown } as never;
    await t.notThrowsAsync(new Promise<void>((resolve) => void createTracerShim(provider).close(resolve)));
  }
});

test.serial("an error of close's callback is the application's own: neither swallowed nor a rejection of ours", (t) => {
  const program = `
    process.on('uncaughtException', (error) => console.log('uncaught', error.message));
    process.on('unhandledRejection', () => console.log('rejection'));
    const { createTracerShim } = require('@ot2otel/shim');
    createTracerShim({ getTracer: () => ({}) }).close(() => { throw new Error('of the application'); });
  `;
  const { stdout } = spawnSync(process.execPath, ['-e', program], { cwd: __dirname, encoding: 'utf8' });
  t.is(stdout, 'uncaught of the application\n');
});

test.serial('propagators that fail, give nothing, or are none', (t) => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const propagators: unknown[] = [
    { inject: fail, extract: fail },
    { extract: () => undefined },
    { extract: () => proxy },
    {},
    5,
    proxy,
  ];
  for (const propagator of propagators) {
    const options = { textMapPropagator: propagator, httpHeadersPropagator: propagator } as ShimOptions;
    const tracer = createTracerShim(recordingProvider({}).provider, options);
    for (const format of [opentracing.FORMAT_TEXT_MAP, opentracing.FORMAT_HTTP_HEADERS]) {
      t.notThrows(() => tracer.inject(tracer.startSpan('work'), format, {}));
      t.is(tracer.extract(format, { traceparent: 'x' }), null);
    }
  }
});
