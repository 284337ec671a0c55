import test, { type ExecutionContext } from 'ava';
import ts from 'typescript';
import { classicOracles } from '../../../codemods/src/types-oracle/classic/classic-oracle';
import { install, placeOf, projectOnDisk, scriptsOf, type Tree } from './support';

const CONFIG = JSON.stringify({ compilerOptions: { module: 'nodenext', strict: true, lib: ['es2022'], types: [] } });

/** What the checker says of the last mention of each expression in `main.ts`. */
function rolesIn(t: ExecutionContext, tree: Tree, expressions: readonly string[], file = 'main.ts'): unknown[] {
  const whole = { 'tsconfig.json': CONFIG, ...tree };
  const oracle = classicOracles(ts, projectOnDisk(t, whole))(scriptsOf(whole));
  return oracle
    .rolesAt(expressions.map((expression) => placeOf(whole, file, expression)))
    .map((answer) => (answer === undefined ? '-' : answer.role + (answer.nullable ? '?' : '')));
}

test('an instance of a class of OpenTracing has its role, whatever it is called and however it comes', (t) => {
  const tree = {
    'lib/index.ts': `export { Span as Unit, Tracer, SpanContext } from 'opentracing';\nexport type { SpanOptions } from 'opentracing';\n`,
    'main.ts': `
import { SpanOptions, SpanContext, Tracer, Unit } from './lib/index.js';
import { Reference } from 'opentracing';
declare const box: { item: Unit; tracers: Map<string, Tracer>; find(): Promise<SpanContext | null> };
declare const list: readonly [Reference, SpanOptions];
export async function run(): Promise<void> {
  box.item;
  box.tracers.get('a');
  await box.find();
  list[0];
  list[1];
}
`,
  };
  const asked = ['box.item', "box.tracers.get('a')", 'await box.find()', 'list[0]', 'list[1]'];
  t.deepEqual(rolesIn(t, tree, asked), ['span', 'tracer?', 'spanContext?', 'reference', 'spanOptions']);
});

test('classes and functions themselves, containers, unions with others, any and look-alikes have none', (t) => {
  const tree = {
    'main.ts': `
import { Span, Tracer, globalTracer } from 'opentracing';
declare const spans: Span[];
declare const either: Span | Tracer;
declare const other: Span | string;
declare const anything: any;
class Spanned { setTag(): void {} }
namespace own { export class Span { setTag(): void {} } }
declare const mine: own.Span;
declare const instance: Spanned;
const Class = Span;
export const all = [Class, globalTracer, spans, either, other, anything, mine, instance];
`,
  };
  const asked = ['Class', 'globalTracer', 'spans', 'either', 'other', 'anything', 'mine', 'instance'];
  t.deepEqual(
    rolesIn(t, tree, asked),
    asked.map(() => '-'),
  );
});

test('what a variable may hold counts, and not what a branch narrows it to', (t) => {
  const tree = {
    'main.ts': `
import { Span } from 'opentracing';
export function end(maybe: Span | undefined, some: Span | Date, request: { span: Span } | undefined): void {
  if (maybe) maybe.finish();
  if (!(some instanceof Date)) some.finish();
  request?.span;
}
`,
  };
  t.deepEqual(rolesIn(t, tree, ['maybe', 'some', 'request?.span']), ['span?', '-', 'span?']);
});

test('undefined is seen also where the project does not ask for strict checks', (t) => {
  const tree = {
    'tsconfig.json': '{ "compilerOptions": { "strict": false, "lib": ["es2022"] } }',
    'main.ts': `import { Span } from 'opentracing';\nexport const get = (span?: Span) => span;`,
  };
  t.deepEqual(rolesIn(t, tree, ['span']), ['span?']);
});

test('a type parameter is its constraint, and an intersection the one part that has a role', (t) => {
  const tree = {
    'main.ts': `
import { Span } from 'opentracing';
export function both<T extends Span>(bound: T, named: Span & { id: string }) { return [bound, named]; }
`,
  };
  t.deepEqual(rolesIn(t, tree, ['bound', 'named']), ['span', 'span']);
});

test('JavaScript without a configuration is read as well, by what it requires and documents', (t) => {
  const tree = {
    'tsconfig.json': '',
    'main.js': `
const opentracing = require('opentracing');
/** @param {{ jobs: Map<string, import('opentracing').Span> }} state */
exports.end = (state) => state.jobs.get('a');
exports.tracer = [opentracing.globalTracer()];
`,
  };
  const asked = ["state.jobs.get('a')", 'opentracing.globalTracer()'];
  t.deepEqual(rolesIn(t, tree, asked, 'main.js'), ['span?', 'tracer']);
});

test('the tracer of a package that we know is one; a class of the project that extends one is not', (t) => {
  const tree = {
    'main.ts': `
import { Tracer } from 'opentracing';
import { JaegerTracer } from 'jaeger-client';
import { Wrapped } from 'other';
class Own extends Tracer {}
declare const jaeger: JaegerTracer, wrapped: Wrapped, own: Own;
export const all = [jaeger, wrapped, own];
`,
    'node_modules/jaeger-client/package.json': '{ "name": "jaeger-client", "types": "index.d.ts" }',
    'node_modules/jaeger-client/index.d.ts': `import * as opentracing from 'opentracing';\nexport class JaegerTracer extends opentracing.Tracer {}`,
    'node_modules/other/package.json': '{ "name": "other", "types": "index.d.ts" }',
    'node_modules/other/index.d.ts': `import * as opentracing from 'opentracing';\nexport class Wrapped extends opentracing.Tracer {}`,
  };
  t.deepEqual(rolesIn(t, tree, ['jaeger', 'wrapped', 'own']), ['tracer', '-', '-']);
});

test("OpenTelemetry's spans have none, also where the shim's types make them answer both", (t) => {
  const tree = {
    'tsconfig.json': CONFIG,
    'main.ts': `
import type { Span } from '@opentelemetry/api';
import type { Span as Old } from 'opentracing';
declare module '@opentelemetry/api' { interface Span extends Old {} }
declare const span: Span, old: Old;
export const all = [span, old];
`,
  };
  const root = projectOnDisk(t, tree);
  install(root, '@opentelemetry/api', '@opentelemetry/api');
  const oracle = classicOracles(ts, root)(scriptsOf(tree));
  const answers = oracle.rolesAt(['span', 'old'].map((name) => placeOf(tree, 'main.ts', name)));
  t.deepEqual(answers, [undefined, { role: 'span', nullable: false }]);
});

test('without the package, or for a file it was not given, there is no answer', (t) => {
  const tree = { 'main.ts': `import { Span } from 'opentracing';\nexport const get = (span: Span) => span;` };
  const oracle = classicOracles(ts, projectOnDisk(t, tree, []))(scriptsOf(tree));
  t.deepEqual(oracle.rolesAt([placeOf(tree, 'main.ts', 'span'), { path: 'absent.ts', start: 0, end: 4 }]), [
    undefined,
    undefined,
  ]);
});

test('the texts that it is given count, and not what is on the disk', (t) => {
  const tree = { 'main.ts': 'export const get = (span: Date) => span;' };
  const oracles = classicOracles(ts, projectOnDisk(t, tree));
  const after = { 'main.ts': `import { Span } from 'opentracing';\nexport const get = (span: Span) => span;` };
  const roleOf = (texts: Tree) => oracles(scriptsOf(texts)).rolesAt([placeOf(texts, 'main.ts', 'span')]);
  t.deepEqual([roleOf(tree), roleOf(after)], [[undefined], [{ role: 'span', nullable: false }]]);
});

test('a compiler that fails leaves every question without an answer', (t) => {
  const tree = { 'main.ts': 'export const span = 1;' };
  const broken: typeof ts = {
    ...ts,
    createProgram: () => {
      throw new Error('Debug Failure. False expression.');
    },
  };
  const oracle = classicOracles(broken, projectOnDisk(t, tree))(scriptsOf(tree));
  t.deepEqual(oracle.rolesAt([placeOf(tree, 'main.ts', 'span')]), [undefined]);
});
