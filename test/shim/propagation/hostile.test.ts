// Headers come from outside: whatever they hold, reading and writing them ends soon, stays small and never throws.
import { propagation, ROOT_CONTEXT, type TextMapGetter, type TextMapSetter } from '@opentelemetry/api';
import test from 'ava';
import fc from 'fast-check';
import { fleetPropagator, type PropagatorName, propagatorFromNames } from '../../../shim/src/propagators';
import { contextOf, extract, inject, spanOf, withBaggage } from './support/otel';

const NAMES: PropagatorName[] = ['tracecontext', 'baggage', 'jaeger', 'ottrace', 'b3', 'b3multi', 'datadog'];
const EACH = NAMES.map((name) => propagatorFromNames(name).propagator);
const ALL = [...EACH, fleetPropagator({ extract: NAMES }), fleetPropagator({ extract: NAMES, encoding: 'text-map' })];
const HEADER_NAMES = [
  'traceparent',
  'tracestate',
  'baggage',
  'uber-trace-id',
  'jaeger-debug-id',
  'jaeger-baggage',
  'uberctx-a',
  'uberctx-%',
  'ot-tracer-traceid',
  'ot-tracer-spanid',
  'ot-tracer-sampled',
  'ot-baggage-a',
  'ot-baggage-ot2otel-trace',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-sampled',
  'x-b3-flags',
  'x-datadog-trace-id',
  'x-datadog-parent-id',
  'x-datadog-sampling-priority',
  'x-datadog-origin',
  'x-datadog-tags',
  'UBER-TRACE-ID',
  '__proto__',
  'constructor',
];
const SEEDED = { seed: 4, numRuns: 1500 };
const ID = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };

const hexish = fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFg:-%,;=. '), maxLength: 70 });
const text = fc.oneof(
  hexish,
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('0', '1', 'd', '1:1:0:3', '%E0%A4%A'),
);
const value = fc.oneof({ weight: 4, arbitrary: text }, fc.array(text, { maxLength: 3 }), fc.anything());
const headers = fc.dictionary(fc.oneof(fc.constantFrom(...HEADER_NAMES), fc.string()), value, { maxKeys: 12 });

test('no headers make a propagator throw, and a span that is found has well-formed ids', (t) => {
  fc.assert(
    fc.property(headers, (carrier) => {
      for (const propagator of ALL) {
        const context = extract(propagator, carrier);
        const span = spanOf(context);
        if (span !== undefined && !/^[0-9a-f]{32} [0-9a-f]{16}$/.test(`${span.traceId} ${span.spanId}`)) return false;
        inject(propagator, context);
      }
      return true;
    }),
    SEEDED,
  );
  t.false('polluted' in {});
});

test('no carrier makes a propagator throw', (t) => {
  for (const propagator of ALL) {
    for (const carrier of strangeCarriers()) t.is(spanOf(extract(propagator, carrier)), undefined);
    for (const carrier of strangeCarriers())
      t.notThrows(() => propagator.inject(contextOf(ID, { a: '1' }), carrier, rawSetter));
  }
});

test('no getter or setter makes a propagator throw', (t) => {
  const getters = [
    { get: raise, keys: raise },
    { get: () => null, keys: () => null },
    { get: () => 5, keys: () => [5, null] },
    {},
    null,
  ] as unknown as TextMapGetter[];
  for (const propagator of ALL) {
    for (const getter of getters) t.notThrows(() => propagator.extract(ROOT_CONTEXT, {}, getter));
    for (const setter of [{ set: raise }, {}, null] as unknown as TextMapSetter[])
      t.notThrows(() => propagator.inject(contextOf(ID, { a: '1' }), {}, setter));
  }
});

test('a getter that cannot list the keys still finds a trace under its exact name', (t) => {
  const headers: Record<string, string> = { 'uber-trace-id': '1:1:0:1', 'uberctx-a': '1' };
  const getter = { get: (_: unknown, key: string) => headers[key] } as unknown as TextMapGetter;
  for (const names of [['jaeger'], NAMES] as const)
    t.is(spanOf(fleetPropagator({ extract: names }).extract(ROOT_CONTEXT, {}, getter))?.spanId, '1'.padStart(16, '0'));
});

test('no baggage makes a propagator throw, and what is written can be a header', (t) => {
  const items = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), { maxKeys: 8 });
  const http = ALL.slice(0, -1);
  fc.assert(
    fc.property(items, (baggage) => {
      for (const propagator of http)
        for (const [name, written] of Object.entries(inject(propagator, contextOf(ID, baggage))))
          new Headers([[name, written]]);
    }),
    { ...SEEDED, numRuns: 500 },
  );
  const odd = { a: 1, b: null, c: {}, d: undefined } as unknown as Record<string, string>;
  for (const propagator of ALL) t.notThrows(() => inject(propagator, withBaggage(ROOT_CONTEXT, odd)));
});

test('baggage is bounded on the way in, whatever arrives', (t) => {
  const many = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`uberctx-k${i}`, 'v']));
  const more = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`ot-baggage-o${i}`, 'v']));
  const list = Array.from({ length: 1000 }, (_, i) => `w${i}=v`).join(',');
  for (const propagator of ALL)
    for (const carrier of [
      { ...many, ...more, baggage: list, 'jaeger-baggage': list },
      { 'uberctx-a': 'x'.repeat(5000), 'ot-baggage-a': 'x'.repeat(5000), baggage: `a=${'x'.repeat(5000)}` },
      Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [`uberctx-${key}`, 'x'.repeat(4000)])),
      { baggage: ['a', 'b', 'c', 'd'].map((key) => `${key}=${'x'.repeat(4000)}`).join(',') },
    ]) {
      const entries = propagation.getBaggage(extract(propagator, carrier))?.getAllEntries() ?? [];
      t.true(entries.length <= 180);
      t.true(entries.every(([key, entry]) => key.length + entry.value.length <= 4096));
      t.true(entries.reduce((sum, [key, entry]) => sum + key.length + entry.value.length, 0) <= 8192);
    }
});

test('baggage is bounded on the way out, and what fits is kept', (t) => {
  const large = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`key${i}`, 'v'.repeat(i % 7 === 0 ? 5000 : 20)]),
  );
  for (const propagator of EACH) {
    const written = Object.entries(inject(propagator, contextOf(ID, large)));
    const size = written.reduce((sum, [name, { length }]) => sum + name.length + length, 0);
    t.true(written.length <= 190, `${written.length} headers`);
    t.true(size <= 8192 + 190 * 'ot-baggage-'.length + 200, `${size} characters`);
  }
  const jaeger = propagatorFromNames('jaeger').propagator;
  t.is(
    Object.keys(inject(jaeger, contextOf(ID, { big: 'x'.repeat(5000), small: '1' }))).join(),
    'uber-trace-id,uberctx-small',
  );
});

test('a megabyte in a header, a hundred thousand headers, or a long row of separators is read in no time', (t) => {
  const carriers = [
    ...HEADER_NAMES.flatMap((name) =>
      ['0', 'a', ',', '%', '=,', 'a=1,', '-', ':', ' '].map((unit) => ({ [name]: unit.repeat(1e6 / unit.length) })),
    ),
    Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`uberctx-${i}`, 'v'])),
    { baggage: Array.from({ length: 10_000 }, () => 'a=1') },
  ];
  const fleet = fleetPropagator({ extract: NAMES });
  const slowest = Math.max(...carriers.map((carrier) => milliseconds(() => extract(fleet, carrier))));
  // Generous for a shared machine: a quadratic reader needs minutes for a megabyte.
  t.true(slowest < 1000, `${slowest} ms`);
});

function strangeCarriers(): unknown[] {
  const circular: Record<string, unknown> = {};
  circular.b3 = circular;
  const throwing = new Proxy({}, { get: raise, ownKeys: raise, set: raise, has: raise });
  return [null, undefined, 1, 'b3', true, Symbol('x'), [], () => 1, throwing, Object.freeze({}), circular];
}

function milliseconds(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const rawSetter: TextMapSetter = {
  set(carrier, key, written) {
    carrier[key] = written;
  },
};

function raise(): never {
  throw new Error('hostile');
}
