// What becomes of a value, by every way that it can take to a span: the same text here is expected on both SDK lines.
import { runInNewContext } from 'node:vm';
import test from 'ava';
import { FORMAT_TEXT_MAP } from 'opentracing';
import { fleetPropagator } from '../../shim/src/propagators';
import { type Mode, shimmed, useGlobals } from './support/world';

useGlobals();

class Cart {
  items = 1;
}

const cyclic: Record<string, unknown> = { a: 1 };
cyclic.self = cyclic;

// By name: what is given, and the attribute that it becomes; undefined for none.
const VALUES: Record<string, [given: unknown, attribute: unknown]> = {
  text: ['a', 'a'],
  'empty text': ['', ''],
  'half of a surrogate pair': ['\ud800', '\ud800'],
  'no number': [Number.NaN, Number.NaN],
  'minus infinity': [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  'minus zero': [-0, -0],
  null: [null, undefined],
  undefined: [undefined, undefined],
  object: [{ a: { b: 1 } }, '{"a":{"b":1}}'],
  'cyclic object': [cyclic, '{"a":1,"self":"[Circular]"}'],
  'object without prototype': [Object.assign(Object.create(null), { q: 1 }), '{"q":1}'],
  'instance of a class': [new Cart(), '{"items":1}'],
  date: [new Date(0), '1970-01-01T00:00:00.000Z'],
  error: [new RangeError('too far'), 'RangeError: too far'],
  function: [function pay() {}, '[Function: pay]'],
  'big integer': [10n ** 30n, `1${'0'.repeat(30)}`],
  symbol: [Symbol('s'), 'Symbol(s)'],
  map: [new Map([['a', 1]]), '[["a",1]]'],
  set: [new Set([1]), '[1]'],
  buffer: [Buffer.from('ab'), '{"type":"Buffer","data":[97,98]}'],
  bytes: [new Uint8Array(2), '{"0":0,"1":0}'],
  'regular expression': [/a/g, '{}'],
  'boxed text': [Object('s'), '"s"'],
  'list of one type': [
    [true, false],
    [true, false],
  ],
  'empty list': [[], []],
  'list with gaps': [
    [1, null, undefined],
    [1, null, undefined],
  ],
  'list of two types': [['a', 1], '["a",1]'],
  'list of objects': [[{ a: 1 }], '[{"a":1}]'],
  'list of lists': [[[1], [2]], '[[1],[2]]'],
};

const given = Object.fromEntries(Object.entries(VALUES).map(([name, [value]]) => [name, value]));
const expected = Object.fromEntries(
  Object.entries(VALUES).flatMap(([name, [, attribute]]) => (attribute === undefined ? [] : [[name, attribute]])),
);

for (const mode of ['default', 'strict'] as const satisfies Mode[]) {
  test(`any value as a tag: at the start, by setTag, by addTags (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    tracer.startSpan('at the start', { tags: given }).finish();
    const one = tracer.startSpan('setTag');
    for (const [name, value] of Object.entries(given)) one.setTag(name, value);
    one.finish();
    tracer.startSpan('addTags').addTags(given).finish();
    for (const name of ['at the start', 'setTag', 'addTags'])
      t.deepEqual((await span(name)).attributes, expected, name);
  });

  test(`any value in a log, and in the log of an error (${mode})`, async (t) => {
    const { tracer, span } = shimmed(mode);
    tracer
      .startSpan('work')
      .log(given)
      .log({ ...given, event: 'error' })
      .finish();
    const [log, error] = (await span('work')).events;
    t.deepEqual(log?.attributes, expected);
    t.deepEqual(error?.attributes, { ...expected, event: 'error' });
  });

  test(`no value as the kind, the time or the name of a span costs the span (${mode})`, async (t) => {
    const { tracer, finished } = shimmed(mode);
    for (const value of Object.values(given)) {
      const span = tracer.startSpan(value as string, { tags: { 'span.kind': value }, startTime: value as number });
      span.log({ event: value }, value as number).finish(value as number);
    }
    const spans = await finished();
    t.is(spans.length, Object.keys(given).length);
    for (const span of spans) t.deepEqual([typeof span.name, span.kind, span.events.length], ['string', 0, 1]);
  });
}

const million = { length: 1_000_000 };
const LARGE: Record<string, [given: unknown, start: string, end: string]> = {
  'the body of a request': [Buffer.alloc(10_000_000, 7), '{"type":"Buffer","data":[7,7,', '7,"[Truncated]"]}'],
  bytes: [new Uint8Array(10_000_000), '{"0":0,"1":0,', '"999":0,"...":"[Truncated]"}'],
  'a list of objects': [Array.from(million, () => ({ a: 1 })), '[{"a":1},{"a":1},', '"[Truncated]"]'],
  'a list of two types': [Array.from(million, (_, at) => (at === 0 ? 'a' : at)), '["a",1,', '999,"[Truncated]"]'],
  'a dictionary': [
    Object.fromEntries(Array.from(million, (_, at) => [`k${at}`, at])),
    '{"k0":0,',
    ',"...":"[Truncated]"}',
  ],
  'a map': [new Map(Array.from(million, (_, at) => [at, 'a'])), '[[0,"a"],', '"[Truncated]"]'],
};

for (const [name, [value, start, end]] of Object.entries(LARGE)) {
  test(`of a value that is too large no more is read than is written: ${name}`, (t) => {
    const { tracer } = shimmed('default');
    const watched = watch(value);
    const span = tracer.startSpan('work');
    span.setTag('value', watched.value).finish();
    t.true(watched.reads() < 20_000, `${watched.reads()} reads`);
    const text = String(Reflect.get(Reflect.get(span, 'attributes'), 'value'));
    t.true(text.length < 20_000);
    t.is(text.slice(0, start.length), start);
    t.is(text.slice(-end.length), end);
  });
}

/** Counts the members that are read of a list or a dictionary; what has slots of its own, such as a Map, works as itself alone. */
function watch(value: unknown): { readonly value: unknown; reads(): number } {
  let reads = 0;
  const isPlain = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  const get = (target: object, key: PropertyKey, receiver: unknown): unknown => {
    reads += 1;
    return Reflect.get(target, key, receiver);
  };
  return { value: isPlain ? new Proxy(value as object, { get }) : value, reads: () => reads };
}

test('a large object that holds itself', (t) => {
  const { tracer } = shimmed('default');
  const large: Record<string, unknown> = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`k${at}`, at]));
  large.k1 = large;
  const span = tracer.startSpan('work').setTag('value', large);
  t.regex(String(Reflect.get(Reflect.get(span, 'attributes'), 'value')), /^\{"k0":0,"k1":"\[Circular\]","k2":2,/);
});

// An exporter fails on these, and loses the spans of the whole batch.
for (const time of [
  [Number.NaN, 1],
  [1, Number.NaN],
  [-1, 1],
  [1.5, 1],
  [1, 1e9],
  [1e20, 1],
  [1n, 1n],
])
  test(`[${time}] is no time`, async (t) => {
    const { tracer, span } = shimmed();
    const before = Math.floor(Date.now() / 1000);
    const given = time as unknown as number;
    tracer.startSpan('work', { startTime: given }).log({ a: 1 }, given).finish(given);
    const { startTime, endTime, events } = await span('work');
    for (const [seconds] of [startTime, endTime, events[0]?.time ?? t.fail()]) t.true(seconds >= before);
  });

test('a date is no set of fields', async (t) => {
  const { tracer, span } = shimmed();
  tracer
    .startSpan('work')
    .log(new Date(5) as never)
    .finish();
  const [event] = (await span('work')).events;
  t.not(event?.time[0], 0);
});

test('what tags inherit is not among them', async (t) => {
  const { tracer, span } = shimmed();
  const tags: Record<string, unknown> = Object.create({ error: true, 'span.kind': 'client', inherited: 1 });
  tracer.startSpan('work', { tags: Object.assign(tags, { own: 1 }) }).finish();
  const { status, kind, attributes } = await span('work');
  t.deepEqual([status.code, kind, attributes], [0, 0, { own: 1 }]);
});

test('the members of a text or of bytes are no tags, and a body given as tags holds nothing up', async (t) => {
  const { tracer, span } = shimmed();
  const begun = performance.now();
  for (const body of ['x'.repeat(3_000_000), new Uint8Array(3_000_000)]) {
    const given = body as never; // no types let it pass
    tracer.startSpan('work', { tags: given }).addTags(given).log(given).finish();
    tracer.startSpan('work', { attributes: given } as never).finish();
  }
  t.true(performance.now() - begun < 1000);
  t.deepEqual((await span('work')).attributes, {});
});

test('headers that are bytes are read as the text that they are', (t) => {
  const propagator = fleetPropagator({ extract: ['jaeger'], encoding: 'text-map' });
  const { tracer } = shimmed('default', { textMapPropagator: propagator });
  const bytes = new TextEncoder().encode('abc:def:0:1');
  for (const value of [bytes, Buffer.from(bytes), [bytes], [Buffer.from(bytes)]])
    t.regex(tracer.extract(FORMAT_TEXT_MAP, { 'Uber-Trace-Id': value })?.toTraceId() ?? '', /^0{29}abc$/);
});

test('dates, maps, sets and bytes of another realm are what those of this one are', async (t) => {
  const propagator = fleetPropagator({ extract: ['jaeger'], encoding: 'text-map' });
  const { tracer, span } = shimmed('default', { textMapPropagator: propagator });
  const [start, tags, bytes] = runInNewContext(`[
    new Date(1700000000000),
    { date: new Date(0), map: new Map([['a', 1]]), set: new Set([1]) },
    new Uint8Array([...'abc:def:0:1'].map((character) => character.charCodeAt(0))),
  ]`);
  tracer.startSpan('work', { startTime: start, tags }).finish();
  const { attributes, startTime } = await span('work');
  t.deepEqual(attributes, { date: '1970-01-01T00:00:00.000Z', map: '[["a",1]]', set: '[1]' });
  t.deepEqual(startTime, [1_700_000_000, 0]);
  t.regex(tracer.extract(FORMAT_TEXT_MAP, { 'Uber-Trace-Id': bytes })?.toTraceId() ?? '', /^0{29}abc$/);
});
