import test from 'ava';
import fc from 'fast-check';
import { canonicalTraces, compareTraces, type RecordedSpan, renderTraces } from '../../../codemods/src/traces';
import { RUN } from './build';

const value = fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: 0, max: 3 }), fc.boolean());
const attributes = fc.dictionary(fc.constantFrom('a', 'b', 'c'), value);
const time = fc.constantFrom(RUN.from, RUN.from + 500, 1000, 2000.5);
const event = fc.record({ name: fc.constantFrom('log', 'retry'), attributes, time });

/** Few names and values, so that spans often look alike: that is where a comparison can go wrong. */
const content = fc.record({
  service: fc.constantFrom('shop', 'bank'),
  name: fc.constantFrom('get', 'put'),
  kind: fc.constantFrom<RecordedSpan['kind'][]>('internal', 'client'),
  status: fc.constantFrom<RecordedSpan['status'][]>({ code: 'unset' }, { code: 'error' }),
  attributes,
  events: fc.array(event, { maxLength: 2 }),
  start: time,
  end: time,
});

/** For each span: its content, which earlier span it is below (none: a root), and which span it links to. */
const recordedSpans = fc
  .array(fc.tuple(content, fc.nat(), fc.option(fc.nat(), { freq: 3 })), { minLength: 1, maxLength: 12 })
  .map((rows) => {
    const spans: RecordedSpan[] = [];
    for (const row of rows) spans.push(spanFrom(row, spans));
    return spans;
  });

function spanFrom(
  [own, parentChoice, linkChoice]: [Omit<RecordedSpan, 'traceId' | 'spanId' | 'links'>, number, number | null],
  earlier: readonly RecordedSpan[],
): RecordedSpan {
  const parent = earlier[parentChoice % (earlier.length + 1)];
  const target = linkChoice === null ? undefined : earlier[linkChoice % Math.max(1, earlier.length)];
  return {
    ...own,
    traceId: parent?.traceId ?? `trace${earlier.length}`,
    spanId: `span${earlier.length}`,
    ...(parent === undefined ? {} : { parentSpanId: parent.spanId }),
    links: target === undefined ? [] : [{ traceId: target.traceId, spanId: target.spanId, attributes: { type: 'x' } }],
  };
}

const canonical = (spans: readonly RecordedSpan[]) => canonicalTraces(spans, RUN);

const renamedSpan = (span: RecordedSpan): RecordedSpan => ({
  ...span,
  traceId: `other-${span.traceId}`,
  spanId: `other-${span.spanId}`,
  ...(span.parentSpanId === undefined ? {} : { parentSpanId: `other-${span.parentSpanId}` }),
  links: span.links.map((link) => ({
    ...link,
    traceId: `other-${link.traceId}`,
    spanId: `other-${link.spanId}`,
  })),
});

test('a trace equals itself with other ids, in another order', (t) => {
  const shuffled = recordedSpans.chain((spans) =>
    fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length })),
  );
  fc.assert(
    fc.property(shuffled, ([spans, order]) => {
      const other = canonical(order.map(renamedSpan));
      t.deepEqual(compareTraces(canonical(spans), other), []);
      t.is(renderTraces(canonical(spans), { details: true }), renderTraces(other, { details: true }));
    }),
    { numRuns: 300 },
  );
});

/** One change to one span that no other way to read the traces can undo. */
const MUTATIONS: Record<string, (span: RecordedSpan) => RecordedSpan | undefined> = {
  'a tag is lost': (span) => {
    const [first, ...rest] = Object.entries(span.attributes);
    return first && { ...span, attributes: Object.fromEntries(rest) };
  },
  'a tag is added': (span) => ({ ...span, attributes: { ...span.attributes, new: 1 } }),
  'a value changes its type': (span) => {
    const [first] = Object.entries(span.attributes).filter(([, member]) => typeof member !== 'string');
    return first && { ...span, attributes: { ...span.attributes, [first[0]]: String(first[1]) } };
  },
  'the name changes': (span) => ({ ...span, name: `${span.name}!` }),
  'the service changes': (span) => ({ ...span, service: `${span.service}!` }),
  'the kind changes': (span) => ({ ...span, kind: 'consumer' }),
  'the status changes': (span) => ({ ...span, status: { code: 'ok' } }),
  'an event is lost': (span) => (span.events.length === 0 ? undefined : { ...span, events: span.events.slice(1) }),
  'an event is renamed': (span) => {
    const [first, ...rest] = span.events;
    return first && { ...span, events: [{ ...first, name: 'other' }, ...rest] };
  },
  'an event loses an attribute': (span) => {
    const [first, ...rest] = span.events;
    const [pair, ...pairs] = Object.entries(first?.attributes ?? {});
    return first && pair && { ...span, events: [{ ...first, attributes: Object.fromEntries(pairs) }, ...rest] };
  },
  'an event loses its own time': (span) => {
    const [first, ...rest] = span.events;
    return first && first.time < RUN.from ? { ...span, events: [{ ...first, time: RUN.from }, ...rest] } : undefined;
  },
  'a link is lost': (span) => (span.links.length === 0 ? undefined : { ...span, links: [] }),
  'a link loses what it says': (span) =>
    span.links.length === 0 ? undefined : { ...span, links: span.links.map((link) => ({ ...link, attributes: {} })) },
  'the start is lost': (span) => (span.start < RUN.from ? { ...span, start: RUN.from } : undefined),
  'the end moves': (span) => (span.end < RUN.from ? { ...span, end: span.end + 0.001 } : undefined),
  'the parent is not recorded': (span) =>
    span.parentSpanId === undefined ? { ...span, parentSpanId: 'elsewhere' } : undefined,
};

for (const [title, mutate] of Object.entries(MUTATIONS)) {
  test(`it is seen when ${title}`, (t) => {
    let mutations = 0;
    fc.assert(
      fc.property(recordedSpans, fc.nat(), (spans, choice) => {
        const index = choice % spans.length;
        const changed = spans.map((span, position) => (position === index ? (mutate(span) ?? span) : span));
        if (changed.every((span, position) => span === spans[position])) return;
        mutations += 1;
        t.true(compareTraces(canonical(spans), canonical(changed)).length > 0);
      }),
      { numRuns: 200 },
    );
    t.true(mutations > 10, 'the generator must make spans that the mutation fits');
  });
}

/** With a number each, no two spans look alike, so another place is always another trace. */
const numbered = recordedSpans.map((spans) =>
  spans.map((span, index) => ({ ...span, attributes: { ...span.attributes, number: index } })),
);

test('it is seen when a span moves, and nothing else is reported', (t) => {
  fc.assert(
    fc.property(numbered, fc.nat(), fc.nat(), (spans, choice, parentChoice) => {
      const span = spans[choice % spans.length];
      const parent = spans[parentChoice % spans.length];
      if (!span || !parent || span.parentSpanId === undefined || span.traceId !== parent.traceId) return;
      if (parent.spanId === span.parentSpanId || isBelow(parent, span, spans)) return;
      const moved = spans.map((other) => (other === span ? { ...span, parentSpanId: parent.spanId } : other));
      const differences = compareTraces(canonical(spans), canonical(moved));
      t.deepEqual(
        differences.map(({ aspect }) => aspect),
        ['moved span'],
      );
    }),
    { numRuns: 500 },
  );
});

function isBelow(span: RecordedSpan, above: RecordedSpan, spans: readonly RecordedSpan[]): boolean {
  if (span === above) return true;
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return parent !== undefined && isBelow(parent, above, spans);
}

test('it is seen when a span is lost, and when one is added', (t) => {
  fc.assert(
    fc.property(recordedSpans, (spans) => {
      const fewer = spans.slice(0, -1);
      const lost = compareTraces(canonical(spans), canonical(fewer));
      const added = compareTraces(canonical(fewer), canonical(spans));
      t.true(lost.some(({ aspect }) => aspect === 'missing span'));
      t.true(added.some(({ aspect }) => aspect === 'unexpected span'));
    }),
    { numRuns: 300 },
  );
});

test('it is seen when a link goes to another span', (t) => {
  fc.assert(
    fc.property(numbered, fc.nat(), (spans, choice) => {
      const linking = spans.find(({ links }) => links.length > 0);
      const target = spans[choice % spans.length];
      const [link] = linking?.links ?? [];
      if (!linking || !link || !target || target.spanId === link.spanId) return;
      const { traceId, spanId } = target;
      const moved = spans.map((span) => (span === linking ? { ...span, links: [{ ...link, traceId, spanId }] } : span));
      t.deepEqual(
        compareTraces(canonical(spans), canonical(moved)).map(({ aspect }) => aspect),
        ['missing link', 'unexpected link'],
      );
    }),
    { numRuns: 300 },
  );
});
