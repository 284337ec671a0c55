import test from 'ava';
import { compareTraces, describeDifference } from '../../../codemods/src/traces';
import { RUN, type Sketch, traces } from './build';

const ORDER: readonly Sketch[] = [
  { name: 'order', kind: 'server', attributes: { items: 2 } },
  { name: 'reserve', parent: 'order', attributes: { sku: 'teapot' } },
  {
    name: 'pay',
    parent: 'order',
    kind: 'client',
    status: { code: 'error' },
    attributes: { amount: 50, card: 'visa' },
    events: [
      { name: 'retry', attributes: { attempt: 1 }, time: RUN.from },
      { name: 'exception', attributes: { 'exception.message': 'refused' }, time: RUN.from },
    ],
  },
  { name: 'ledger', parent: 'pay' },
  { name: 'mail', parent: 'order', linksTo: ['pay'], start: 1000, end: 2000 },
  { name: 'cleanup', traceId: 't2' },
];

/** The lines that people read when `changed` replaces the spans of the same name. */
function linesAfter(changed: readonly Sketch[], removed: readonly string[] = []): string[] {
  const replaced = ORDER.map((span) => ({ ...span, ...changed.find(({ name }) => name === span.name) }));
  const added = changed.filter(({ name }) => !ORDER.some((span) => span.name === name));
  const after = [...replaced, ...added].filter(({ name }) => !removed.includes(name));
  return compareTraces(traces(ORDER), traces(after)).map(describeDifference);
}

const seen = test.macro(
  (t, changed: readonly Sketch[], expected: readonly string[], removed: readonly string[] = []) => {
    t.deepEqual(linesAfter(changed, removed), [...expected]);
  },
);

test('equal traces have no differences', seen, [], []);
test(
  'a lost tag is seen',
  seen,
  [{ name: 'reserve', attributes: {} }],
  ['shop: order > reserve: attribute sku: expected "teapot", got none'],
);
test(
  'an invented tag is seen',
  seen,
  [{ name: 'ledger', attributes: { x: true } }],
  ['shop: order > pay > ledger: attribute x: expected none, got true'],
);
test(
  'a changed value is seen',
  seen,
  [{ name: 'reserve', attributes: { sku: 'kettle' } }],
  ['shop: order > reserve: attribute sku: expected "teapot", got "kettle"'],
);
test(
  'a changed type of a value is seen',
  seen,
  [{ name: 'pay', attributes: { amount: '50', card: 'visa' } }],
  ['shop: order > pay: attribute amount: expected 50, got "50"'],
);
test(
  'a renamed tag is seen as both names',
  seen,
  [{ name: 'reserve', attributes: { item: 'teapot' } }],
  [
    'shop: order > reserve: attribute item: expected none, got "teapot"',
    'shop: order > reserve: attribute sku: expected "teapot", got none',
  ],
);
test(
  'a moved parent is seen',
  seen,
  [{ name: 'reserve', parent: 'pay' }],
  ['shop: order > reserve: moved span: expected below shop: order, got below shop: order > pay'],
);
test(
  'a span that became a root is seen',
  seen,
  [{ ...ORDER[2], name: 'pay', parentSpanId: 'lost' }],
  [
    'shop: order > pay: moved span: expected below shop: order, got below no parent',
    'shop: order > pay: parent: expected as drawn, got a span that was not recorded',
  ],
);
test(
  'a lost event is seen',
  seen,
  [{ name: 'pay', events: ORDER[2]?.events?.slice(1) ?? [] }],
  ['shop: order > pay: missing event retry: expected {"attempt":1}, got none'],
);
test(
  'a doubled event is seen',
  seen,
  [{ name: 'pay', events: [...(ORDER[2]?.events ?? []), ...(ORDER[2]?.events ?? []).slice(1)] }],
  ['shop: order > pay: unexpected event exception: expected none, got {"exception.message":"refused"}'],
);
test(
  'a lost event attribute is seen',
  seen,
  [{ name: 'pay', events: [{ name: 'retry', attributes: {}, time: RUN.from }, ...(ORDER[2]?.events?.slice(1) ?? [])] }],
  ['shop: order > pay: event attribute retry / attempt: expected 1, got none'],
);
test(
  'events in another order are seen',
  seen,
  [{ name: 'pay', events: [...(ORDER[2]?.events ?? [])].reverse() }],
  [
    'shop: order > pay: missing event retry: expected {"attempt":1}, got none',
    'shop: order > pay: unexpected event retry: expected none, got {"attempt":1}',
  ],
);
test(
  'a lost link is seen',
  seen,
  [{ name: 'mail', linksTo: [] }],
  ['shop: order > mail: missing link: expected to shop: order > pay {"opentracing.ref_type":"follows_from"}, got none'],
);
test(
  'a link to another span is seen',
  seen,
  [{ name: 'mail', linksTo: ['ledger'] }],
  [
    'shop: order > mail: missing link: expected to shop: order > pay {"opentracing.ref_type":"follows_from"}, got none',
    'shop: order > mail: unexpected link: expected none, got to shop: order > pay > ledger {"opentracing.ref_type":"follows_from"}',
  ],
);
test(
  'a changed status is seen',
  seen,
  [{ name: 'pay', status: { code: 'unset' } }],
  ['shop: order > pay: status: expected error, got unset'],
);
test(
  'an invented status is seen',
  seen,
  [{ name: 'reserve', status: { code: 'ok' } }],
  ['shop: order > reserve: status: expected unset, got ok'],
);
test(
  'an invented status message is seen',
  seen,
  [{ name: 'pay', status: { code: 'error', message: 'no' } }],
  ['shop: order > pay: status: expected error, got error "no"'],
);
test(
  'a lost kind is seen',
  seen,
  [{ name: 'order', kind: 'internal' }],
  ['shop: order: kind: expected server, got internal'],
);
test(
  'a changed name is seen as a name, not as another span',
  seen,
  [{ ...ORDER[1], spanId: 'reserve', name: 'reserved' }],
  ['shop: order > reserve: name: expected reserve, got reserved'],
  ['reserve'],
);
test(
  'a changed service is seen',
  seen,
  [{ name: 'ledger', service: 'bank' }],
  ['shop: order > pay > ledger: service: expected shop, got bank'],
);
test(
  'a lost start time is seen',
  seen,
  [{ name: 'mail', start: RUN.from }],
  ['shop: order > mail: start time: expected 1970-01-01T00:00:01.000Z (1000), got the time of the run'],
);
test(
  'a changed end time is seen',
  seen,
  [{ name: 'mail', end: 2000.001 }],
  ['shop: order > mail: end time: expected 1970-01-01T00:00:02.000Z (2000), got 1970-01-01T00:00:02.000Z (2000.001)'],
);
test('a lost span is seen', seen, [], ['shop: order > pay > ledger: missing span'], ['ledger']);
test(
  'a lost span whose children went to their grandparent is seen',
  seen,
  [{ name: 'ledger', parent: 'order' }],
  [
    'shop: order > pay: missing span: expected 1 below it, got none',
    'shop: order > pay > ledger: moved span: expected below shop: order > pay, got below shop: order',
  ],
  ['pay'],
);
test(
  'a doubled span is seen',
  seen,
  [
    { ...ORDER[1], name: 'reserve', spanId: 'reserve' },
    { name: 'again', parent: 'order' },
  ],
  ['shop: order > again: unexpected span'],
);
test(
  'two traces that became one are seen',
  seen,
  [{ name: 'cleanup', traceId: 't1' }],
  ['shop: cleanup: trace: expected a trace of its own, got a trace with shop: order'],
);

test('one trace that became two is seen', (t) => {
  const together = [{ name: 'a' }, { name: 'b' }];
  const apart = [{ name: 'a' }, { name: 'b', traceId: 't2' }];
  t.deepEqual(compareTraces(traces(together), traces(apart)).map(describeDifference), [
    'shop: b: trace: expected a trace with shop: a, got a trace of its own',
  ]);
});

test('a span recorded twice under one id is seen', (t) => {
  const once = [{ name: 'a' }, { name: 'b', parent: 'a' }];
  const twice = [...once, { name: 'b', parent: 'a' }];
  t.deepEqual(compareTraces(traces(once), traces(twice)).map(describeDifference), ['shop: a > b: unexpected span']);
});

test('no spans at all are a difference', (t) => {
  t.is(compareTraces(traces([{ name: 'a' }]), []).length, 1);
  t.deepEqual(compareTraces([], []), []);
});

test('one changed sibling among alike ones is one difference', (t) => {
  const before = Array.from({ length: 5 }, (_, index) => ({ spanId: `s${index}`, name: 'get', parent: 'root' }));
  const sketch = (key: string) => [
    { name: 'root' },
    ...before.map((span, index) => ({ ...span, attributes: { key: index === 3 ? key : 'a', size: 1 } })),
  ];
  t.deepEqual(compareTraces(traces(sketch('b')), traces(sketch('c'))).map(describeDifference), [
    'shop: root > get: attribute key: expected "b", got "c"',
  ]);
});

test('a link that changes sides between spans that look alike is a difference', (t) => {
  const sketch = (target: string) => [
    { name: 'root' },
    { spanId: 'x', name: 'left', parent: 'root' },
    { spanId: 'y', name: 'right', parent: 'root' },
    { spanId: 'x1', name: 'leaf', parent: 'x' },
    { spanId: 'y1', name: 'leaf', parent: 'y' },
    { name: 'after', parent: 'root', linksTo: [target] },
  ];
  t.deepEqual(compareTraces(traces(sketch('x1')), traces(sketch('y1'))).map(describeDifference), [
    'shop: root > after: missing link: expected to shop: root > left > leaf {"opentracing.ref_type":"follows_from"}, got none',
    'shop: root > after: unexpected link: expected none, got to shop: root > right > leaf {"opentracing.ref_type":"follows_from"}',
  ]);
});

test('spans whose parents go in a circle are not lost', (t) => {
  const circle = [
    { name: 'a', parent: 'b' },
    { name: 'b', parent: 'a' },
    { name: 'c', parent: 'a' },
  ];
  t.is(traces(circle)[0]?.roots.length, 2);
  t.deepEqual(compareTraces(traces(circle), traces([...circle].reverse())), []);
  t.not(compareTraces(traces(circle), traces(circle.slice(0, 2))).length, 0);
});

test('one change at the end of a trace 1,000 spans deep is one difference', (t) => {
  const chain = (last: string) =>
    Array.from({ length: 1000 }, (_, index) => ({
      spanId: `s${index}`,
      name: `step ${index % 3}`,
      attributes: { last: index === 999 ? last : 'no' },
      ...(index === 0 ? {} : { parent: `s${index - 1}` }),
    }));
  const [difference, ...others] = compareTraces(traces(chain('a')), traces(chain('b')));
  t.deepEqual(others, []);
  t.like(difference, { aspect: 'attribute', key: 'last', expected: '"a"', got: '"b"' });
  t.is(difference?.path.length, 1000);
});

test('one change among 5,000 traces is one difference', (t) => {
  const many = (last: string) =>
    Array.from({ length: 5000 }, (_, index) => ({
      name: `request ${index % 7}`,
      spanId: `s${index}`,
      traceId: `t${index}`,
      attributes: { path: index === 4321 ? last : `/${index % 11}` },
    }));
  t.deepEqual(compareTraces(traces(many('/a')), traces(many('/b'))).map(describeDifference), [
    'shop: request 2: attribute path: expected "/a", got "/b"',
  ]);
});
