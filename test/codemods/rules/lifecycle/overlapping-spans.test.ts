// Spans of one function that are open at the same time share most of their code. What looked at all of that code for each of them, and
// again for each statement by which its callback could grow, took time that grew faster than with the square of the spans.
import test from 'ava';
import { migrate } from '../../../../codemods/src/migrate';

const COUNT = 120;
const each = Array.from({ length: COUNT }, (_, index) => index);

/** A statement, and what becomes of it. */
type Step = readonly [before: string, after: string];

const start = (i: number): Step => [
  `const s${i} = tracer.startSpan('op${i}');`,
  `await tracer.startActiveSpan('op${i}', { root: true }, async (s${i}) => {`,
];

const work = (i: number): Step => {
  const text = (set: string) => `const r${i} = await send(${i}); if (r${i}.late) s${i}.${set}('late', true);`;
  return [text('setTag'), text('setAttribute')];
};

const finish = (i: number): Step => [`s${i}.finish();`, `s${i}.end();`];

/** Where a callback ends, and nothing stood before. */
const close = (): Step => ['', '});'];

const ORDERS: Readonly<Record<string, readonly Step[]>> = {
  'the first that started finishes first': [
    ...each.flatMap((i) => [start(i), work(i)]),
    ...each.map(finish),
    ...each.map(close),
  ],
  'the last that started finishes first': [
    ...each.flatMap((i) => [start(i), work(i)]),
    ...[...each].reverse().flatMap((i) => [finish(i), close()]),
  ],
  'all start before the first has work': [
    ...each.map(start),
    ...each.map(work),
    ...each.map(finish),
    ...each.map(close),
  ],
};

const HEADS: Readonly<Record<string, string>> = {
  'main.js': "const tracer = require('opentracing').globalTracer();\nasync function run(send) {",
  'main.ts':
    "import { globalTracer } from 'opentracing';\nconst tracer = globalTracer();\nexport async function run(send: any) {",
};

for (const [path, head] of Object.entries(HEADS))
  for (const [order, steps] of Object.entries(ORDERS))
    test(`${path}, ${COUNT} spans at a time: ${order}`, (t) => {
      const text = [head, ...steps.flatMap(([before]) => (before ? `  ${before}` : [])), '}', ''].join('\n');
      const started = process.cpuUsage();
      const { files, spans } = migrate({ files: [{ path, text }] });
      t.true(process.cpuUsage(started).user < 10e6, 'much less than what grows with the cube of the spans');
      t.deepEqual(spans, { active: COUNT, inPlace: {}, left: 0 });
      const lines = (files[0]?.text ?? '').split('\n').map((line) => line.trim());
      const body = [...steps.map(([, after]) => after), '}', ''];
      t.deepEqual(lines.slice(-body.length), body);
    });
