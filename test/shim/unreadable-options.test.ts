// Options, tags and log fields that cannot be read, or not twice alike, cost what is in them and nothing else: the span is exported.
import type { SpanOptions } from '@opentelemetry/api';
import test from 'ava';
import type * as opentracing from 'opentracing';
import { type Mode, PARENT, shimmed, useGlobals } from './support/world';

useGlobals();

const fail = (): never => {
  throw new Error('hostile');
};

const UNREADABLE: Record<string, () => unknown> = {
  'a revoked Proxy': () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  'a Proxy that throws': () =>
    new Proxy({}, { get: fail, has: fail, ownKeys: fail, getOwnPropertyDescriptor: fail, getPrototypeOf: fail }),
  'a number': () => 5,
  'a text': () => 'abc',
  'a symbol': () => Symbol('s'),
  true: () => true,
  'a function': () => fail,
  'an object with nothing in it': () => ({}),
  'a list with nothing to use in it': () => [1, null, {}, { context: { traceId: fail } }],
};

const MEMBERS = ['links', 'attributes', 'kind', 'root', 'tags', 'references', 'childOf', 'startTime'];

/** Reads as 1 so many times, then throws. */
function fickle(times: number): Record<string, unknown> {
  let reads = 0;
  return Object.defineProperty({ fine: 1 }, 'fickle', {
    enumerable: true,
    get: () => {
      reads += 1;
      return reads > times ? fail() : 1;
    },
  });
}

for (const mode of ['default', 'strict'] as const satisfies Mode[]) {
  for (const [name, make] of Object.entries(UNREADABLE)) {
    test(`options of which any member is ${name} (${mode})`, async (t) => {
      for (const member of MEMBERS) {
        const { tracer, finished } = shimmed(mode);
        tracer.startSpan('work', { [member]: make() } as object).finish();
        t.deepEqual(
          (await finished()).map((span) => span.name),
          ['work'],
          member,
        );
      }
    });

    test(`options that are ${name}, and a context that is (${mode})`, async (t) => {
      const { tracer, finished } = shimmed(mode);
      tracer.startSpan('options', make() as object).finish();
      tracer.startSpan('context', {}, make() as never).finish();
      t.deepEqual(
        (await finished()).map((span) => span.name),
        ['options', 'context'],
      );
    });
  }

  test(`a getter that throws after it was read so many times, among tags and log fields (${mode})`, async (t) => {
    for (let times = 0; times < 5; times += 1) {
      const { tracer, finished } = shimmed(mode);
      tracer
        .startSpan('work', { tags: fickle(times) })
        .log(fickle(times))
        .finish();
      const [span] = await finished();
      t.is(span?.attributes.fine, 1, `${times} reads`);
      t.is(span?.events[0]?.attributes?.fine, 1, `${times} reads`);
    }
  });

  test(`what can be read of options that cannot be read as a whole is used (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    const options = {
      get links(): never {
        return fail();
      },
      tags: { a: 1 },
      childOf: PARENT as never,
      startTime: 5000,
    };
    tracer.startSpan('work', options).finish();
    const { attributes, parentSpanContext, startTime } = await span('work');
    t.deepEqual(attributes, { a: 1 });
    t.is(parentSpanContext?.spanId, PARENT.spanId);
    t.deepEqual(startTime, [5, 0]);
  });

  test(`links that are links are kept beside others (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    const links = [null, { context: PARENT, attributes: { a: 1 } }, { context: 5 }] as unknown as SpanOptions['links'];
    tracer.startSpan('work', { links } as opentracing.SpanOptions).finish();
    t.deepEqual(
      (await span('work')).links.map(({ context, attributes }) => [context.spanId, attributes]),
      [[PARENT.spanId, { a: 1 }]],
    );
  });

  test(`a link with an attribute that cannot be read is kept (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    const attributes = { fine: 1, bad: UNREADABLE['a revoked Proxy']?.() };
    tracer.startSpan('work', { links: [{ context: PARENT, attributes }] } as object).finish();
    t.is((await span('work')).links[0]?.attributes?.fine, 1);
  });

  test(`100,000 tags at the start, in a log and after it (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    const tags = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`k${i}`, i]));
    tracer.startSpan('work', { tags }).log(tags).addTags(tags).finish();
    t.is((await span('work')).attributes.k0, 0);
  });

  test(`a chain of 100,000 spans, each the child of the last one's context (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    let last: opentracing.Span = tracer.startSpan('root').setBaggageItem('k', 'v');
    for (let i = 0; i < 100_000; i += 1) last = tracer.startSpan('link', { childOf: last.context() });
    const leaf = tracer.startSpan('leaf', { childOf: last });
    leaf.finish();
    t.is((await span('leaf')).parentSpanContext?.spanId, last.context().toSpanId());
    t.is(leaf.getBaggageItem('k'), 'v');
  });
}
