import { CompositePropagator, W3CTraceContextPropagator as OfficialTraceContext } from '@opentelemetry/core';
import { B3InjectEncoding, B3Propagator as OfficialB3 } from '@opentelemetry/propagator-b3';
import test from 'ava';
import { propagatorFromNames } from '../../../shim/src/propagators';
import { contextOf, extract, inject, spanText } from './support/otel';

const IDS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };
const headersOf = (names: string) =>
  Object.keys(inject(propagatorFromNames(names).propagator, contextOf(IDS, { u: '1' })));

test('each name of OTEL_PROPAGATORS writes its headers', (t) => {
  t.deepEqual(headersOf('tracecontext,baggage'), ['traceparent', 'baggage']);
  t.deepEqual(headersOf('jaeger'), ['uber-trace-id', 'uberctx-u']);
  t.deepEqual(headersOf('b3'), ['b3']);
  t.deepEqual(headersOf('b3single'), ['b3']);
  t.deepEqual(headersOf('b3multi'), ['x-b3-traceid', 'x-b3-spanid', 'x-b3-sampled']);
  t.deepEqual(headersOf('ottrace').slice(0, 3), ['ot-tracer-traceid', 'ot-tracer-spanid', 'ot-tracer-sampled']);
  t.deepEqual(headersOf('datadog').slice(0, 2), ['x-datadog-trace-id', 'x-datadog-parent-id']);
});

test('spaces, capitals, repetition and empty places in the list do no harm', (t) => {
  t.deepEqual(headersOf(' Jaeger , ,jaeger,B3,'), ['uber-trace-id', 'uberctx-u', 'b3']);
  t.deepEqual(propagatorFromNames(' Jaeger , ,').unknown, []);
});

test('none stands for nothing', (t) => {
  t.deepEqual(headersOf('none'), []);
  t.deepEqual(propagatorFromNames('none').unknown, []);
  t.deepEqual(headersOf(''), []);
});

test('unknown names are returned, and the known ones work', (t) => {
  const { propagator, unknown } = propagatorFromNames(['xray', 'jaeger', 'constructor', '__proto__', 'toString']);
  t.deepEqual(unknown, ['xray', 'constructor', '__proto__', 'tostring']);
  t.deepEqual(propagator.fields(), ['uber-trace-id']);
});

test('when two formats are present, the one wins that the composite of the SDK would let win', (t) => {
  const composite = new CompositePropagator({
    propagators: [new OfficialTraceContext(), new OfficialB3({ injectEncoding: B3InjectEncoding.SINGLE_HEADER })],
  });
  const headers = { traceparent: `00-${IDS.traceId}-${IDS.spanId}-01`, b3: `${'a'.repeat(32)}-${'b'.repeat(16)}-1` };
  const { propagator } = propagatorFromNames('tracecontext,b3');
  t.is(spanText(extract(propagator, headers)), spanText(extract(composite, headers)));
  t.is(spanText(extract(propagator, headers)), `${'a'.repeat(32)}-${'b'.repeat(16)}-1`);
});
