import test from 'ava';
import { OTTracePropagator } from '../../../shim/src/propagators';
import { contextOf, extract, inject, spanOf, spanText } from './support/otel';

const propagator = new OTTracePropagator();
const IDS = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: '00f067aa0ba902b7' };

test('short ids are padded, whatever the case of names and digits', (t) => {
  const headers = { 'OT-Tracer-TraceID': 'ABC', 'ot-tracer-SpanId': '0d', 'Ot-Tracer-Sampled': true };
  t.is(spanText(extract(propagator, headers)), `${'abc'.padStart(32, '0')}-${'d'.padStart(16, '0')}-1`);
});

test('a 128-bit trace id is read whole when a client sends it whole', (t) => {
  const headers = { 'ot-tracer-traceid': IDS.traceId, 'ot-tracer-spanid': IDS.spanId };
  t.is(spanOf(extract(propagator, headers))?.traceId, IDS.traceId);
});

test('0 and false in any form mean unsampled; all else, even nothing, is sampled as in lightstep-tracer', (t) => {
  const flags = (sampled: unknown) => {
    const headers = { 'ot-tracer-traceid': '1', 'ot-tracer-spanid': '1', 'ot-tracer-sampled': sampled };
    return spanOf(extract(propagator, headers))?.traceFlags;
  };
  for (const value of [0, '0', false, 'false', 'False', ' 0 ']) t.is(flags(value), 0, String(value));
  for (const value of [1, '1', true, 'true', 'True', undefined, '', 'maybe']) t.is(flags(value), 1, String(value));
});

test('half a trace, zeros and letters beyond f are no trace', (t) => {
  const read = (trace?: string, span?: string) =>
    spanText(extract(propagator, { 'ot-tracer-traceid': trace, 'ot-tracer-spanid': span }));
  for (const trace of [undefined, '', '0', 'xyz', `0${IDS.traceId}`]) t.is(read(trace, '1'), 'none');
  for (const span of [undefined, '', '0', 'xyz', `0${IDS.spanId}`]) t.is(read('1', span), 'none');
});

test('the lower half of a trace id is sent, and the whole of it as an item that the service returns', (t) => {
  t.deepEqual(inject(propagator, contextOf(IDS)), {
    'ot-tracer-traceid': '8448eb211c80319c',
    'ot-tracer-spanid': IDS.spanId,
    'ot-tracer-sampled': 'true',
    'ot-baggage-ot2otel-trace': `${IDS.traceId}-1`,
  });
});
