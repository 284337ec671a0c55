import test from 'ava';
import type { Oracles } from '../../../codemods/src/types-oracle/type-oracle';
import { placeOf, projectOnDisk, scriptsOf, type Tree } from './support';

const CONFIG = JSON.stringify({
  compilerOptions: { module: 'nodenext', strict: true, lib: ['es2022'], types: [] },
});

/** A program, and what the last mention of each expression in it is: a role, with `?` where it may be missing, or `-`. */
interface Scenario {
  readonly title: string;
  readonly tree: Tree;
  readonly roles: Readonly<Record<string, string>>;
  readonly file?: string;
  readonly packages?: readonly string[];
}

const scenarios: readonly Scenario[] = [
  {
    title: 'an instance of a class of OpenTracing has its role, whatever it is called and however it comes',
    tree: {
      'tsconfig.json': CONFIG,
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
    },
    roles: {
      'box.item': 'span',
      "box.tracers.get('a')": 'tracer?',
      'await box.find()': 'spanContext?',
      'list[0]': 'reference',
      'list[1]': 'spanOptions',
    },
  },
  {
    title: 'classes and functions themselves, containers, unions with others, any and look-alikes have none',
    tree: {
      'tsconfig.json': CONFIG,
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
    },
    roles: {
      Class: '-',
      globalTracer: '-',
      spans: '-',
      either: '-',
      other: '-',
      anything: '-',
      mine: '-',
      instance: '-',
    },
  },
  {
    title: 'what a variable may hold counts, and not what a branch narrows it to',
    tree: {
      'tsconfig.json': CONFIG,
      'main.ts': `
import { Span } from 'opentracing';
export function end(maybe: Span | undefined, some: Span | Date, request: { span: Span } | undefined): void {
  if (maybe) maybe.finish();
  if (!(some instanceof Date)) some.finish();
  request?.span;
}
`,
    },
    roles: { maybe: 'span?', some: '-', 'request?.span': 'span?' },
  },
  {
    title: 'undefined is seen also where the project does not ask for strict checks',
    tree: {
      'tsconfig.json': '{ "compilerOptions": { "strict": false, "lib": ["es2022"] } }',
      'main.ts': `import { Span } from 'opentracing';\nexport const get = (span?: Span) => span;`,
    },
    roles: { span: 'span?' },
  },
  {
    title: 'a type parameter is its constraint, and an intersection the one part that has a role',
    tree: {
      'tsconfig.json': CONFIG,
      'main.ts': `
import { Span } from 'opentracing';
export function both<T extends Span>(bound: T, named: Span & { id: string }) { return [bound, named]; }
`,
    },
    roles: { bound: 'span', named: 'span' },
  },
  {
    title: 'JavaScript without a configuration is read as well, by what it requires and documents',
    tree: {
      'main.js': `
const opentracing = require('opentracing');
/** @param {{ jobs: Map<string, import('opentracing').Span> }} state */
exports.end = (state) => state.jobs.get('a');
exports.tracer = [opentracing.globalTracer()];
`,
    },
    file: 'main.js',
    roles: { "state.jobs.get('a')": 'span?', 'opentracing.globalTracer()': 'tracer' },
  },
  {
    title: 'each package of a workspace has its own configuration, with its aliases and its globals',
    tree: {
      'packages/a/tsconfig.json': JSON.stringify({
        compilerOptions: {
          module: 'esnext',
          moduleResolution: 'bundler',
          lib: ['es2022'],
          paths: { '@lib/*': ['./lib/*'] },
        },
      }),
      'packages/a/lib/job.ts': `import { Span } from 'opentracing';\nexport interface Job { span: Span }`,
      'packages/a/globals.d.ts': `declare namespace app { const tracer: import('opentracing').Tracer; }`,
      'packages/a/main.ts': `import { Job } from '@lib/job';\nexport const get = (job: Job) => [job.span, app.tracer];`,
      'tsconfig.json': CONFIG,
    },
    file: 'packages/a/main.ts',
    roles: { 'job.span': 'span', 'app.tracer': 'tracer' },
  },
  {
    title:
      'the tracer of a package that we know is one; a class of another package or of the project that extends one is not',
    tree: {
      'tsconfig.json': CONFIG,
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
    },
    roles: { jaeger: 'tracer', wrapped: '-', own: '-' },
  },
  {
    title: "OpenTelemetry's spans have none, also where the shim's types make them answer both",
    tree: {
      'tsconfig.json': CONFIG,
      'main.ts': `
import type { Span } from '@opentelemetry/api';
import type { Span as Old } from 'opentracing';
declare module '@opentelemetry/api' { interface Span extends Old {} }
declare const span: Span, old: Old;
export const all = [span, old];
`,
    },
    packages: ['opentracing', '@opentelemetry/api'],
    roles: { span: '-', old: 'span' },
  },
  {
    title: 'where the package is not installed, there is no answer',
    tree: { 'main.ts': `import { Span } from 'opentracing';\nexport const get = (span: Span) => span;` },
    packages: [],
    roles: { span: '-' },
  },
];

/** Declares one test for each scenario: whatever compiler answers, the answers are these. */
export function testOracles(oraclesFor: (root: string) => Oracles): void {
  for (const { title, tree, roles, file = 'main.ts', packages } of scenarios)
    test(title, (t) => {
      const oracles = oraclesFor(projectOnDisk(t, tree, packages));
      t.teardown(oracles.close);
      const asked = Object.keys(roles).map((expression) => placeOf(tree, file, expression));
      const answers = oracles.oracleFor(scriptsOf(tree)).rolesAt(asked);
      const said = answers.map((answer) => (answer === undefined ? '-' : answer.role + (answer.nullable ? '?' : '')));
      t.deepEqual(said, Object.values(roles));
    });

  test('the texts that it is given count, and not what is on the disk', (t) => {
    const tree = { 'tsconfig.json': CONFIG, 'main.ts': 'export const get = (span: Date) => span;' };
    const after = { 'main.ts': `import { Span } from 'opentracing';\nexport const get = (span: Span) => span;` };
    const oracles = oraclesFor(projectOnDisk(t, tree));
    t.teardown(oracles.close);
    const roleIn = (texts: Tree) => oracles.oracleFor(scriptsOf(texts)).rolesAt([placeOf(texts, 'main.ts', 'span')]);
    t.deepEqual([roleIn(tree), roleIn(after)], [[undefined], [{ role: 'span', nullable: false }]]);
  });

  test('a file that it was not given, and offsets between expressions, have no answer', (t) => {
    const tree = { 'tsconfig.json': CONFIG, 'main.ts': 'export const get = (span: Date) => span;' };
    const oracles = oraclesFor(projectOnDisk(t, tree));
    t.teardown(oracles.close);
    const places = [
      { path: 'absent.ts', start: 0, end: 4 },
      { path: 'main.ts', start: 1, end: 5 },
    ];
    t.deepEqual(oracles.oracleFor(scriptsOf(tree)).rolesAt(places), [undefined, undefined]);
  });
}
