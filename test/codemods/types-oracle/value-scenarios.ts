import test from 'ava';
import type { Oracles } from '../../../codemods/src/types-oracle/type-oracle';
import { placeOf, projectOnDisk, scriptsOf } from './support';

const DECLARATIONS = `
import { Client } from 'other';
interface Folder { name: string; parent?: Folder }
interface Page { name: string; parts: { title: string; at: Date }[] }
interface Plain { a: string; b?: number }
class Account { constructor(readonly owner: Account | undefined) {} toJSON() { return 'account'; } }
class Failure extends TypeError {}
class Cache extends Map<string, number> {}
enum Level { Low, High }
enum Mode { Fast = 'fast', Slow = 'slow' }
type Id = string & { readonly brand: unique symbol };
`;

/** `type`: what the value is declared as. `is`: its parts, then what it is as an object of attributes, then its member \`event\`. */
const values: Readonly<Record<string, string>> = {
  any: 'any / attributes / any',
  unknown: 'unknown / cast',
  string: 'text / cast',
  "'a' | 'b'": 'text / cast',
  '`id-${number}`': 'text / cast',
  'number | undefined': 'number undefined / cast',
  boolean: 'boolean / cast',
  'string | boolean | null': 'boolean null text / cast',
  bigint: 'bigint / cast',
  symbol: 'other / cast',
  Level: 'number / cast',
  Mode: 'text / cast',
  Id: 'text / other',
  undefined: 'undefined / cast',
  null: 'null / cast',
  Error: 'error / other',
  Failure: 'error / other',
  'Error | string': 'error text / other',
  Date: 'date / other',
  'string[]': 'list / other',
  'readonly number[]': 'readonly list / other',
  '(string | undefined)[]': 'list / other',
  '(string | number)[]': 'object / other',
  '[string, number]': 'object / other',
  'Map<string, Plain>': 'entries / other',
  'ReadonlySet<string>': 'entries / other',
  Cache: 'entries / other',
  'Map<string, bigint>': 'opaque / other',
  'Partial<Folder>': 'opaque / other',
  'Readonly<Plain>': 'object / copied',
  String: 'String / other',
  Function: 'other / other',
  '() => void': 'other / attributes',
  'new () => Date': 'other / attributes',
  '{}': 'unknown / attributes',
  object: 'unknown / cast',
  Plain: 'object / copied',
  '{ a: string; event: number }': 'object / attributes / number',
  'Plain & { event: string }': 'object / copied / text',
  'Record<string, number>': 'object / attributes / number',
  'Record<string, unknown>': 'object / cast / unknown',
  'Record<string, bigint>': 'opaque / other / bigint',
  Page: 'object / other',
  Folder: 'opaque / other',
  Account: 'object / other',
  Client: 'opaque / copied',
  'Plain | undefined': 'object undefined / copied',
  'Plain | Folder': 'object opaque / other',
  'Promise<string>': 'object / other',
  URL: 'object / other',
};

const TREE = {
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', strict: true, lib: ['es2022', 'dom'], types: [] },
  }),
  'node_modules/other/package.json': '{ "name": "other", "types": "index.d.ts" }',
  'node_modules/other/index.d.ts': 'export class Client { readonly name: string }',
};

/** Declares one test for each kind of type: whatever compiler answers, the answers are these. */
export function testValues(oraclesFor: (root: string) => Oracles): void {
  test('what a value is to an attribute', (t) => {
    const types = Object.keys(values);
    const text = `${DECLARATIONS}
${types.map((type, i) => `declare const value${i}_: ${type};`).join('\n')}
export function all<T extends Plain, U>(bound_: T, free_: U, either_: U | string) {
  return [${[...types.map((_, i) => `value${i}_`), 'bound_', 'free_', 'either_'].join(', ')}];
}
`;
    const tree = { ...TREE, 'main.ts': text };
    const oracles = oraclesFor(projectOnDisk(t, tree));
    t.teardown(oracles.close);
    const oracle = oracles.oracleFor(scriptsOf(tree));
    const said = (name: string) => {
      const answer = oracle.valueAt(placeOf(tree, 'main.ts', name));
      if (answer === undefined) return '-';
      const written = [answer.parts, [answer.fields], answer.event ?? []].map((words) => [...words].sort().join(' '));
      return written.filter((words) => words !== '').join(' / ');
    };
    t.deepEqual(Object.fromEntries(types.map((type, i) => [type, said(`value${i}_`)])), values);
    t.deepEqual(['bound_', 'free_', 'either_'].map(said), ['object / copied', 'unknown / cast', 'text unknown / cast']);
  });

  for (const [compilerOptions, strict] of [
    [{}, undefined],
    [{ strict: true }, true],
    [{ strict: false }, false],
    [{ strict: true, strictNullChecks: false }, false],
    [{ strict: false, strictNullChecks: true }, true],
  ] as const)
    test(`whether undefined is told from other values with ${JSON.stringify(compilerOptions)}`, (t) => {
      const tree = {
        'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, lib: ['es2022'], types: [] } }),
        'main.ts': 'export const get = (at: Date | undefined) => at;',
      };
      const oracles = oraclesFor(projectOnDisk(t, tree));
      t.teardown(oracles.close);
      const answer = oracles.oracleFor(scriptsOf(tree)).valueAt(placeOf(tree, 'main.ts', 'at'));
      // Version 6 and later are strict where nothing is said.
      t.is(answer?.strict, strict ?? true);
      t.deepEqual([...(answer?.parts ?? [])].sort(), ['date', 'undefined'], 'the answer tells them apart in any case');
    });
}
