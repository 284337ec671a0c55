import { baggageEntryMetadataFromString, createTraceState, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import {
  W3CBaggagePropagator as OfficialBaggage,
  W3CTraceContextPropagator as OfficialTraceContext,
  suppressTracing,
} from '@opentelemetry/core';
import test from 'ava';
import fc from 'fast-check';
import { W3CBaggagePropagator, W3CTraceContextPropagator } from '../../../shim/src/propagators';
import { baggageRecord, contextOf, extract, inject, spanOf, withBaggage } from './support/otel';

const traceContext = new W3CTraceContextPropagator();
const officialTraceContext = new OfficialTraceContext();
const baggage = new W3CBaggagePropagator();
const officialBaggage = new OfficialBaggage();

const SEEDED = { seed: 20261122, numRuns: 3000 };
const IDS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length });
const spanContext = fc.record({ traceId: hex(32), spanId: hex(16), traceFlags: fc.integer({ min: 0, max: 15 }) });
const stateKey = fc.stringMatching(/^[a-z][_0-9a-z*/-]{0,6}$/);
const stateValue = fc.stringMatching(/^[!-+.-<>-~]{1,20}$/);
const member = fc.oneof(
  fc.tuple(stateKey, stateValue).map((pair) => pair.join('=')),
  fc.string({ maxLength: 12 }),
);
const traceState = fc.array(member, { maxLength: 60 }).map((members) => members.join(','));

const traceParent = fc.oneof(
  fc
    .tuple(hex(2), hex(32), hex(16), hex(2), fc.constantFrom('', '-', '-x', ' '))
    .map(([v, t, s, f, more]) => `${v}-${t}-${s}-${f}${more}`),
  spanContext.map(({ traceId, spanId }) => `00-${traceId}-${spanId}-01`),
  fc.string(),
);

/** A span as text, trace state and all. */
function read(propagator: typeof traceContext | OfficialTraceContext, headers: unknown): string {
  const span = spanOf(extract(propagator, headers));
  if (span === undefined) return 'none';
  const { traceId, spanId, traceFlags, isRemote } = span;
  return [traceId, spanId, traceFlags, isRemote, span.traceState?.serialize() ?? ''].join(' ');
}

test('any traceparent and tracestate mean to us what they mean to the official propagator', (t) => {
  const header = fc.record({ traceparent: traceParent, tracestate: fc.oneof(traceState, fc.array(traceState)) });
  fc.assert(
    fc.property(header, (headers) => read(traceContext, headers) === read(officialTraceContext, headers)),
    SEEDED,
  );
  t.pass();
});

test('we write what the official propagator writes', (t) => {
  fc.assert(
    fc.property(spanContext, traceState, (span, state) => {
      const context = contextOf(state === '' ? span : { ...span, traceState: createTraceState(state) });
      const { tracestate = '', ...rest } = inject(officialTraceContext, context);
      t.deepEqual(inject(traceContext, context), tracestate === '' ? rest : { ...rest, tracestate });
    }),
    { ...SEEDED, numRuns: 500 },
  );
});

test('any baggage header means to us what it means to the official propagator', (t) => {
  const text = fc.oneof(
    fc.string({ maxLength: 8 }),
    fc.constantFrom('a%20b', '%', '%41', '', ' ', 'Zo%C3%AB', 'x;y=z'),
  );
  const entry = fc.oneof(
    fc.tuple(text, text).map((pair) => pair.join('=')),
    text,
  );
  const header = fc.array(entry, { maxLength: 12 }).map((entries) => entries.join(','));
  fc.assert(
    fc.property(fc.oneof(header, fc.array(header, { maxLength: 3 })), (value) => {
      t.deepEqual(
        allEntries(extract(baggage, { baggage: value })),
        allEntries(extract(officialBaggage, { baggage: value })),
      );
    }),
    { ...SEEDED, numRuns: 1500 },
  );
});

test('at the limits of size and number, we keep what the official propagator keeps', (t) => {
  const size = fc.oneof(
    fc.integer({ min: 3, max: 60 }),
    fc.integer({ min: 2000, max: 2100 }),
    fc.integer({ min: 4090, max: 4100 }),
  );
  const list = (sizes: number[]) => sizes.map((length, i) => `k${i}=`.padEnd(length, 'v')).join(',');
  const exact = ['k=', 'l='].map((key) => key.padEnd(4095, 'v')).join(',');
  const headers = fc.array(size, { minLength: 1, maxLength: 200, size: 'max' }).map(list);
  fc.assert(
    fc.property(headers, (header) => {
      t.deepEqual(
        allEntries(extract(baggage, { baggage: header })),
        allEntries(extract(officialBaggage, { baggage: header })),
      );
    }),
    {
      ...SEEDED,
      numRuns: 300,
      examples: [[exact], [`${exact},`], [`${exact},a=1`], [`a=${'v'.repeat(4094)}`], [`a=${'v'.repeat(4095)}`]],
    },
  );
  for (const total of [8190, 8191, 8192, 8193]) {
    const header = `a=${'v'.repeat(4094)},b=${'w'.repeat(total - 4097 - 2)}`;
    const context = extract(baggage, { baggage: header });
    t.is(allEntries(context).length, total <= 8192 ? 2 : 1, String(total));
    t.deepEqual(inject(baggage, context), inject(officialBaggage, context));
  }
});

test('each reads the baggage that the other writes', (t) => {
  const record = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
    { maxKeys: 20 },
  );
  fc.assert(
    fc.property(record, (items) => {
      const context = withBaggage(ROOT_CONTEXT, items);
      t.deepEqual(inject(baggage, context), inject(officialBaggage, context));
      t.deepEqual(baggageRecord(extract(baggage, inject(officialBaggage, context))), baggageRecord(context));
    }),
    { ...SEEDED, numRuns: 500 },
  );
});

test('properties of a baggage entry are kept', (t) => {
  const metadata = baggageEntryMetadataFromString('ttl=1;private');
  const context = propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage({ a: { value: '1', metadata } }));
  t.deepEqual(inject(baggage, context), { baggage: 'a=1;ttl=1;private' });
  t.deepEqual(inject(baggage, extract(baggage, { baggage: 'a=1;ttl=1;private' })), { baggage: 'a=1;ttl=1;private' });
});

test('__proto__ is a key like any other, which the official propagator loses', (t) => {
  const context = extract(baggage, { baggage: '__proto__=polluted,a=1' });
  t.deepEqual(propagation.getBaggage(context)?.getEntry('__proto__'), { value: 'polluted' });
  t.deepEqual(inject(baggage, context), { baggage: '__proto__=polluted,a=1' });
  t.false('polluted' in {});
});

test('baggage that is there already stays, beside what arrives', (t) => {
  const context = withBaggage(ROOT_CONTEXT, { here: '1', both: 'old' });
  t.deepEqual(baggageRecord(extract(baggage, { baggage: 'both=new,there=2' }, context)), {
    both: 'new',
    there: '2',
    here: '1',
  });
});

test('nothing is written where the SDK has switched tracing off', (t) => {
  const context = suppressTracing(contextOf(IDS, { user: '1' }));
  t.deepEqual(inject(traceContext, context), {});
  t.deepEqual(inject(baggage, context), {});
});

test('flags of two digits are written as two digits', (t) => {
  const header = (traceFlags: number) => inject(traceContext, contextOf({ ...IDS, traceFlags })).traceparent?.slice(-3);
  t.deepEqual([0, 1, 3, 0x1f, 0xff, 0x101].map(header), ['-00', '-01', '-03', '-1f', '-ff', '-01']);
});

function allEntries(context: typeof ROOT_CONTEXT): [string, string, string][] {
  const entries = propagation.getBaggage(context)?.getAllEntries() ?? [];
  return entries.map(([key, { value, metadata }]) => [key, value, metadata?.toString() ?? '']);
}
