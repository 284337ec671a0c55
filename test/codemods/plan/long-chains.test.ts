import test from 'ava';
import { migrate } from '../../../codemods/src/migrate';

const COUNT = 4000;

const chain = (link: (index: number) => string) => Array.from({ length: COUNT }, (_, index) => link(index)).join('');

/** A function that starts a span and does something with it. */
const program = (statement: string) => `const opentracing = require('opentracing');
exports.pay = (cart) => {
  const span = opentracing.globalTracer().startSpan('pay');
  ${statement};
  span.finish();
};
`;

/** Generated code: a chain is as deep as it is long. What walked up from each link, or called itself for each, took minutes or failed. */
const movesWhole = test.macro((t, statement: string, calls: number) => {
  const started = process.cpuUsage();
  const { files, sites } = migrate({ files: [{ path: 'a.js', text: program(statement) }] });
  t.is(files[0]?.status, 'changed');
  t.deepEqual(sites, { rewritten: calls + 3, left: 0 });
  t.true(process.cpuUsage(started).user < 30e6, 'much less than what grows with the square of the links');
});

test('a chain of thousands of tags', movesWhole, `span${chain((i) => `\n    .setTag('k${i}', ${i})`)}`, COUNT);

test('thousands of calls, each on what the one before gave', movesWhole, `cart${chain((i) => `\n    .add(${i})`)}`, 0);

test('a chain of thousands of promises', movesWhole, `cart.all()${chain(() => '\n    .then(next)')}`, 0);

test('in a chain with a call that stays no rule fails', (t) => {
  const text = program(
    `carry(span${chain((i) => `.setTag('k${i}', { at: ${i} })`)}.setBaggageItem('user', cart.user))`,
  );
  const { findings, sites } = migrate({ files: [{ path: 'a.js', text }] });
  t.true(sites.left > 0);
  t.false(findings.some(({ code }) => code === 'OT901'));
});

test('spans nested deeper than any parser reads their callbacks are started in place', (t) => {
  const depth = 300;
  const names = Array.from({ length: depth }, (_, index) => `span${index}`);
  const start = (name: string, index: number) =>
    `  const ${name} = globalTracer().startSpan('${name}'${index > 0 ? `, { childOf: span${index - 1} }` : ''});\n`;
  const finish = (name: string) => `  ${name}.finish();\n`;
  const text = `const { globalTracer } = require('opentracing');
exports.dig = (work) => {
${names.map(start).join('')}  work();
${names.toReversed().map(finish).join('')}};
`;
  const { files, sites } = migrate({ files: [{ path: 'a.js', text }] });
  t.is(files[0]?.status, 'changed');
  t.deepEqual(sites, { rewritten: 3 * depth, left: 0 });
});
