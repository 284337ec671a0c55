import test from 'ava';
import { IdleModules } from '../../../codemods/src/facts/modules/idle-modules';
import { LoadGraph } from '../../../codemods/src/facts/modules/load-graph';

/** Whether nothing happens where a file loads `./a`, and `./a` what it needs. */
function isIdle(files: Readonly<Record<string, string>>, specifier = './a'): boolean {
  const listed = Object.entries(files).map(([path, text]) => ({ path, text }));
  return new IdleModules(new LoadGraph(listed, {})).has(specifier, 'main.ts');
}

const IDLE: readonly string[] = [
  'export interface A { b: number }\nexport type B = A | 1;\ndeclare module "x" {}\nexport declare const c: number;',
  'export enum A { B, C = 1 << 2, D = "d" }\nexport const enum E { F }',
  'function f() { g(); }\nexport const g = async () => f();\nexport default f;',
  'export const a = { b: [1, -2, `c`], d() {}, e: Tags.ERROR } as const;\nlet f;\nexport { f as g };',
  'export class A extends B { static c = 1; d = f(); #e = g(); constructor(readonly h: number) { super(); i(); } }',
  "import { Tags } from 'opentracing';\nimport type { X } from 'express';\nexport { trace } from '@opentelemetry/api';",
  'export default { a: 1 };',
];
for (const text of IDLE)
  test(`nothing happens where this is loaded: ${text.replace(/\s+/g, ' ')}`, (t) => {
    t.true(isIdle({ 'a.ts': text }));
  });

const BUSY: readonly string[] = [
  'start();',
  'export const a = start();',
  "import 'express';",
  "export * from './elsewhere';",
  'export const a = [...list()];',
  'export const { a } = b;',
  'export const a = { [key()]: 1 };',
  'export const a = { b: new C() };',
  'export const a = [-b()];',
  'export class A { static b = start(); }',
  'export class A { static { start(); } }',
  'export class A extends mixin(B) {}',
  '@register\nexport class A {}',
  'export class A { @column() b = 1; }',
  'export default start();',
  'enum A { B = start() }',
  'module.exports = { a: 1 };',
  'export const a = delete b.c;',
  'export const = 1;',
];
for (const text of BUSY)
  test(`something may happen where this is loaded: ${text.replace(/\s+/g, ' ')}`, (t) => {
    t.false(isIdle({ 'a.ts': text }));
  });

test('a module is as idle as what it loads, round a circle too', (t) => {
  const circle = {
    'a.ts': "import { b } from './b';\nexport const a = 1;",
    'b.ts': "export * from './a';\nexport const b = 2;",
  };
  t.true(isIdle(circle));
  t.false(isIdle({ ...circle, 'b.ts': "export * from './a';\nexport const b = start();" }));
});

test('of a package nothing is known, but of those that are moved from and to', (t) => {
  t.false(isIdle({}, 'express'));
  for (const known of ['opentracing', 'opentracing/lib/span', '@opentelemetry/api', '@ot2otel/shim'])
    t.true(isIdle({}, known));
});
