// Random programs against OpenTracing's API, run under the real jaeger-client and under the shim: the traces are the same, and so
// is everything that the program can read back.
import test from 'ava';
import fc from 'fast-check';
import * as jaeger from 'jaeger-client';
import * as opentracing from 'opentracing';
import {
  type CanonicalTrace,
  canonicalTraces,
  compareTraces,
  describeDifference,
  type JaegerSpan,
  recordJaeger,
  recordSdk,
} from '../../codemods/src/traces';
import { createTracerShim } from '../../shim/src/index';
import { JaegerPropagator } from '../../shim/src/propagators';
import { recordingProvider } from '../support/sdk';

const LONG_AGO = Date.UTC(2019, 0, 1);

type Parent = { by: 'span' | 'context' | 'wire'; of: number };

/** What a program does next. Spans are named by when they were started; a number too large means the last one. */
type Step =
  | { do: 'start'; name: string; parent?: Parent; tags?: Record<string, unknown>; at?: number }
  | { do: 'refer'; name: string; references: { type: 'childOf' | 'followsFrom'; of: number }[] }
  | { do: 'tag'; span: number; key: string; value: unknown }
  | { do: 'tags'; span: number; tags: Record<string, unknown> }
  | { do: 'log'; span: number; fields: Record<string, unknown>; at?: number }
  | { do: 'rename'; span: number; name: string }
  | { do: 'baggage'; span: number; key: string; value: string }
  | { do: 'read baggage'; span: number; key: string }
  | { do: 'finish'; span: number; at?: number };

const span = fc.nat({ max: 20 });
const name = fc.constantFrom('get', 'put', 'handle');
const at = fc.option(
  fc.integer({ min: 0, max: 10_000 }).map((offset) => LONG_AGO + offset / 8),
  { nil: undefined, freq: 4 },
);
const value = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.array(fc.string({ maxLength: 2 }), { maxLength: 3 }),
  fc.array(fc.oneof(fc.integer(), fc.string({ maxLength: 2 })), { minLength: 2, maxLength: 3 }),
  fc.constantFrom({ a: { b: 1 } }, new Date(0), new RangeError('far'), { toJSON: () => 'json' }, 10n),
);
const tagKey = fc.constantFrom('user', 'http.url', 'peer.service', 'x');
const tags = fc.dictionary(tagKey, value, { maxKeys: 3 });
const errorTag = fc.constantFrom<unknown[]>(true, false, 'true', 'false');
const startTags = fc
  .tuple(tags, fc.option(errorTag), fc.option(fc.constantFrom('server', 'client', 'consumer')))
  .map(([plain, error, kind]) => ({
    ...plain,
    ...(error === null ? {} : { error }),
    ...(kind === null ? {} : { 'span.kind': kind }),
  }));
const thrown = fc.constantFrom<unknown[]>(
  new TypeError('no'),
  Object.assign(new Error('gone'), { code: 'ECONNRESET' }),
  'just text',
);
const fields = fc.oneof(
  fc.dictionary(fc.constantFrom('event', 'size', 'message'), value, { maxKeys: 3 }),
  fc.tuple(thrown, tags).map(([error, rest]) => ({ ...rest, event: 'error', 'error.object': error })),
  fc.constant({ event: 'error', 'error.kind': 'Refusal', message: 'no', stack: 'Refusal: no\n    at f', code: 7 }),
);
const baggageKey = fc.constantFrom('tier', 'tenant');
const parent = fc.option(fc.record({ by: fc.constantFrom<Parent['by'][]>('span', 'context', 'wire'), of: span }), {
  nil: undefined,
  freq: 5,
});
const references = fc.array(
  fc.record({ type: fc.constantFrom<('childOf' | 'followsFrom')[]>('childOf', 'followsFrom'), of: span }),
  { minLength: 1, maxLength: 3 },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('start'), name, parent, tags: startTags, at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('refer'), name, references }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('tag'), span, key: tagKey, value }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tag'), span, key: fc.constant('error'), value: errorTag }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('tags'), span, tags }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('log'), span, fields, at }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rename'), span, name }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('baggage'), span, key: baggageKey, value: fc.string({ maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('read baggage'), span, key: baggageKey }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('finish'), span, at }) },
) as fc.Arbitrary<Step>;

/** Runs the steps; gives back what the program could read. */
function interpret(tracer: opentracing.Tracer, steps: readonly Step[]): unknown[] {
  const spans: opentracing.Span[] = [];
  const datedSpans = new Set<opentracing.Span>();
  const read: unknown[] = [];
  const pick = (index: number) => spans[Math.min(index, spans.length - 1)];
  for (const one of steps) {
    if (one.do === 'start') {
      const started = tracer.startSpan(one.name, startOptions(tracer, one, pick));
      spans.push(started);
      if (one.at !== undefined) datedSpans.add(started);
    } else if (one.do === 'refer') spans.push(tracer.startSpan(one.name, { references: referencesTo(one, pick) }));
    else act(one, pick(one.span), read, datedSpans);
  }
  for (const open of spans) open.finish();
  return read;
}

const REFERENCE_MAKERS = { childOf: opentracing.childOf, followsFrom: opentracing.followsFrom };

type Pick = (index: number) => opentracing.Span | undefined;

function startOptions(
  tracer: opentracing.Tracer,
  one: Extract<Step, { do: 'start' }>,
  pick: Pick,
): opentracing.SpanOptions {
  const options: opentracing.SpanOptions = { tags: { ...one.tags } };
  if (one.at !== undefined) options.startTime = one.at;
  const above = one.parent && pick(one.parent.of);
  if (one.parent && above) Object.assign(options, { childOf: parentOf(tracer, one.parent, above) });
  return options;
}

function parentOf(tracer: opentracing.Tracer, { by }: Parent, above: opentracing.Span) {
  if (by === 'span') return above;
  if (by === 'context') return above.context();
  const headers = {};
  tracer.inject(above, opentracing.FORMAT_HTTP_HEADERS, headers);
  return tracer.extract(opentracing.FORMAT_HTTP_HEADERS, headers);
}

function referencesTo(one: Extract<Step, { do: 'refer' }>, pick: Pick): opentracing.Reference[] {
  return one.references.flatMap(({ type, of }) => {
    const target = pick(of);
    return target === undefined ? [] : [REFERENCE_MAKERS[type](target.context())];
  });
}

function act(
  one: Exclude<Step, { do: 'start' } | { do: 'refer' }>,
  target: opentracing.Span | undefined,
  read: unknown[],
  datedSpans: ReadonlySet<opentracing.Span>,
) {
  if (target === undefined) return;
  if (one.do === 'tag') target.setTag(one.key, one.value);
  else if (one.do === 'tags') target.addTags({ ...one.tags });
  else if (one.do === 'log') target.log({ ...one.fields }, one.at);
  else if (one.do === 'rename') target.setOperationName(one.name);
  else if (one.do === 'baggage') target.setBaggageItem(one.key, one.value);
  else if (one.do === 'read baggage') read.push(target.getBaggageItem(one.key));
  // The SDK does not end a span before it started.
  else target.finish(one.at !== undefined && datedSpans.has(target) ? one.at + 10_000 : undefined);
}

interface Run {
  readonly traces: CanonicalTrace[];
  readonly read: readonly unknown[];
}

function runUnderJaeger(steps: readonly Step[]): Run {
  const from = Date.now();
  const recorded: ReturnType<typeof recordJaeger>[] = [];
  const reporter: jaeger.Reporter = {
    // The published type is opentracing's Span; jaeger-client's own is what comes.
    report: (reported) => recorded.push(recordJaeger(reported as unknown as JaegerSpan)),
    close: () => undefined,
    setProcess: () => undefined,
  };
  const logger = { info: () => undefined, error: () => undefined };
  const config: jaeger.TracingConfig = { serviceName: 'random', sampler: { type: 'const', param: 1 } };
  const tracer = jaeger.initTracer(config, { reporter, logger });
  const read = interpret(tracer, steps);
  tracer.close();
  return { traces: canonicalTraces(recorded, { from, to: Date.now() }), read };
}

async function runUnderShim(steps: readonly Step[]): Promise<Run> {
  const from = Date.now();
  const { provider, finished } = recordingProvider();
  const propagator = new JaegerPropagator();
  const tracer = createTracerShim(provider, { httpHeadersPropagator: propagator, textMapPropagator: propagator });
  const read = interpret(tracer, steps);
  const spans = (await finished()).map((span) => ({ ...recordSdk(span), service: 'random' }));
  return { traces: canonicalTraces(spans, { from, to: Date.now() }), read };
}

test('a random program traces and reads the same under jaeger-client and under the shim', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const [legacy, shim] = [runUnderJaeger(steps), await runUnderShim(steps)];
      const differences = compareTraces(legacy.traces, shim.traces).map(describeDifference);
      if (differences.length > 0) throw new Error(differences.join('\n'));
      t.deepEqual(shim.read, legacy.read);
    }),
    { numRuns: 500, seed: 20261122, includeErrorInReport: true },
  );
});
