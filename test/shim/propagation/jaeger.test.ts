import test from 'ava';
import { JaegerPropagator } from '../../../shim/src/propagators';
import { baggageRecord, contextOf, extract, inject, spanOf, spanText } from './support/otel';

const propagator = new JaegerPropagator();
const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = '00f067aa0ba902b7';

const read = (value: unknown) => spanText(extract(propagator, { 'uber-trace-id': value }));

test('short ids are padded, capitals are lowered, escaped colons are read', (t) => {
  const padded = `${'abc'.padStart(32, '0')}-${'d'.padStart(16, '0')}-1`;
  for (const value of ['abc:d:0:1', 'ABC:D:0:1', '00abc:0d:0:01', 'abc%3Ad%3A0%3A1', ' abc:d::1 ', ['abc:d:0:1']])
    t.is(read(value), padded, String(value));
  t.is(read(`${TRACE}:${SPAN}:${SPAN}:1`), `${TRACE}-${SPAN}-1`);
});

test('what is not a trace is not taken for one', (t) => {
  const values = [
    '0:0:0:0',
    '0:1:0:1',
    '1:0:0:1',
    'zz:1:0:1',
    '1z:1:0:1',
    '1:1z:0:1',
    '0x1:1:0:1',
    '1:1:0:zz',
    '1:1:0:',
    '1:1:0:001',
    '1:1:0',
    '1:1:0:1:1',
    `0${TRACE}:1:0:1`,
    `1:0${SPAN}:0:1`,
    '-1:1:0:1',
    'abc:d:0:1, abc:e:0:1',
    '%',
    '',
    null,
    {},
  ];
  for (const value of values) t.is(read(value), 'none', String(value));
});

test('flags: only a sampled trace is a debug trace, and other bits are not sampling', (t) => {
  const onward = (flags: string) => {
    const span = spanOf(extract(propagator, { 'uber-trace-id': `1:1:0:${flags}` }));
    return inject(propagator, contextOf(span ?? t.fail()))['uber-trace-id']?.slice(-1);
  };
  t.deepEqual(['0', '1', '2', '3', '4', '9', 'b', 'ff'].map(onward), ['0', '1', '0', '3', '0', '1', '3', '3']);
});

test('a trace id leaves in the width it came in', (t) => {
  const header = (traceId: string) => inject(propagator, contextOf({ traceId, spanId: SPAN }))['uber-trace-id'];
  t.is(header(TRACE), `${TRACE}:${SPAN}:0:1`);
  t.is(header('abc'.padStart(32, '0')), `0000000000000abc:${SPAN}:0:1`);
});

test('header names can be those that jaeger-client was configured with', (t) => {
  const custom = new JaegerPropagator({ customTraceHeader: 'X-Trace', customBaggageHeaderPrefix: 'X-Bag-' });
  const context = contextOf({ traceId: TRACE, spanId: SPAN }, { user: '1' });
  const headers = inject(custom, context);
  t.deepEqual(headers, { 'x-trace': `${TRACE}:${SPAN}:0:1`, 'x-bag-user': '1' });
  t.is(spanText(extract(custom, headers)), `${TRACE}-${SPAN}-1`);
  t.deepEqual(baggageRecord(extract(custom, { 'X-BAG-User': '1' })), { User: '1' });
  t.deepEqual(custom.fields(), ['x-trace']);
  t.deepEqual(new JaegerPropagator('X-Trace').fields(), ['x-trace'], "as the official package's constructor");
});

test('a baggage key that no header name can hold is encoded, and any other is sent as it is', (t) => {
  const baggage = { 'two words': '1', 'naïve 走': '2', '50%25': '3', plain: '4', 'a:b': '5' };
  const headers = inject(propagator, contextOf({ traceId: TRACE, spanId: SPAN }, baggage));
  for (const name of Object.keys(headers)) t.notThrows(() => new Headers([[name, '']]), name);
  t.is(headers['uberctx-50%25'], '3');
  t.deepEqual(baggageRecord(extract(propagator, headers)), baggage);
});

test('values that are not text are read as far as they can be', (t) => {
  t.is(read(Buffer.from('abc:d:0:1')), read('abc:d:0:1'));
  t.is(read(12), 'none');
  t.deepEqual(baggageRecord(extract(propagator, { 'uberctx-n': 5, 'uberctx-o': {} })), { n: '5' });
});

test('two spellings of a baggage key are one header, with the value of the one that the application writes', (t) => {
  const ids = { traceId: TRACE, spanId: SPAN };
  for (const baggage of [
    { userId: 'new', userid: 'old' },
    { userid: 'old', userId: 'new' },
  ])
    t.deepEqual(inject(propagator, contextOf(ids, baggage)), {
      'uber-trace-id': `${TRACE}:${SPAN}:0:1`,
      'uberctx-userId': 'new',
    });
  const textMap = new JaegerPropagator({ encoding: 'text-map' });
  t.is(Object.keys(inject(textMap, contextOf(ids, { userId: '1', userid: '2' }))).length, 3);
});
