// Random programs, run on our shim and on an oracle: MockTracer of `opentracing`, and the official shim where it is right.
import { TracerShim as OfficialTracerShim } from '@opentelemetry/shim-opentracing';
import test from 'ava';
import fc from 'fast-check';
import * as opentracing from 'opentracing';
import { type ReadableSpan, type Recording, recordingProvider } from '../support/sdk';
import { shimmed, useGlobals } from './support/world';

useGlobals();

const key = fc.constantFrom('component', 'http.method', 'http.status_code', 'peer.service', 'db.statement', 'x');
const primitive = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
);
const members = fc.dictionary(key, primitive, { noNullPrototype: true });
const fields = fc
  .record({ event: fc.constantFrom('cache-miss', 'retry', 'sent') }, { requiredKeys: [] })
  .chain((event) => members.map((rest) => ({ ...rest, ...event })));
// Whole milliseconds: where OpenTracing's numbers and the SDK's tuples agree to the digit.
const time = fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 });

type Step =
  | { do: 'tag'; key: string; value: unknown }
  | { do: 'tags'; members: Record<string, unknown> }
  | { do: 'log'; fields: Record<string, unknown>; time: number }
  | { do: 'name'; name: string };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('tag' as const), key, value: primitive }),
  fc.record({ do: fc.constant('tags' as const), members }),
  fc.record({ do: fc.constant('log' as const), fields, time }),
  fc.record({ do: fc.constant('name' as const), name: fc.string({ minLength: 1 }) }),
);

/** A span with what is done to it, and the index of its parent among the spans before it. */
const spanPlan = fc.record({
  name: fc.string({ minLength: 1 }),
  tags: fc.option(members, { nil: undefined }),
  parent: fc.option(fc.nat(), { nil: undefined }),
  steps: fc.array(step, { maxLength: 6 }),
  start: time,
  duration: fc.integer({ min: 0, max: 100_000 }),
});
type SpanPlan = typeof spanPlan extends fc.Arbitrary<infer P> ? P : never;
const program = fc.array(spanPlan, { minLength: 1, maxLength: 5 });

function run(tracer: opentracing.Tracer, plans: readonly SpanPlan[]): opentracing.Span[] {
  const spans: opentracing.Span[] = [];
  for (const { name, tags, parent, steps, start, duration } of plans) {
    const childOf = parent === undefined ? undefined : spans[parent % (spans.length || 1)];
    const options = { ...(tags && { tags: { ...tags } }), ...(childOf && { childOf }), startTime: start };
    const span = tracer.startSpan(name, options);
    for (const one of steps) take(one, span);
    span.finish(start + duration);
    spans.push(span);
  }
  return spans;
}

function take(one: Step, span: opentracing.Span): void {
  if (one.do === 'tag') span.setTag(one.key, one.value);
  if (one.do === 'tags') span.addTags(one.members);
  if (one.do === 'log') span.log(one.fields, one.time);
  if (one.do === 'name') span.setOperationName(one.name);
}

/** What a trace says, without the ids, which are random: parents become positions. */
function describe(spans: readonly ReadableSpan[]) {
  const positions = new Map(spans.map((span, position) => [span.spanContext().spanId, position]));
  return spans.map((span) => ({
    name: span.name,
    attributes: span.attributes,
    events: span.events.map(({ name, attributes, time: at }) => ({ name, attributes, at })),
    status: span.status,
    times: [span.startTime, span.endTime],
    parent: span.parentSpanContext && positions.get(span.parentSpanContext.spanId),
  }));
}

async function tracesOf(recording: Recording, tracer: opentracing.Tracer, plans: readonly SpanPlan[]) {
  recording.exporter.reset();
  run(tracer, plans);
  return describe(await recording.finished());
}

for (const mode of ['default', 'strict'] as const) {
  test(`any sane program yields the trace that the official shim yields (${mode})`, async (t) => {
    const ours = shimmed(mode);
    const theirs = recordingProvider();
    const official = new OfficialTracerShim(theirs.provider.getTracer('official'));
    await fc.assert(
      fc.asyncProperty(program, async (plans) => {
        t.deepEqual(await tracesOf(ours, ours.tracer, plans), await tracesOf(theirs, official, plans));
      }),
      { numRuns: 150 },
    );
  });

  test(`any sane program yields the names and tags of a MockTracer (${mode})`, async (t) => {
    const ours = shimmed(mode);
    await fc.assert(
      fc.asyncProperty(program, async (plans) => {
        // MockTracer forgets the tags of the options.
        const untagged = plans.map((plan) => ({ ...plan, tags: undefined }));
        const trace = await tracesOf(ours, ours.tracer, untagged);
        const mocks = run(new opentracing.MockTracer(), untagged).map(readMock);
        t.deepEqual(
          trace.map(({ name, attributes }) => ({ name, tags: attributes })),
          mocks,
        );
      }),
      { numRuns: 100 },
    );
  });
}

function readMock(span: opentracing.Span): { name: string; tags: object } {
  // MockTracer makes no other spans; its class is not exported by name.
  const mock = span as opentracing.Span & { operationName(): string; tags(): object };
  return { name: mock.operationName(), tags: mock.tags() };
}
