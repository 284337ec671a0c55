import { INVALID_SPANID, INVALID_TRACEID, type SpanContext, TraceFlags, trace } from '@opentelemetry/api';
import test from 'ava';
import { debugSampler, fleetPropagator, JaegerPropagator } from '../../../shim/src/propagators';
import { recordingProvider, sdk } from '../../support/sdk';
import { contextOf, extract, inject, spanOf } from './support/otel';

const propagator = new JaegerPropagator();
const offUnlessDebug = debugSampler(new sdk.AlwaysOffSampler());

/** The attributes of what was exported when a span and its child were started under these headers. */
async function record(headers: Record<string, string>, sampler = offUnlessDebug) {
  const recording = recordingProvider({ sampler });
  const tracer = recording.provider.getTracer('test');
  const server = tracer.startSpan('server', {}, extract(propagator, headers));
  tracer.startSpan('child', {}, contextOf(server.spanContext())).end();
  server.end();
  return (await recording.finished()).map(({ name, attributes }) => [name, attributes]);
}

test('a request with a jaeger-debug-id is recorded whole, and its first span is tagged with the id', async (t) => {
  t.deepEqual(await record({ 'jaeger-debug-id': 'order 42, "Zoë"' }), [
    ['child', {}],
    ['server', { 'jaeger-debug-id': 'order 42, "Zoë"' }],
  ]);
});

test('a request of a debug trace is recorded', async (t) => {
  t.deepEqual(await record({ 'uber-trace-id': '1:1:0:3' }), [
    ['child', {}],
    ['server', {}],
  ]);
});

test('every other request is left to the sampler that was given', async (t) => {
  for (const flags of ['0', '1', '2']) t.deepEqual(await record({ 'uber-trace-id': `1:1:0:${flags}` }), []);
  t.deepEqual(await record({}), []);
  const parentBased = debugSampler(new sdk.ParentBasedSampler({ root: new sdk.AlwaysOffSampler() }));
  t.is((await record({ 'uber-trace-id': '1:1:0:1' }, parentBased)).length, 2);
  t.is((await record({ 'uber-trace-id': '1:1:0:0' }, parentBased)).length, 0);
  t.is((await record({ 'jaeger-debug-id': 'x' }, parentBased)).length, 2);
});

test('an id that is too long or cannot be written still forces the recording', async (t) => {
  const [, [, attributes] = []] = await record({ 'jaeger-debug-id': '走'.repeat(100) });
  t.deepEqual(attributes, {});
  const [, [, cut] = []] = await record({ 'jaeger-debug-id': 'a'.repeat(1000) });
  t.deepEqual(cut, { 'jaeger-debug-id': 'a'.repeat(240) });
});

test('an extracted request to sample is the invalid, sampled span context that the specification describes', (t) => {
  const span = spanOf(extract(propagator, { 'jaeger-debug-id': 'x' }));
  t.is(span?.traceId, INVALID_TRACEID);
  t.is(span?.spanId, INVALID_SPANID);
  t.is(span?.traceFlags, TraceFlags.SAMPLED);
  t.true(span?.isRemote);
  t.is(spanOf(extract(propagator, { 'jaeger-debug-id': '' })), undefined);
});

test('the debug flag crosses a W3C hop', (t) => {
  const fleet = fleetPropagator({ extract: ['tracecontext'] });
  const context = extract(fleet, inject(fleet, extract(propagator, { 'uber-trace-id': 'a:b:0:3' })));
  t.regex(inject(propagator, context)['uber-trace-id'] ?? '', /:3$/);
});

test('only the span context is needed: a wrapper that keeps nothing else loses no debug request', (t) => {
  const span: SpanContext = spanOf(extract(propagator, { 'jaeger-debug-id': 'x' })) ?? t.fail();
  const copy = trace.wrapSpanContext({ ...span }).spanContext();
  const sampled = offUnlessDebug.shouldSample(contextOf(copy), '1', 'n', 0, {}, []);
  t.deepEqual(sampled.attributes, { 'jaeger-debug-id': 'x' });
});

test('its description names the sampler inside', (t) => {
  t.is(offUnlessDebug.toString(), 'DebugSampler{AlwaysOffSampler}');
});
