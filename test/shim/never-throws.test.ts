// Nothing that is passed in makes the shim throw, changes what was passed, or costs the span.
import { context, DiagLogLevel, diag, ROOT_CONTEXT, type TracerProvider, trace } from '@opentelemetry/api';
import test from 'ava';
import fc from 'fast-check';
import * as opentracing from 'opentracing';
import {
  activeSpan,
  createTracerShim,
  hybridPropagator,
  hybridTracerProvider,
  installGlobal,
  registerGlobalTracer,
  TracerShim,
  toOpenTracingSpan,
  toOpenTracingTracer,
  toOtelSpan,
  withActive,
} from '../../shim/src/index';
import { sdk } from '../support/sdk';
import { anyMembers, anyValue, type Boxed, unboxMembers } from './support/hostile';
import { type Mode, shimmed, useGlobals } from './support/world';

useGlobals();

const RUNS = { numRuns: 200, includeErrorInReport: true };
const METHODS = [
  'setTag',
  'addTags',
  'log',
  'logEvent',
  'setOperationName',
  'setBaggageItem',
  'getBaggageItem',
  'context',
  'tracer',
] as const;
const OTEL_METHODS = [
  'setAttribute',
  'setAttributes',
  'addEvent',
  'addLink',
  'addLinks',
  'setStatus',
  'updateName',
  'recordException',
  'isRecording',
  'spanContext',
  'toJSON',
] as const;

const CONTEXT_METHODS = ['getValue', 'setValue', 'deleteValue', 'getSpanContext', 'getBaggage'] as const;
const FIELDS = ['name', 'status', 'attributes', 'ended'] as const;

type Callable = Record<string, (...args: unknown[]) => unknown>;

/** A call of any method with any arguments. */
const anyCall = (methods: readonly string[]) =>
  fc.record({
    method: fc.constantFrom(...methods),
    args: fc.tuple(fc.oneof(anyMembers, anyValue), anyValue, anyValue),
  });

function isExportable(value: unknown): boolean {
  const isPrimitive = ['string', 'number', 'boolean'].includes(typeof value);
  return (
    isPrimitive ||
    (Array.isArray(value) && new Set(value.filter((one) => one != null).map((one) => typeof one)).size <= 1)
  );
}

for (const mode of ['default', 'strict'] as const satisfies Mode[]) {
  const methods = mode === 'default' ? [...METHODS, ...OTEL_METHODS] : METHODS;

  test(`any calls on a span, in any order, also after its end: nothing throws, the span is exported whole (${mode})`, async (t) => {
    const { tracer, finished, exporter } = shimmed(mode);
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyCall(METHODS), { maxLength: 8 }),
        fc.array(anyCall(methods), { maxLength: 4 }),
        async (before, after) => {
          exporter.reset();
          const span = tracer.startSpan('work');
          const callable = span as unknown as Callable;
          for (const { method, args } of before) callable[method]?.(...args.map((box) => box()));
          span.finish();
          for (const { method, args } of after) callable[method]?.(...args.map((box) => box()));
          const [exported] = await finished();
          t.truthy(exported);
          for (const value of Object.values(exported?.attributes ?? {})) t.true(isExportable(value));
          for (const event of exported?.events ?? []) {
            for (const value of Object.values(event.attributes ?? {})) t.true(isExportable(value));
          }
        },
      ),
      RUNS,
    );
  });

  test(`any name, options, tags, references, parents and times: a span comes back and is exported (${mode})`, async (t) => {
    const { tracer, finished, exporter } = shimmed(mode);
    const references = fc.oneof(
      fc.array(anyValue).map(
        (boxes): Boxed =>
          () =>
            boxes.map((box) => box()),
      ),
      anyValue,
    );
    const options = fc.oneof(
      fc.record({ childOf: anyValue, tags: anyMembers, startTime: anyValue }, { requiredKeys: [] }),
      fc.record({ references, tags: anyMembers }, { requiredKeys: [] }),
    );
    await fc.assert(
      fc.asyncProperty(anyValue, options, anyValue, async (name, given, finishTime) => {
        exporter.reset();
        const span = tracer.startSpan(name() as string, unboxMembers(given) as opentracing.SpanOptions);
        t.true(span instanceof opentracing.Span);
        span.finish(finishTime() as number);
        const exported = await finished();
        t.is(exported.length, 1);
        t.is(typeof exported[0]?.name, 'string');
        t.true(exported[0] !== undefined && exported[0].startTime[0] >= 0 && exported[0].endTime[0] >= 0);
        for (const value of Object.values(exported[0]?.attributes ?? {})) t.true(isExportable(value));
      }),
      RUNS,
    );
  });

  test(`any arguments of startSpan, inject and extract (${mode})`, (t) => {
    const { tracer } = shimmed(mode);
    const formats = [opentracing.FORMAT_HTTP_HEADERS, opentracing.FORMAT_TEXT_MAP, opentracing.FORMAT_BINARY];
    const format = fc.oneof(
      fc.constantFrom(
        ...formats.map(
          (name): Boxed =>
            () =>
              name,
        ),
      ),
      anyValue,
    );
    fc.assert(
      fc.property(anyValue, anyValue, format, anyValue, (first, second, anyFormat, carrier) => {
        t.true(tracer.startSpan(first() as string, second() as object) instanceof opentracing.Span);
        tracer.inject(first() as opentracing.Span, anyFormat() as string, carrier());
        tracer.inject(tracer.startSpan('work'), anyFormat() as string, carrier());
        const extracted = tracer.extract(anyFormat() as string, carrier());
        t.true(extracted === null || extracted instanceof opentracing.SpanContext);
      }),
      RUNS,
    );
  });

  test(`any this (${mode})`, (t) => {
    const { tracer } = shimmed(mode);
    const span = tracer.startSpan('work');
    const spanContext = span.context();
    const targets: [object, readonly string[]][] = [
      [span, [...methods, 'finish', 'end', 'getSpan']],
      [spanContext, [...CONTEXT_METHODS, 'toTraceId', 'toSpanId', 'getBaggageItem']],
      [tracer, ['startSpan', 'inject', 'extract']],
    ];
    fc.assert(
      fc.property(anyValue, anyValue, (self, argument) => {
        for (const [target, names] of targets) {
          for (const name of names) t.notThrows(() => Reflect.get(target, name)?.call(self(), argument()));
        }
        for (const field of FIELDS) t.notThrows(() => Reflect.get(Object.getPrototypeOf(span), field, self()));
      }),
      { numRuns: 100 },
    );
  });

  test(`what is passed in is not changed (${mode})`, (t) => {
    const { tracer } = shimmed(mode);
    const members = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), fc.constant(new Error('boom'))));
    fc.assert(
      fc.property(members, (given) => {
        const before = structuredClone(given);
        const options = { tags: given, references: [], childOf: tracer.startSpan('parent') };
        const span = tracer.startSpan('work', options);
        span
          .addTags(given)
          .log(given)
          .log({ event: 'error', ...given });
        span.setTag('whole', given).finish();
        t.deepEqual(Object.keys(options), ['tags', 'references', 'childOf']);
        t.deepEqual(structuredClone(given), before);
      }),
      RUNS,
    );
  });
}

test('an SDK whose tracer or span fails in every method does no harm, and the trace goes on', (t) => {
  const fail = (): never => {
    throw new Error('broken SDK');
  };
  const broken = new Proxy({}, { get: () => fail });
  const halfBroken = { ...trace.wrapSpanContext({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 }) };
  const brokenSpan = Object.assign(Object.create(broken), { isRecording: () => true, spanContext: fail }, halfBroken);
  const tracers: unknown[] = [
    { startSpan: fail },
    { startSpan: () => broken },
    { startSpan: () => brokenSpan },
    { startSpan: () => undefined },
    { startSpan: () => 'span' },
    {},
    undefined,
    null,
  ];
  for (const inner of tracers) {
    for (const strict of [false, true]) {
      const tracer = createTracerShim({ getTracer: () => inner } as never, { strict });
      const parent = { traceId: '3'.repeat(32), spanId: '4'.repeat(16), traceFlags: 1 };
      const span = tracer.startSpan('work', { childOf: parent as never, tags: { a: 1, error: true } });
      t.notThrows(() => {
        span.setTag('a', 1).log({ event: 'x' }).setTag('error', false).setOperationName('y').setBaggageItem('k', 'v');
        tracer.inject(span, opentracing.FORMAT_TEXT_MAP, {});
        span.context().toTraceId();
        span.finish();
      });
      t.is(span.getBaggageItem('k'), 'v');
    }
  }
});

test('a provider that fails, or is none, does no harm', (t) => {
  const fail = (): never => {
    throw new Error('broken provider');
  };
  for (const provider of [
    { getTracer: fail },
    { getTracer: () => 1 },
    {},
    null,
    undefined,
    1,
    new Proxy({}, { get: fail }),
  ]) {
    t.notThrows(() =>
      createTracerShim(provider as never)
        .startSpan('work')
        .setTag('a', 1)
        .finish(),
    );
    t.notThrows(() => new TracerShim(provider as never, null).startSpan('work').finish());
  }
});

test('what is no tracer does not become the global one: the application would throw at its next span', (t) => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  for (const nothing of [undefined, null, 1, 'text', {}, revoked.proxy] as never[]) {
    t.notThrows(() => registerGlobalTracer(nothing));
    t.notThrows(() => opentracing.globalTracer().startSpan('work').finish());
  }
});

test('the functions that connect both worlds take nothing, too', (t) => {
  for (const nothing of [undefined, null, 1, 'text', Symbol('s')] as never[]) {
    t.notThrows(() => createTracerShim(nothing, nothing).startSpan('work').finish());
    t.notThrows(() => hybridTracerProvider(nothing));
    t.notThrows(() => hybridPropagator(nothing));
    t.notThrows(() => installGlobal(nothing).startSpan('work').finish());
  }
  fc.assert(
    fc.property(anyValue, anyValue, (value, other) => {
      t.notThrows(() =>
        installGlobal(value() as never)
          .startSpan('work')
          .finish(),
      );
      t.notThrows(() => installGlobal({ provider: value(), findCopies: other(), strict: value() } as never));
      t.notThrows(() =>
        hybridTracerProvider({ getTracer: value } as unknown as TracerProvider)
          .getTracer(other() as string)
          .startSpan('x')
          .end(),
      );
    }),
    { numRuns: 100 },
  );
});

test('after the provider is shut down the host runs on', async (t) => {
  const { tracer, provider } = shimmed();
  const open = tracer.startSpan('open');
  await provider.shutdown();
  t.notThrows(() => {
    open.setTag('a', 1).finish();
    tracer.startSpan('late', { childOf: open }).finish();
  });
  await t.notThrowsAsync(async () => {
    await tracer.close();
    await tracer.flush();
  });
});

test('close and flush take any this, and any callback that is no function', async (t) => {
  const { tracer } = shimmed();
  for (const self of [undefined, null, {}, 1, tracer]) {
    for (const callback of [undefined, null, 1, 'done', {}]) {
      await t.notThrowsAsync(() => tracer.flush.call(self as TracerShim, callback as never));
      await t.notThrowsAsync(() => tracer.close.call(self as TracerShim, callback as never));
    }
  }
});

test('without an SDK spans do nothing, and ids of a remote parent go on', (t) => {
  const tracer = createTracerShim(trace.getTracerProvider());
  const headers = { traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01` };
  const parent = tracer.extract(opentracing.FORMAT_HTTP_HEADERS, headers);
  const carrier: Record<string, string> = {};
  tracer.inject(tracer.startSpan('work', { childOf: parent }), opentracing.FORMAT_HTTP_HEADERS, carrier);
  t.is(carrier.traceparent, headers.traceparent);
});

test('a diagnostics logger that throws does no harm', (t) => {
  const fail = (): never => {
    throw new Error('broken logger');
  };
  diag.setLogger(
    { error: fail, warn: fail, info: fail, debug: fail, verbose: fail },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  t.teardown(() => diag.disable());
  const tracer = createTracerShim({ getTracer: () => ({ startSpan: fail }) } as never);
  t.notThrows(() => tracer.startSpan('work').finish());
  t.is(tracer.extract('no such format', {}), null);
});

test('withActive runs the function whatever the span is; the helpers take anything', (t) => {
  fc.assert(
    fc.property(anyValue, (value) => {
      const run = () => 42;
      t.is(withActive(value() as never, run), 42);
      t.true(toOpenTracingSpan(value() as never) instanceof opentracing.Span);
      t.is(typeof toOtelSpan(value() as never).spanContext, 'function');
      t.notThrows(() =>
        toOpenTracingTracer(value() as opentracing.Tracer | undefined)
          ?.startSpan('work')
          .finish(),
      );
      context.with(trace.setSpan(ROOT_CONTEXT, value() as never), () => t.notThrows(activeSpan));
    }),
    RUNS,
  );
});

test('startActiveSpan runs the function whatever else is passed', (t) => {
  const { tracer } = shimmed();
  fc.assert(
    fc.property(anyValue, anyValue, anyValue, (name, options, given) => {
      const fn = () => 42;
      t.is(tracer.startActiveSpan(name() as string, fn), 42);
      t.is(tracer.startActiveSpan(name() as string, options() as object, fn), 42);
      t.is(tracer.startActiveSpan(name() as string, options() as object, given() as never, fn), 42);
      t.is(Reflect.apply(TracerShim.prototype.startActiveSpan, given(), ['work', fn]), 42);
    }),
    RUNS,
  );
});

test('an unsampled span takes every call as well', (t) => {
  const { tracer } = shimmed('default', {}, { sampler: new sdk.AlwaysOffSampler() });
  fc.assert(
    fc.property(fc.array(anyCall([...METHODS, ...OTEL_METHODS]), { maxLength: 5 }), (calls) => {
      const span = tracer.startSpan('work');
      for (const { method, args } of calls) (span as unknown as Callable)[method]?.(...args.map((box) => box()));
      t.notThrows(() => span.finish());
    }),
    RUNS,
  );
});
