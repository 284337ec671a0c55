// A request through services of our own, each hop in another format: what one format says, the next must still say.
import { TraceFlags } from '@opentelemetry/api';
import test from 'ava';
import fc from 'fast-check';
import { type PropagatorName, propagatorFromNames } from '../../../shim/src/propagators';
import { baggageRecord, contextOf, extract, inject, spanOf, withBaggage } from './support/otel';

const SPAN_FORMATS: PropagatorName[] = ['tracecontext', 'jaeger', 'ottrace', 'b3', 'b3multi', 'datadog'];
const BAGGAGE_FORMATS: PropagatorName[] = ['baggage', 'jaeger', 'ottrace', 'datadog'];
const DEBUG_FORMATS: PropagatorName[] = ['tracecontext', 'jaeger', 'ottrace', 'b3', 'b3multi'];

const hexDigit = fc.constantFrom(...'0123456789abcdef');
const hex = (length: number) =>
  fc.string({ unit: hexDigit, minLength: length, maxLength: length }).filter((text) => !/^0+$/.test(text));
const halfTraceId = hex(16).map((low) => low.padStart(32, '0'));
const span = fc.record({
  // The lower half alone travels in some formats, so it must not be zero.
  traceId: fc.oneof(
    fc.tuple(hex(16), hex(16)).map((halves) => halves.join('')),
    halfTraceId,
  ),
  spanId: hex(16),
  traceFlags: fc.constantFrom(TraceFlags.NONE, TraceFlags.SAMPLED),
});
const journey = (formats: PropagatorName[]) => fc.array(fc.constantFrom(...formats), { minLength: 1, maxLength: 6 });

/** What arrives after a hop in each of the formats. */
function travel(context: ReturnType<typeof contextOf>, formats: PropagatorName[]) {
  return formats.reduce((current, format) => {
    const { propagator } = propagatorFromNames([format]);
    return extract(propagator, inject(propagator, current));
  }, context);
}

const SEEDED = { seed: 1122, numRuns: 3000 };

test('any trace survives any row of formats: ids and the sampling decision', (t) => {
  fc.assert(
    fc.property(span, journey(SPAN_FORMATS), (sent, formats) => {
      const { traceId, spanId, traceFlags } = spanOf(travel(contextOf(sent), formats)) ?? {};
      t.deepEqual({ traceId, spanId, traceFlags }, sent);
    }),
    SEEDED,
  );
});

test('a debug trace stays one through any row of formats that can say so, and no other trace becomes one', (t) => {
  const { propagator: jaeger } = propagatorFromNames('jaeger');
  fc.assert(
    fc.property(span, fc.boolean(), journey(DEBUG_FORMATS), (sent, debug, formats) => {
      const header = `${sent.traceId}:${sent.spanId}:0:${debug ? 3 : sent.traceFlags}`;
      const arrived = travel(extract(jaeger, { 'uber-trace-id': header }), formats);
      t.is(inject(jaeger, arrived)['uber-trace-id']?.slice(-1), debug ? '3' : String(sent.traceFlags));
    }),
    { ...SEEDED, numRuns: 1000 },
  );
});

test('any baggage survives any row of formats', (t) => {
  // Keys in lower case, as HTTP hands header names on; not those that are taken for an encoded key.
  const key = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
    .filter((text) => text === text.toLowerCase() && !text.includes('%'));
  // Values: the W3C drops empty ones, and a value such as `%C3%A9` is what Lightstep is sent for `é`.
  const value = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('%') && text.trim() === text);
  fc.assert(
    fc.property(
      fc.dictionary(key, value, { maxKeys: 5, noNullPrototype: true }),
      journey(BAGGAGE_FORMATS),
      (sent, formats) => {
        const start = withBaggage(contextOf({ traceId: '1'.repeat(32), spanId: '1'.repeat(16) }), sent);
        t.deepEqual(baggageRecord(travel(start, formats)), baggageRecord(start));
      },
    ),
    { ...SEEDED, numRuns: 1500 },
  );
});
