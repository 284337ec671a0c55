import test from 'ava';
import { DatadogPropagator, W3CTraceContextPropagator } from '../../../shim/src/propagators';
import { recordingProvider } from '../../support/sdk';
import { randomIds } from './support/ids';
import { baggageRecord, contextOf, extract, inject, spanOf, spanText } from './support/otel';

const propagator = new DatadogPropagator();
const HEADERS = { 'x-datadog-trace-id': '18446744073709551615', 'x-datadog-parent-id': '1' };
const ALL_ONES = `${'0'.repeat(16)}${'f'.repeat(16)}`;

test('ids are decimal on the wire and lose no digit', (t) => {
  for (const bits of [64, 128] as const)
    for (const ids of randomIds(bits, 2000, bits)) {
      const headers = inject(propagator, contextOf(ids));
      t.is(headers['x-datadog-trace-id'], BigInt(`0x${ids.traceId.slice(16)}`).toString());
      t.is(headers['x-datadog-parent-id'], BigInt(`0x${ids.spanId}`).toString());
      t.is(spanText(extract(propagator, headers)), `${ids.traceId}-${ids.spanId}-1`);
    }
});

test('the upper half of a trace id travels as a tag, and only if there is one', (t) => {
  const context = contextOf({ traceId: '640cfd8d00000000f067aa0ba902b7aa', spanId: '00f067aa0ba902b7' });
  t.is(inject(propagator, context)['x-datadog-tags'], '_dd.p.tid=640cfd8d00000000');
  const short = contextOf({ traceId: ALL_ONES, spanId: '00f067aa0ba902b7' });
  t.false('x-datadog-tags' in inject(propagator, short));
});

test('the upper half is found among other tags, and a malformed one is left out', (t) => {
  const traceId = (tags: string) => spanOf(extract(propagator, { ...HEADERS, 'x-datadog-tags': tags }))?.traceId;
  const whole = `640cfd8d00000000${'f'.repeat(16)}`;
  t.is(traceId('_dd.p.dm=-4,_dd.p.tid=640cfd8d00000000,_dd.p.usr=x'), whole);
  for (const tags of [
    '_dd.p.tid=640c',
    '_dd.p.tid=zz0cfd8d00000000',
    'x_dd.p.tid=640cfd8d00000000',
    ',,=',
    'x'.repeat(600),
  ])
    t.is(traceId(tags), ALL_ONES, tags);
});

test('numbers that are not 64-bit ids are no trace', (t) => {
  const read = (trace: unknown, parent: unknown) =>
    spanText(extract(propagator, { 'x-datadog-trace-id': trace, 'x-datadog-parent-id': parent }));
  for (const id of [undefined, '', '0', '-1', '1.5', '1e3', '0x1', 'abc', '18446744073709551616', '9'.repeat(21)]) {
    t.is(read(id, '1'), 'none', String(id));
    t.is(read('1', id), 'none', String(id));
  }
  t.is(read(12, '1'), `${'c'.padStart(32, '0')}-${'1'.padStart(16, '0')}-1`);
});

test('a priority above zero is sampled, and none leaves the decision to the default, which is to keep', (t) => {
  const flags = (priority?: string) =>
    spanOf(extract(propagator, { ...HEADERS, 'x-datadog-sampling-priority': priority }))?.traceFlags;
  t.deepEqual(['-1', '0', '1', '2', undefined, 'x'].map(flags), [0, 0, 1, 1, 1, 1]);
});

test('priority and origin are kept through a service on the SDK, and by W3C headers as Datadog writes them', (t) => {
  const { provider } = recordingProvider();
  const arrived = extract(propagator, {
    ...HEADERS,
    'x-datadog-sampling-priority': '2',
    'x-datadog-origin': 'synthetics,a',
  });
  const server = provider.getTracer('test').startSpan('server', {}, arrived).spanContext();
  const onward = inject(propagator, contextOf(server));
  t.is(onward['x-datadog-sampling-priority'], '2');
  t.is(onward['x-datadog-origin'], 'synthetics_a');
  const w3c = new W3CTraceContextPropagator();
  t.is(inject(w3c, contextOf(server)).tracestate, 'dd=s:2;o:synthetics_a');
  t.is(inject(propagator, extract(w3c, inject(w3c, contextOf(server))))['x-datadog-sampling-priority'], '2');
});

test('a priority that came in yields to the decision that holds now', (t) => {
  const arrived = extract(propagator, { ...HEADERS, 'x-datadog-sampling-priority': '2' });
  const dropped = { ...(spanOf(arrived) ?? t.fail()), traceFlags: 0 };
  t.is(inject(propagator, contextOf(dropped))['x-datadog-sampling-priority'], '0');
  const rejected = extract(propagator, { ...HEADERS, 'x-datadog-sampling-priority': '-1' });
  t.is(inject(propagator, rejected)['x-datadog-sampling-priority'], '-1');
});

test('baggage travels as ot-baggage-*', (t) => {
  const baggage = { user: 'a b', name: 'Zoë 走', rate: '100%' };
  const headers = inject(propagator, contextOf({ traceId: ALL_ONES, spanId: '00f067aa0ba902b7' }, baggage));
  t.is(headers['ot-baggage-user'], 'a b');
  t.deepEqual(baggageRecord(extract(propagator, headers)), baggage);
});
