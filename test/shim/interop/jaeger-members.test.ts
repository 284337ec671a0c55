// What applications of jaeger-client ask of a span context beyond OpenTracing, to log it and to send it along, goes on answering.
import test from 'ava';
import * as jaeger from 'jaeger-client';
import type { SpanContextShim } from '../../../shim/src/index';
import { debugSampler, JaegerPropagator } from '../../../shim/src/propagators';
import { sdk } from '../../support/sdk';
import { shimmed, useGlobals } from '../support/world';

useGlobals();

/** What jaeger-client itself reads from a text; not in its types. */
const { fromString } = (jaeger as unknown as { SpanContext: { fromString(text: string): JaegerContext } }).SpanContext;

interface JaegerContext {
  readonly traceIdStr: string;
  readonly spanIdStr: string;
  readonly flags: number;
  baggage: Record<string, string>;
}

test('a span context prints what jaeger-client reads, and its header says the same', (t) => {
  const { tracer } = shimmed('default', { httpHeadersPropagator: new JaegerPropagator() });
  const context = tracer.startSpan('work').context() as SpanContextShim;
  const carrier: Record<string, string> = {};
  tracer.inject(context, 'http_headers', carrier);
  t.is(String(context), String(carrier['uber-trace-id']));
  const read = fromString(String(context));
  t.deepEqual([read.traceIdStr, read.spanIdStr], [context.traceIdStr, context.spanIdStr]);
  t.deepEqual([context.isSampled(), context.isDebug(), context.flags, read.flags], [true, false, 1, 1]);
});

test('of an extracted 64-bit trace the context prints 64 bits, for clients that know no more, and knows the debug flag', (t) => {
  const { tracer } = shimmed('default', { httpHeadersPropagator: new JaegerPropagator() });
  const context = tracer.extract('http_headers', { 'uber-trace-id': 'abc:def:0:3' }) as SpanContextShim;
  t.is(String(context), '0000000000000abc:0000000000000def:0:3');
  t.deepEqual([context.traceIdStr, context.isSampled(), context.isDebug()], ['abc'.padStart(32, '0'), true, true]);
  const dropped = tracer.extract('http_headers', { 'uber-trace-id': 'abc:def:0:0' }) as SpanContextShim;
  t.deepEqual([dropped.isSampled(), dropped.flags], [false, 0]);
});

test('a context says whether there is a trace in it, as applications ask before they give it as a parent', (t) => {
  const { tracer } = shimmed('default', { httpHeadersPropagator: new JaegerPropagator() });
  const extract = (headers: object) => tracer.extract('http_headers', headers) as SpanContextShim;
  const span = tracer.startSpan('work').setBaggageItem('user', 'ann');
  const contexts = [
    span.context() as SpanContextShim,
    extract({ 'uber-trace-id': 'abc:def:0:0', 'uberctx-user': 'ann' }),
    extract({ 'uberctx-user': 'ann' }),
    extract({ 'jaeger-debug-id': 'x' }),
  ];
  t.deepEqual(
    contexts.map((context) => [context.isValid, context.isDebugIDContainerOnly(), context.baggage.user]),
    [
      [true, false, 'ann'],
      [true, false, 'ann'],
      [false, false, 'ann'],
      [false, true, undefined],
    ],
  );
  t.false(Object.keys(contexts[0] as object).includes('baggage'));
});

test('where jaeger-client keeps its ids there are some if a trace came in, and none if not', (t) => {
  const { tracer } = shimmed('default', { httpHeadersPropagator: new JaegerPropagator() });
  const extract = (headers: object) => tracer.extract('http_headers', headers) as SpanContextShim;
  const joined = extract({ 'uber-trace-id': 'abc:def:0:1' });
  t.is(joined._traceIdStr, 'abc'.padStart(32, '0'));
  t.is(joined._spanIdStr, 'def'.padStart(16, '0'));
  t.deepEqual(joined._traceId, Buffer.from(joined.traceId, 'hex'));
  t.deepEqual(joined._spanId, Buffer.from(joined.spanId, 'hex'));
  const { _traceId, _spanId, _traceIdStr, _spanIdStr } = extract({ 'uberctx-user': 'ann' });
  t.deepEqual([_traceId, _spanId, _traceIdStr, _spanIdStr], [undefined, undefined, undefined, undefined]);
});

test('an application may put members of any name on what it is given', (t) => {
  const { tracer } = shimmed();
  const context = tracer.startSpan('work').context();
  t.notThrows(() =>
    Object.assign(context, {
      flags: 7,
      isValid: false,
      baggage: {},
      traceIdStr: 'mine',
      spanIdStr: 'mine',
      isSampled: true,
    }),
  );
  t.like(context, { flags: 7, traceIdStr: 'mine' });
  t.notThrows(() => Reflect.get(Object.getPrototypeOf(context), 'flags'));
});

test('a context that jaeger-client read from a message is a parent, with its baggage and its decision', async (t) => {
  const { tracer, span } = shimmed();
  const parent = fromString('1234567890abcdef:abc:0:1');
  parent.baggage = { user: 'ann' };
  const child = tracer.startSpan('child', { childOf: parent as never });
  t.is(child.getBaggageItem('user'), 'ann');
  child.finish();
  const { parentSpanContext } = await span('child');
  t.like(parentSpanContext, {
    traceId: '00000000000000001234567890abcdef',
    spanId: '0000000000000abc',
    isRemote: true,
  });
});

for (const [root, expected] of [
  [new sdk.AlwaysOnSampler(), ['of the text', 'its child']],
  [new sdk.AlwaysOffSampler(), []],
] as const)
  test(`a context that jaeger-client read from an unsampled text leaves the decision to the sampler: ${root}`, async (t) => {
    const sampler = debugSampler(new sdk.ParentBasedSampler({ root }));
    const { tracer, finished } = shimmed('default', {}, { sampler });
    const parent = tracer.startSpan('of the text', { childOf: fromString('abc:def:0:0') as never });
    tracer.startSpan('its child', { childOf: parent }).finish();
    parent.finish();
    const spans = await finished();
    t.deepEqual(spans.map(({ name }) => name).reverse(), [...expected]);
    t.deepEqual(new Set(spans.map((span) => span.spanContext().traceId)).size, expected.length / 2);
    t.is((parent.context() as SpanContextShim).traceState?.serialize() ?? '', '');
    t.is((parent.context() as SpanContextShim).isSampled(), expected.length > 0);
  });
