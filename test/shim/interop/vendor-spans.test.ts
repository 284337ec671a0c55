// Agents of vendors implement OpenTelemetry's API by themselves, and know their own spans in a context by private members and by their class.
import { AsyncLocalStorage } from 'node:async_hooks';
import {
  type Context,
  type ContextManager,
  context,
  ROOT_CONTEXT,
  type Span,
  type TracerProvider,
  trace,
} from '@opentelemetry/api';
import test from 'ava';
import { followsFrom, Span as OpenTracingSpan } from 'opentracing';
import { createTracerShim, hybridTracerProvider } from '../../../shim/src/index';

let count = 0;

class VendorSpan {
  readonly ids = { traceId: '1'.repeat(32), spanId: String(++count).padStart(16, '0'), traceFlags: 1 };

  constructor(
    readonly title: string,
    readonly _record: { readonly title: string; readonly parent: string | undefined },
  ) {}

  spanContext() {
    return this.ids;
  }
  isRecording() {
    return true;
  }
  setAttribute(): this {
    return this;
  }
  setAttributes(): this {
    return this;
  }
  setStatus(): this {
    return this;
  }
  end(): void {}
}

class ChildOfVendorSpan extends VendorSpan {}

/** As Elastic's agent asks for its spans, and as Datadog's does. */
const readers: Readonly<Record<string, (span: Span | undefined) => string | undefined>> = {
  'by their class': (span: unknown) => (span instanceof VendorSpan ? span._record.title : undefined),
  'by a private member': (span: unknown) => (span as VendorSpan | undefined)?._record?.title,
};

class VendorContextManager implements ContextManager {
  private readonly storage = new AsyncLocalStorage<Context>();

  active(): Context {
    return this.storage.getStore() ?? ROOT_CONTEXT;
  }
  with<A extends unknown[], F extends (...args: A) => ReturnType<F>>(
    given: Context,
    fn: F,
    self?: unknown,
    ...args: A
  ) {
    return this.storage.run(given, () => fn.apply(self as ThisParameterType<F>, args));
  }
  bind<T>(_: Context, target: T): T {
    return target;
  }
  enable(): this {
    return this;
  }
  disable(): this {
    return this;
  }
}

context.setGlobalContextManager(new VendorContextManager());

for (const [how, titleOf] of Object.entries(readers)) {
  const vendor = {
    getTracer: () => ({
      startSpan(title: string, _: unknown, given: Context = context.active()) {
        const parent = titleOf(trace.getSpan(given));
        const Class = title.startsWith('special') ? ChildOfVendorSpan : VendorSpan;
        return new Class(title, { title, parent }) as unknown as Span;
      },
    }),
  };
  const parentOf = (span: unknown) => (span as { getSpan(): VendorSpan }).getSpan()._record.parent;

  test(`a vendor that knows its spans ${how} finds them in those of the shim`, (t) => {
    const provider = hybridTracerProvider(vendor as unknown as TracerProvider);
    const tracer = provider.getTracer('shop');
    tracer.startActiveSpan('native', (native) => {
      t.is(parentOf(tracer.startSpan('inner')), 'native');
      t.is(parentOf(createTracerShim(provider).startSpan('legacy', { childOf: native })), 'native');
    });
    const legacy = createTracerShim(provider).startSpan('special legacy');
    t.is(parentOf(tracer.startSpan('given', {}, trace.setSpan(ROOT_CONTEXT, legacy))), 'special legacy');
    t.is(parentOf(tracer.startSpan('by its context', {}, legacy.context())), 'special legacy');
  });
}

test('the class of a vendor goes on telling its spans from others', (t) => {
  const shim = createTracerShim({
    getTracer: () => ({ startSpan: () => new VendorSpan('a', { title: 'a' } as never) }),
  } as never);
  const span: unknown = shim.startSpan('a');
  t.true(span instanceof VendorSpan);
  t.true(span instanceof OpenTracingSpan);
  t.false(span instanceof ChildOfVendorSpan);
  t.true(new ChildOfVendorSpan('b', { title: 'b' } as never) instanceof VendorSpan);
  for (const other of [undefined, null, 1, {}, new Proxy({}, {}), trace.wrapSpanContext({} as never)])
    t.false((other as unknown) instanceof VendorSpan);
});

test('what is written down as a span has no class of its own, and that of all objects stays as it is', (t) => {
  const written = {
    ids: 1,
    spanContext: () => ({ traceId: '', spanId: '', traceFlags: 0 }),
    isRecording: () => true,
    end() {},
  };
  for (const made of [written, Object.create(null, Object.getOwnPropertyDescriptors(written)), Object.freeze(written)])
    t.notThrows(() =>
      createTracerShim({ getTracer: () => ({ startSpan: () => made }) } as never)
        .startSpan('a')
        .finish(),
    );
  t.false(Object.hasOwn(Object, Symbol.hasInstance));
});

test('a class that cannot be added to does no harm', (t) => {
  class Frozen extends VendorSpan {}
  Object.freeze(Frozen);
  const tracer = createTracerShim({ getTracer: () => ({ startSpan: () => new Frozen('a', {} as never) }) } as never);
  t.notThrows(() => tracer.startSpan('a').setTag('b', 1).finish());
});

/** As Elastic's agent has it: what is started in a context of another kind is none of its own spans' children. */
class VendorContext implements Context {
  constructor(private readonly values: ReadonlyMap<symbol, unknown> = new Map()) {}

  getValue(key: symbol): unknown {
    return this.values.get(key);
  }
  setValue(key: symbol, value: unknown): Context {
    return new VendorContext(new Map([...this.values, [key, value]]));
  }
  deleteValue(key: symbol): Context {
    return new VendorContext(new Map([...this.values].filter(([own]) => own !== key)));
  }
}

for (const strict of [false, true])
  test.serial(
    `a child of a vendor's span starts in a context of the vendor's kind: ${strict ? 'strict' : 'default'}`,
    (t) => {
      const contexts: unknown[] = [];
      const vendorTracer = {
        startSpan(title: string, _: unknown, given: unknown) {
          contexts.push(given);
          return new VendorSpan(title, { title, parent: undefined });
        },
      };
      context.with(new VendorContext(), () => {
        const tracer = createTracerShim({ getTracer: () => vendorTracer } as never, { strict });
        const parent = tracer.startSpan('parent').setBaggageItem('user', 'ann');
        const child = tracer.startSpan('child', { childOf: parent });
        tracer.startSpan('grandchild', { childOf: child.context() });
        tracer.startSpan('follower', { references: [followsFrom(child)] });
        t.is(child.getBaggageItem('user'), 'ann');
      });
      for (const given of contexts.slice(1)) t.true(given instanceof VendorContext);
    },
  );
