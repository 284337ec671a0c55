import type * as opentracing from 'opentracing';
import type { ReadableSpan } from '../../support/sdk';
import type { Rows, World } from './row';

/** Runs `use` on a span and returns it as exported. */
async function exported({ shim }: World, use: (span: opentracing.Span) => void): Promise<ReadableSpan> {
  const { tracer, span } = shim();
  const work = tracer.startSpan('work');
  use(work);
  work.finish();
  return span('work');
}

class Money {
  amount = 5;
}

const CYCLE: Record<string, unknown> = { name: 'loop' };
CYCLE.self = CYCLE;

/** Values that OpenTelemetry's attributes do not take, and the text each becomes. */
const UNSUPPORTED: Record<string, [unknown, string]> = {
  obj: [{ a: { b: 1 } }, '{"a":{"b":1}}'],
  date: [new Date(0), '1970-01-01T00:00:00.000Z'],
  err: [new TypeError('boom'), 'TypeError: boom'],
  fn: [function pay() {}, '[Function: pay]'],
  big: [12345678901234567890n, '12345678901234567890'],
  arrmix: [[1, 'a', true], '[1,"a",true]'],
  arrobj: [[{ a: 1 }], '[{"a":1}]'],
  cls: [new Money(), '{"amount":5}'],
  map: [new Map([['a', 1]]), '[["a",1]]'],
  sym: [Symbol('s'), 'Symbol(s)'],
  buf: [Buffer.from('hi'), '{"type":"Buffer","data":[104,105]}'],
  cycle: [CYCLE, '{"name":"loop","self":"[Circular]"}'],
};
const UNSUPPORTED_VALUES = Object.fromEntries(Object.entries(UNSUPPORTED).map(([key, [value]]) => [key, value]));
const UNSUPPORTED_TEXTS = Object.fromEntries(Object.entries(UNSUPPORTED).map(([key, [, text]]) => [key, text]));

export const spanRows: Rows = {
  'SC-1': {
    requirement: 'a captured span context does not see later baggage',
    check(t, { shim }) {
      const { tracer } = shim();
      const span = tracer.startSpan('work');
      const captured = span.context();
      span.setBaggageItem('k', 'v');
      t.is(tracer.startSpan('child', { childOf: captured }).getBaggageItem('k'), undefined);
      t.is(tracer.startSpan('child', { childOf: span.context() }).getBaggageItem('k'), 'v');
    },
  },
  'SC-2': {
    requirement: "setBaggageItem replaces the span's context with a new instance",
    check(t, { shim }) {
      const span = shim().tracer.startSpan('work');
      const before = span.context();
      span.setBaggageItem('k', 'v');
      t.not(span.context(), before);
      t.is(span.context().toSpanId(), before.toSpanId());
    },
  },
  'SC-3': {
    requirement: 'a span context has nothing that changes it',
    check(t, { shim }) {
      const span = shim().tracer.startSpan('work').setBaggageItem('k', 'v');
      const spanContext: { setBaggageItem?: unknown; setValue?: (key: symbol, value: unknown) => unknown } =
        span.context();
      t.is(spanContext.setBaggageItem, undefined);
      // OpenTelemetry's setValue makes another context, as it does for every Context.
      spanContext.setValue?.(Symbol('x'), 1);
      t.true(Object.is(span.context(), spanContext));
    },
  },
  'SC-4': {
    requirement: 'context() stays the same instance while the baggage does',
    check(t, { shim }) {
      const span = shim().tracer.startSpan('work');
      t.is(span.context(), span.context());
    },
  },
  'SC-5': {
    requirement: 'toTraceId and toSpanId are strings of hex digits',
    check(t, { shim }) {
      const spanContext = shim().tracer.startSpan('work').context();
      t.regex(spanContext.toTraceId(), /^[0-9a-f]{32}$/);
      t.regex(spanContext.toSpanId(), /^[0-9a-f]{16}$/);
    },
  },
  'BG-1': {
    requirement: 'getBaggageItem returns the value, or undefined',
    check(t, { shim }) {
      const span = shim().tracer.startSpan('work').setBaggageItem('k', 'v');
      t.is(span.getBaggageItem('k'), 'v');
      t.is(span.getBaggageItem('other'), undefined);
    },
  },
  'ST-1': {
    requirement: 'setTag of a string, boolean or number sets an attribute',
    async check(t, world) {
      const work = await exported(world, (span) => span.setTag('s', 'x').setTag('b', true).setTag('n', 1.5));
      t.deepEqual(work.attributes, { s: 'x', b: true, n: 1.5 });
    },
  },
  'ST-2': {
    requirement: 'error=true is status ERROR',
    async check(t, world) {
      const work = await exported(world, (span) => span.setTag('error', true));
      t.is(work.status.code, 2);
      t.deepEqual(work.attributes, {});
    },
  },
  'ST-3': {
    requirement: 'error=false is status OK',
    async check(t, world) {
      t.is((await exported(world, (span) => span.setTag('error', false))).status.code, 1);
    },
  },
  'ST-4': {
    requirement: 'no error tag leaves the status unset',
    async check(t, world) {
      t.is((await exported(world, (span) => span.setTag('a', 1))).status.code, 0);
    },
  },
  'ST-5': {
    requirement: 'the strings "true" and "false" count as booleans',
    async check(t, world) {
      t.is((await exported(world, (span) => span.setTag('error', 'true'))).status.code, 2);
      t.is((await exported(world, (span) => span.setTag('error', 'false'))).status.code, 1);
    },
  },
  'ST-6': {
    requirement: 'other values of error are kept as the attribute; an Error or a number is status ERROR as well',
    async check(t, world) {
      const outcomeOf = async (value: unknown) => {
        const { status, attributes } = await exported(world, (span) => span.setTag('error', value));
        return [status, attributes];
      };
      t.deepEqual(await outcomeOf(1), [{ code: 2 }, { error: 1 }]);
      t.deepEqual(await outcomeOf(new Error('boom')), [{ code: 2, message: 'boom' }, { error: 'Error: boom' }]);
      t.deepEqual(await outcomeOf('boom'), [{ code: 0 }, { error: 'boom' }]);
      t.deepEqual(await outcomeOf(0), [{ code: 0 }, { error: 0 }]);
      t.deepEqual(await outcomeOf(null), [{ code: 0 }, {}]);
    },
  },
  'ST-7': {
    requirement: 'error=false, then error=true ends as ERROR',
    async check(t, world) {
      const work = await exported(world, (span) => span.setTag('error', false).setTag('error', true));
      t.is(work.status.code, 2);
    },
  },
  'ST-8': {
    requirement: 'error=true, then error=false ends as OK',
    async check(t, world) {
      const work = await exported(world, (span) => span.setTag('error', true).setTag('error', false));
      t.is(work.status.code, 1);
    },
  },
  'ST-9': {
    requirement: 'values of other types become strings in setTag',
    async check(t, world) {
      const work = await exported(world, (span) => {
        for (const [key, value] of Object.entries(UNSUPPORTED_VALUES)) span.setTag(key, value);
      });
      t.deepEqual(work.attributes, UNSUPPORTED_TEXTS);
    },
  },
  'ST-10': {
    requirement: 'values of other types become strings in the tags of startSpan',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work', { tags: UNSUPPORTED_VALUES }).finish();
      t.deepEqual((await span('work')).attributes, UNSUPPORTED_TEXTS);
    },
  },
  'ST-11': {
    requirement: 'arrays of one primitive type stay arrays',
    async check(t, world) {
      const work = await exported(world, (span) => span.addTags({ s: ['a', 'b'], n: [1, 2], b: [true], e: [] }));
      t.deepEqual(work.attributes, { s: ['a', 'b'], n: [1, 2], b: [true], e: [] });
    },
  },
  'ST-12': {
    requirement: 'addTags sets all of them, maps error, and chains',
    async check(t, world) {
      const work = await exported(world, (span) => t.is(span.addTags({ a: 1, error: true }), span));
      t.deepEqual(work.attributes, { a: 1 });
      t.is(work.status.code, 2);
    },
  },
  'LG-1': {
    requirement: 'log is an event named by the field event, with all fields as attributes',
    async check(t, world) {
      const work = await exported(world, (span) => span.log({ event: 'cache-miss', key: 'a', size: 3 }));
      t.is(work.events[0]?.name, 'cache-miss');
      t.deepEqual(work.events[0]?.attributes, { event: 'cache-miss', key: 'a', size: 3 });
    },
  },
  'LG-2': {
    requirement: 'without the field event the name is log',
    async check(t, world) {
      const work = await exported(world, (span) => span.log({ key: 'a' }).log({ event: '' }).log({ event: undefined }));
      t.deepEqual(
        work.events.map(({ name }) => name),
        ['log', 'log', 'log'],
      );
    },
  },
  'LG-3': {
    requirement: 'event=error with an Error is an exception event',
    async check(t, world) {
      const error = new TypeError('boom');
      const work = await exported(world, (span) => span.log({ event: 'error', 'error.object': error }));
      t.is(work.events[0]?.name, 'exception');
      t.is(work.events[0]?.attributes?.['exception.type'], 'TypeError');
      t.is(work.events[0]?.attributes?.['exception.message'], 'boom');
      t.is(work.events[0]?.attributes?.['exception.stacktrace'], error.stack);
    },
  },
  'LG-3b': {
    requirement: '... and the other fields are kept as its attributes',
    async check(t, world) {
      const fields = { event: 'error', 'error.object': new Error('boom'), extra: 1 };
      const attributes = (await exported(world, (span) => span.log(fields))).events[0]?.attributes;
      t.is(attributes?.extra, 1);
      t.is(attributes?.event, 'error');
      t.false('error.object' in (attributes ?? {}));
    },
  },
  'LG-3c': {
    requirement: '... also when error.object is a text or an object with a message',
    async check(t, world) {
      const work = await exported(world, (span) => {
        span.log({ event: 'error', 'error.object': 'boom', extra: 1 });
        span.log({ event: 'error', 'error.object': { message: 'boom', code: 'E_PAY' }, extra: 1 });
      });
      const [text, object] = work.events.map((event) => event.attributes);
      t.deepEqual(text, { event: 'error', extra: 1, 'exception.message': 'boom' });
      t.deepEqual(object, { event: 'error', extra: 1, 'exception.message': 'boom', 'exception.type': 'E_PAY' });
    },
  },
  'LG-4': {
    requirement: 'event=error without an object: error.kind, message and stack are renamed',
    async check(t, world) {
      const fields = { event: 'error', 'error.kind': 'E', message: 'boom', stack: 'at x', extra: 1 };
      const event = (await exported(world, (span) => span.log(fields))).events[0];
      t.is(event?.name, 'exception');
      t.deepEqual(event?.attributes, {
        event: 'error',
        'exception.type': 'E',
        'exception.message': 'boom',
        'exception.stacktrace': 'at x',
        extra: 1,
      });
    },
  },
  'LG-5': {
    requirement: 'the timestamp of a log (milliseconds with a fraction) is converted',
    async check(t, world) {
      const work = await exported(world, (span) => span.log({ event: 'x' }, 1_700_000_000_123.5));
      t.deepEqual(work.events[0]?.time, [1_700_000_000, 123_500_000]);
    },
  },
  'LG-5b': {
    requirement: 'an error log keeps its timestamp',
    async check(t, world) {
      const fields = { event: 'error', 'error.object': new Error('boom') };
      const work = await exported(world, (span) => span.log(fields, 1_700_000_000_123.5));
      t.deepEqual(work.events[0]?.time, [1_700_000_000, 123_500_000]);
    },
  },
  'LG-6': {
    requirement: 'log fields of any type survive',
    async check(t, world) {
      const work = await exported(world, (span) => span.log({ event: 'x', ...UNSUPPORTED_VALUES }));
      t.deepEqual(work.events[0]?.attributes, { event: 'x', ...UNSUPPORTED_TEXTS });
    },
  },
  'LG-7': {
    requirement: 'logEvent(name, payload) is log({ event, payload })',
    async check(t, world) {
      const work = await exported(world, (span) => span.logEvent('ev', { a: 1 }));
      t.is(work.events[0]?.name, 'ev');
      t.deepEqual(work.events[0]?.attributes, { event: 'ev', payload: '{"a":1}' });
    },
  },
  'LG-8': {
    requirement: 'an error log without the error tag leaves the status alone',
    async check(t, world) {
      const work = await exported(world, (span) => span.log({ event: 'error', message: 'boom' }));
      t.is(work.status.code, 0);
    },
  },
  'FI-1': {
    requirement: 'finish ends the span, once',
    async check(t, { shim }) {
      const { tracer, finished } = shim();
      const span = tracer.startSpan('work');
      span.finish();
      span.finish();
      t.is((await finished()).length, 1);
    },
  },
  'FI-2': {
    requirement: 'finish(time) takes milliseconds since 1970 with a fraction',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work', { startTime: 1_700_000_000_000 }).finish(1_700_000_000_037.25);
      t.deepEqual((await span('work')).endTime, [1_700_000_000, 37_250_000]);
    },
  },
};
