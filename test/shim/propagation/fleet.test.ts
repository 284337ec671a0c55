import { createContextKey, diag, INVALID_SPAN_CONTEXT, type TextMapPropagator, trace } from '@opentelemetry/api';
import {
  CompositePropagator,
  W3CBaggagePropagator as OfficialBaggage,
  W3CTraceContextPropagator as OfficialTraceContext,
  suppressTracing,
} from '@opentelemetry/core';
import test from 'ava';
import { B3Propagator, fleetPropagator, JaegerPropagator, type PropagatorName } from '../../../shim/src/propagators';
import { baggageRecord, contextOf, extract, inject, spanOf, spanText, withBaggage } from './support/otel';

const pad = (digit: string, length: number) => digit.padStart(length, '0');
const id = (digit: string) => `${pad(digit, 32)}-${pad(digit, 16)}-1`;

// One trace for each format, told apart by its last digit.
const TRACES: [PropagatorName, Record<string, string>, string][] = [
  ['tracecontext', { traceparent: `00-${pad('1', 32)}-${pad('1', 16)}-01` }, id('1')],
  ['jaeger', { 'uber-trace-id': '2:2:0:1' }, id('2')],
  ['ottrace', { 'ot-tracer-traceid': '3', 'ot-tracer-spanid': '3', 'ot-tracer-sampled': 'true' }, id('3')],
  ['b3', { b3: '4-4-1' }, id('4')],
  ['datadog', { 'x-datadog-trace-id': '5', 'x-datadog-parent-id': '5' }, id('5')],
];
const ALL = Object.assign({}, ...TRACES.map(([, headers]) => headers));
const MALFORMED = {
  traceparent: '00-xyz',
  'uber-trace-id': '0:0:0:0',
  'ot-tracer-traceid': 'g',
  'ot-tracer-spanid': '3',
  b3: '0',
  'x-datadog-trace-id': '-1',
};

for (const [name, headers, expected] of TRACES) {
  test(`${name} alone is found in a fleet that reads every format`, (t) => {
    const fleet = fleetPropagator({ extract: TRACES.map(([each]) => each) });
    t.is(spanText(extract(fleet, headers)), expected);
  });

  test(`${name} wins over every other format when it is named first`, (t) => {
    const others = TRACES.map(([other]) => other).filter((other) => other !== name);
    t.is(spanText(extract(fleetPropagator({ extract: [name, ...others] }), ALL)), expected);
  });

  test(`${name} is asked when all that are named before it are malformed`, (t) => {
    const others = TRACES.map(([other]) => other).filter((other) => other !== name);
    const fleet = fleetPropagator({ extract: [...others, name] });
    t.is(spanText(extract(fleet, { ...MALFORMED, ...headers })), expected);
  });
}

test('every format of inject is written, and those of extract when inject is not given', (t) => {
  const context = contextOf({ traceId: pad('7', 32), spanId: pad('7', 16) }, { user: 'a b' });
  const names = Object.keys(
    inject(fleetPropagator({ extract: ['b3'], inject: ['tracecontext', 'baggage', 'jaeger'] }), context),
  );
  t.deepEqual(names, ['traceparent', 'baggage', 'uber-trace-id', 'uberctx-user']);
  t.deepEqual(Object.keys(inject(fleetPropagator({ extract: ['b3'] }), context)), ['b3']);
  t.deepEqual(fleetPropagator({ extract: ['jaeger', 'b3', 'jaeger'] }).fields(), ['uber-trace-id', 'b3']);
});

test('baggage of all formats is merged; the first format has the word on a key that two hold', (t) => {
  const headers = {
    'uberctx-a': 'jaeger',
    'uberctx-j': '1',
    baggage: 'a=w3c,w=1',
    'ot-baggage-a': 'ot',
    'ot-baggage-o': '1',
  };
  const fleet = fleetPropagator({ extract: ['jaeger', 'baggage', 'ottrace'] });
  t.deepEqual(baggageRecord(extract(fleet, headers)), { a: 'jaeger', j: '1', w: '1', o: '1' });
});

test('baggage of a format counts even when another holds the trace', (t) => {
  const fleet = fleetPropagator({ extract: ['tracecontext', 'jaeger'] });
  const context = extract(fleet, { ...ALL, 'uberctx-user': 'a%20b' });
  t.is(spanText(context), id('1'));
  t.deepEqual(baggageRecord(context), { user: 'a b' });
});

test('a request to sample does not hide a trace in another format', (t) => {
  const headers = { 'jaeger-debug-id': 'x', traceparent: ALL.traceparent };
  for (const names of [
    ['jaeger', 'tracecontext'],
    ['tracecontext', 'jaeger'],
  ] as const)
    t.is(spanText(extract(fleetPropagator({ extract: names }), headers)), id('1'));
  const alone = extract(fleetPropagator({ extract: ['tracecontext', 'jaeger'] }), { 'jaeger-debug-id': 'x' });
  t.is(spanText(alone), `${INVALID_SPAN_CONTEXT.traceId}-${INVALID_SPAN_CONTEXT.spanId}-1`);
  const composite = new CompositePropagator({ propagators: [new OfficialTraceContext(), new JaegerPropagator()] });
  t.is(spanText(extract(composite, headers)), id('1'), 'in the composite of the SDK as well');
});

test('formats that agree on the span complete each other: the whole trace id, the trace state, the debug flag', (t) => {
  const traceId = '0af7651916cd43dd8448eb211c80319c';
  const w3c = { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, tracestate: 'vendor=1' };
  const ot = { 'ot-tracer-traceid': traceId.slice(16), 'ot-tracer-spanid': '00f067aa0ba902b7' };
  const span = spanOf(extract(fleetPropagator({ extract: ['ottrace', 'tracecontext'] }), { ...w3c, ...ot }));
  t.is(span?.traceId, traceId);
  t.is(span?.traceState?.serialize(), 'vendor=1');

  const debugged = { ...w3c, 'uber-trace-id': `${traceId}:00f067aa0ba902b7:0:3` };
  const fleet = fleetPropagator({ extract: ['tracecontext', 'jaeger'] });
  const onward = inject(fleet, extract(fleet, debugged));
  t.is(onward['uber-trace-id'], `${traceId}:00f067aa0ba902b7:0:3`);
  t.is(onward.tracestate, 'vendor=1,ot2otel=debug');
});

test('formats that disagree on the span are not mixed', (t) => {
  const w3c = { traceparent: `00-${'a'.repeat(16)}${pad('2', 16)}-${pad('9', 16)}-01`, tracestate: 'vendor=1' };
  const span = spanOf(
    extract(fleetPropagator({ extract: ['jaeger', 'tracecontext'] }), { ...w3c, 'uber-trace-id': '2:2:0:1' }),
  );
  t.is(span?.traceId, pad('2', 32));
  t.is(span?.traceState, undefined);
});

for (const [kind, formats] of [
  ['of our own', ['tracecontext', 'jaeger', 'b3']],
  ['of others', ['jaeger', new OfficialTraceContext(), new OfficialBaggage()]],
] as const)
  test(`a carrier without a trace leaves the context as it was, asked by propagators ${kind}`, (t) => {
    const fleet = fleetPropagator({ extract: formats });
    const context = withBaggage(contextOf({ traceId: pad('7', 32), spanId: pad('7', 16) }), { mine: '1' });
    for (const carrier of [{}, MALFORMED, null, undefined, 'text', 7]) {
      t.is(trace.getSpan(extract(fleet, carrier, context)), trace.getSpan(context));
      t.deepEqual(baggageRecord(extract(fleet, carrier, context)), { mine: '1' });
    }
    t.is(trace.getSpan(extract(fleet, {})), undefined);
    t.deepEqual(baggageRecord(extract(fleet, { 'uberctx-mine': '2', 'uberctx-its': '3' }, context)), {
      mine: '2',
      its: '3',
    });
  });

test('instances stand beside names, in any case of header names, and other values they set are kept', (t) => {
  const key = createContextKey('mine');
  const own: TextMapPropagator = {
    inject: (_, carrier, setter) => setter.set(carrier, 'x-mine', '1'),
    extract: (context, carrier, getter) => context.setValue(key, getter.get(carrier, 'X-Mine')),
    fields: () => ['x-mine'],
  };
  const fleet = fleetPropagator({ extract: [own, new OfficialTraceContext(), 'jaeger'] });
  const context = extract(fleet, { 'X-MINE': 'yes', TraceParent: ALL.traceparent });
  t.is(context.getValue(key), 'yes');
  t.is(spanText(context), id('1'));
  t.deepEqual(Object.keys(inject(fleet, context)), ['x-mine', 'traceparent', 'uber-trace-id']);
});

test('a propagator that throws takes nothing away from the others', (t) => {
  const broken: TextMapPropagator = {
    inject: raise,
    extract: raise,
    fields: raise,
  };
  const fleet = fleetPropagator({ extract: [broken, 'jaeger'] });
  const context = extract(fleet, ALL);
  t.is(spanText(context), id('2'));
  t.deepEqual(Object.keys(inject(fleet, context)), ['uber-trace-id']);
  t.deepEqual(fleet.fields(), ['uber-trace-id']);
});

test('a name that means nothing is reported through diag and left out', (t) => {
  const warnings: string[] = [];
  const quiet = () => undefined;
  diag.setLogger({ warn: (text) => warnings.push(text), error: quiet, info: quiet, debug: quiet, verbose: quiet });
  const fleet = fleetPropagator({ extract: ['xray' as PropagatorName, 'jaeger'], inject: ['jaeger'] });
  diag.disable();
  t.is(spanText(extract(fleet, ALL)), id('2'));
  t.is(warnings.length, 1);
  t.regex(warnings[0] ?? '', /"xray".*tracecontext/);
});

test('what is neither a name nor a propagator is left out, and W3C is the default', (t) => {
  const odd = [null, undefined, 5, {}, { inject: 1, extract: 2 }] as unknown as PropagatorName[];
  t.deepEqual(fleetPropagator({ extract: [...odd, 'b3'] }).fields(), ['b3']);
  t.deepEqual(fleetPropagator().fields(), ['traceparent', 'tracestate', 'baggage']);
});

test('encoding: text-map reaches the formats given by name', (t) => {
  const context = contextOf({ traceId: pad('7', 32), spanId: pad('7', 16) }, { user: 'Zoë 100%' });
  const headers = inject(fleetPropagator({ extract: ['jaeger', 'ottrace', 'datadog'], encoding: 'text-map' }), context);
  t.is(headers['uberctx-user'], 'Zoë 100%');
  t.is(headers['ot-baggage-user'], 'Zoë 100%');
});

test('nothing is written where the SDK has switched tracing off', (t) => {
  const context = suppressTracing(contextOf({ traceId: pad('7', 32), spanId: pad('7', 16) }, { user: '1' }));
  t.deepEqual(inject(fleetPropagator({ extract: [new B3Propagator(), 'jaeger'] }), context), {});
});

function raise(): never {
  throw new Error('broken');
}
