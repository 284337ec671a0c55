import type * as t from '@babel/types';
import test from 'ava';
import type { FileFacts } from '../../../codemods/src/facts/types';
import { factsOf, fileOf, type Tree } from './support';

const OT = `const ot = require('opentracing'); const tracer = ot.globalTracer();`;

/** The arguments of the calls of `use(...)`, in order. */
function used(file: FileFacts): t.Node[] {
  const found: t.Node[] = [];
  for (const node of file.source.parents.keys()) {
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'use') {
      found.push(...node.arguments);
    }
  }
  return found;
}

function strings(tree: Tree): (string | undefined)[] {
  const file = fileOf(factsOf(tree), 'a.js');
  return used(file).map((node) => file.stringOf(node));
}

test('knows strings by literal, template, constant, tag, member, enum and import', (t) => {
  const tree = {
    'a.js': `${OT} const { Tags, FORMAT_TEXT_MAP: F } = ot; const own = require('./own'); const { B } = own;
const K = 'k'; const L = K; const T = { a: 'x', deep: { b: 'y' } };
use('a', \`b\`, K, L, Tags.ERROR, F, T.a, T.deep.b, own.A, B, own.TAGS.C);`,
    'own.js': `exports.A = 'A1'; const B = 'B1'; exports.B = B; exports.TAGS = Object.freeze({ C: 'C1' });`,
  };
  t.deepEqual(strings(tree), ['a', 'b', 'k', 'k', 'error', 'text_map', 'x', 'y', 'A1', 'B1', 'C1']);
});

test('knows strings of enums and as const objects', (t) => {
  const file = fileOf(
    factsOf({
      'a.ts': `import { E, O } from './e'; use(E.A, O.a); enum Own { B = 'b' } use(Own.B);`,
      'e.ts': `export enum E { A = 'a' } export const O = { a: 'oa' } as const;`,
    }),
    'a.ts',
  );
  t.deepEqual(
    used(file).map((node) => file.stringOf(node)),
    ['a', 'oa', 'b'],
  );
});

test('does not guess strings that may differ', (t) => {
  const source = `let k = 'a'; k = 'b'; const T = { a: 'x' }; T.a = 'y'; function f(p) { use(k, T.a, p, 'a' + 1, \`\${p}\`); } f('z');`;
  t.deepEqual(strings({ 'a.js': source }), [undefined, undefined, undefined, undefined, undefined]);
});

/** `{...} {...} +key complete` for each used argument. */
function objects(tree: Tree): string[] {
  const file = fileOf(factsOf({ 'a.js': `function use() {} ${tree['a.js']}` }), 'a.js');
  return used(file).map((node) => {
    const { literals, writes, complete } = file.objectsOf(node);
    const texts = literals.map(({ node: literal }) => {
      return file.source.text.slice(literal.start ?? 0, literal.end ?? 0);
    });
    return [...texts, ...writes.map(({ key }) => `+${key}`), ...(complete ? ['complete'] : [])].join(' ');
  });
}

test('finds the literals behind options, and what is written to them later', (t) => {
  t.deepEqual(objects({ 'a.js': `const o = { a: 1 }; o.b = 2; use(o, {}, null);` }), [
    '{ a: 1 } +b complete',
    '{} complete',
    'complete',
  ]);
});

test('both branches of a conditional are known', (t) => {
  t.deepEqual(objects({ 'a.js': `function f(p) { const o = p ? { childOf: p } : {}; use(o); use(p && { a: 1 }); }` }), [
    '{ childOf: p } {} complete',
    '{ a: 1 } complete',
  ]);
});

test('a parameter, a spread or an unknown value leaves them incomplete', (t) => {
  const tree = {
    'a.js': `function f(o, p) { use(o); const q = { ...p }; use(q); let r = {}; r = make(); use(r); } f({ x: 1 });`,
  };
  t.deepEqual(objects(tree), ['{ x: 1 }', '{ ...p }', '{}']);
});

test('the result of an own function is known by what it returns', (t) => {
  const tree = {
    'a.js': `function make(p) { if (p) return { a: 1 }; return {}; } use(make(1)); const o = make(2); use(o);`,
  };
  t.deepEqual(objects(tree), ['{ a: 1 } {} complete', '{ a: 1 } {} complete']);
});

test('writes with an unknown key, or a copy into it, leave a literal incomplete', (t) => {
  const tree = {
    'a.js': `const o = {}; o[key()] = 1; use(o); const p = {}; Object.assign(p, other()); use(p); const q = {}; delete q.a; use(q);`,
  };
  t.deepEqual(objects(tree), ['{}', '{}', '{}']);
});
