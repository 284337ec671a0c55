import { type Context, context, propagation, type Span, trace } from '@opentelemetry/api';
import * as opentracing from 'opentracing';
import { type Sampler, type SpanProcessor, sdk } from '../../support/sdk';
import { PARENT, usePropagator, w3c } from '../support/world';
import type { Rows } from './row';

/** A span context that came over the wire, with baggage. */
function received(tracer: opentracing.Tracer, spanId: string, baggage = ''): opentracing.SpanContext {
  usePropagator(w3c());
  const carrier = { traceparent: `00-${PARENT.traceId}-${spanId}-01`, ...(baggage && { baggage }) };
  const extracted = tracer.extract(opentracing.FORMAT_HTTP_HEADERS, carrier);
  if (!extracted) throw new Error('nothing was extracted');
  return extracted;
}

const A = '00000000000000aa';
const B = '00000000000000bb';

/** Remembers what a sampler is given. */
function watchingSampler(seen: { attributes: object; context: Context }[]): Sampler {
  return {
    shouldSample(parent, _traceId, _name, _kind, attributes) {
      seen.push({ attributes: { ...attributes }, context: parent });
      return { decision: sdk.SamplingDecision.RECORD_AND_SAMPLED };
    },
    toString: () => 'watching',
  };
}

function watchingProcessor(onStart: SpanProcessor['onStart']): SpanProcessor {
  return { onStart, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
}

export const startSpanRows: Rows = {
  'TS-1': {
    requirement: 'the first ChildOf in the list of references is the parent',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const references = [
        opentracing.followsFrom(received(tracer, A)),
        opentracing.childOf(received(tracer, PARENT.spanId)),
        opentracing.childOf(received(tracer, B)),
      ];
      tracer.startSpan('child', { references }).finish();
      const child = await span('child');
      t.is(child.parentSpanContext?.spanId, PARENT.spanId);
      t.is(child.spanContext().traceId, PARENT.traceId);
    },
  },
  'TS-1b': {
    requirement: 'references: [childOf(span)] alone parents',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const parent = tracer.startSpan('parent');
      tracer.startSpan('child', { references: [opentracing.childOf(parent)] }).finish();
      t.is((await span('child')).parentSpanContext?.spanId, parent.context().toSpanId());
    },
  },
  'TS-2': {
    requirement: 'without a ChildOf the first reference is the parent',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      const references = [opentracing.followsFrom(received(tracer, A)), opentracing.followsFrom(received(tracer, B))];
      tracer.startSpan('child', { references }).finish();
      t.is((await span('child')).parentSpanContext?.spanId, A);
    },
  },
  'TS-3': {
    requirement: 'references become links with opentracing.ref_type; by default the child_of parent is not repeated',
    async check(t, { shim, mode }) {
      const { tracer, span } = shim();
      const references = [opentracing.childOf(received(tracer, A)), opentracing.followsFrom(received(tracer, B))];
      tracer.startSpan('child', { references }).finish();
      const links = (await span('child')).links.map((link) => [link.context.spanId, link.attributes]);
      const parentLink = [A, { 'opentracing.ref_type': 'child_of' }];
      const otherLink = [B, { 'opentracing.ref_type': 'follows_from' }];
      t.deepEqual(links, mode === 'strict' ? [parentLink, otherLink] : [otherLink]);
    },
  },
  'TS-3b': {
    requirement: 'childOf yields the child_of link too: in strict mode, or when asked for',
    async check(t, { shim, mode }) {
      const asked = shim({ parentLink: true });
      asked.tracer.startSpan('child', { childOf: asked.tracer.startSpan('parent') }).finish();
      t.deepEqual((await asked.span('child')).links[0]?.attributes, { 'opentracing.ref_type': 'child_of' });

      const plain = shim();
      plain.tracer.startSpan('child', { childOf: plain.tracer.startSpan('parent') }).finish();
      t.is((await plain.span('child')).links.length, mode === 'strict' ? 1 : 0);
    },
  },
  'TS-4': {
    requirement: 'the baggage of all references is united',
    check(t, { shim }) {
      const { tracer } = shim();
      const references = [
        opentracing.childOf(received(tracer, A, 'a=1')),
        opentracing.followsFrom(received(tracer, B, 'b=2')),
      ];
      const child = tracer.startSpan('child', { references });
      t.is(child.getBaggageItem('a'), '1');
      t.is(child.getBaggageItem('b'), '2');
    },
  },
  'TS-4b': {
    requirement: 'childOf hands the baggage down, from a span and from a context',
    check(t, { shim }) {
      const { tracer } = shim();
      const parent = tracer.startSpan('parent').setBaggageItem('a', '1');
      t.is(tracer.startSpan('child', { childOf: parent }).getBaggageItem('a'), '1');
      t.is(tracer.startSpan('child', { childOf: parent.context() }).getBaggageItem('a'), '1');
    },
  },
  'TS-5': {
    requirement: 'with implicit propagation the current baggage is the initial one; without it is not',
    check(t, { shim }) {
      const current = propagation.setBaggage(context.active(), propagation.createBaggage({ k: { value: 'current' } }));
      const implicit = shim({ supportImplicitPropagation: true }).tracer;
      const explicit = shim().tracer;
      context.with(current, () => {
        t.is(implicit.startSpan('root').getBaggageItem('k'), 'current');
        t.is(explicit.startSpan('root').getBaggageItem('k'), undefined);
      });
    },
  },
  'TS-6': {
    requirement: 'tags are set at the creation: the sampler sees them',
    check(t, { shim }) {
      const seen: { attributes: object; context: Context }[] = [];
      shim({}, { sampler: watchingSampler(seen) }).tracer.startSpan('work', { tags: { a: 1, b: 'two', c: true } });
      t.deepEqual(seen[0]?.attributes, { a: 1, b: 'two', c: true });
    },
  },
  'TS-6b': {
    requirement: 'tags are set at the creation: SpanProcessor.onStart sees them',
    check(t, { shim }) {
      const seen: object[] = [];
      const processor = watchingProcessor((span) => void seen.push({ ...span.attributes }));
      shim({}, { spanProcessors: [processor] }).tracer.startSpan('work', { tags: { a: 1, list: [{ b: 2 }] } });
      t.deepEqual(seen, [{ a: 1, list: '[{"b":2}]' }]);
    },
  },
  'TS-7': {
    requirement: 'the tag error among the options sets the status',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('failed', { tags: { error: true, a: 1 } }).finish();
      tracer.startSpan('fine', { tags: { error: false } }).finish();
      const failed = await span('failed');
      t.is(failed.status.code, 2);
      t.deepEqual(failed.attributes, { a: 1 });
      t.is((await span('fine')).status.code, 1);
    },
  },
  'TS-8': {
    requirement: 'startTime (milliseconds since 1970, with a fraction) is converted',
    async check(t, { shim }) {
      const { tracer, span } = shim();
      tracer.startSpan('work', { startTime: 1_700_000_000_123.5 }).finish();
      t.deepEqual((await span('work')).startTime, [1_700_000_000, 123_500_000]);
    },
  },
  'TS-9': {
    requirement: 'startSpan returns an OpenTracing span',
    check(t, { shim }) {
      t.true(shim().tracer.startSpan('work') instanceof opentracing.Span);
    },
  },
  'TS-10': {
    requirement: "the parent's baggage is in the context that the sampler and onStart are given",
    check(t, { shim }) {
      const sampled: { attributes: object; context: Context }[] = [];
      const started: Context[] = [];
      const processor = watchingProcessor((_span: Span, parent: Context) => void started.push(parent));
      const { tracer } = shim({}, { sampler: watchingSampler(sampled), spanProcessors: [processor] });
      const parent = tracer.startSpan('parent').setBaggageItem('tenant', 'acme');
      tracer.startSpan('child', { childOf: parent });
      const seen = [sampled[1]?.context, started[1]];
      t.deepEqual(
        seen.map((one) => one && propagation.getBaggage(one)?.getEntry('tenant')?.value),
        ['acme', 'acme'],
      );
      t.is(seen[0] && trace.getSpanContext(seen[0])?.spanId, parent.context().toSpanId());
    },
  },
};
