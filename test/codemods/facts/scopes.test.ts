import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type * as t from '@babel/types';
import test from 'ava';
import { buildScopes } from '../../../codemods/src/facts/scopes/build';
import type { Binding } from '../../../codemods/src/facts/scopes/scope';
import type { SourceFile } from '../../../codemods/src/parse/source-file';
import { parseOrThrow } from './support';

/** `name/*1*\/`: all mentions with one number are one variable, and no other; `g` is a global. */
function scopes(title: string, text: string, file = 'a.ts') {
  test(title, (t) => {
    const source = parseOrThrow(file, text);
    const { bindingOf } = buildScopes(source);
    const groups = new Map<string, Binding | undefined>([['g', undefined]]);
    for (const mark of text.matchAll(/\/\*(\w+)\*\//g)) {
      const name = mark[1] ?? '';
      const node = identifierEndingAt(source, mark.index);
      const binding = bindingOf(node);
      if (!groups.has(name)) {
        t.truthy(binding, `${name} is bound`);
        t.false([...groups.values()].includes(binding), `${name} is a variable of its own`);
        groups.set(name, binding);
      } else t.is(binding, groups.get(name), `${name} at ${mark.index}`);
    }
    t.true(groups.size > 1, 'the source has marks');
  });
}

function identifierEndingAt(source: SourceFile, offset: number): t.Node {
  let found: t.Node | undefined; // of a shorthand the value, which comes behind the key
  for (const node of source.parents.keys()) {
    const end = node.type === 'Identifier' && node.typeAnnotation ? (node.start ?? 0) + node.name.length : node.end;
    if (end === offset && (node.type === 'Identifier' || node.type === 'JSXIdentifier')) found = node;
  }
  if (found !== undefined) return found;
  throw new Error(`no identifier ends at ${offset}`);
}

scopes('block, function and module', `let x/*1*/; { let x/*2*/; x/*2*/; } function f(x/*3*/) { x/*3*/; } x/*1*/;`);
scopes(
  'var is hoisted out of blocks',
  `function f() { x/*1*/; if (1) { var x/*1*/; } for (var y/*2*/ of []) {} y/*2*/; } x/*g*/;`,
);
scopes('functions are seen above their declaration', `f/*1*/(); function f/*1*/() { f/*1*/(); }`);
scopes('a named function expression knows itself', `const f/*1*/ = function f/*2*/() { f/*2*/; }; f/*1*/;`);
scopes(
  'a class expression knows itself',
  `const A/*1*/ = class A/*2*/ { m() { A/*2*/; } }; A/*1*/; class B/*3*/ { m() { B/*3*/; } }`,
);
scopes(
  'parameters, defaults and destructuring',
  `const d/*9*/ = 1; function f(a/*1*/, { b: c/*2*/ = a/*1*/, ...r/*3*/ } = {}, [e/*4*/ = d/*9*/] = []) { a/*1*/; c/*2*/; r/*3*/; e/*4*/; b/*g*/; }`,
);
scopes(
  'catch and its body',
  `const e/*1*/ = 1; try {} catch (e/*2*/) { e/*2*/; } try {} catch ({ e/*3*/ }) { e/*3*/; } e/*1*/;`,
);
scopes(
  'loops have a scope for each turn',
  `let i/*1*/; for (let i/*2*/ = 0; i/*2*/ < 1; i/*2*/++) { i/*2*/; } for (const i/*3*/ in {}) i/*3*/; i/*1*/;`,
);
scopes('switch cases share one', `let a/*1*/; switch (a/*1*/) { case 1: let a/*2*/; default: a/*2*/; }`);
scopes(
  'labels, keys and members are no variables',
  `const a/*1*/ = 1; a: for (;;) break a; ({ a: 2 }).a; const o = { a/*1*/ }; class C { a = a/*1*/; m() { this.a; } }`,
);
scopes(
  'shorthand and export specifiers are mentions',
  `const a/*1*/ = 1; const o = { a/*1*/ }; export { a/*1*/ as b };`,
);
scopes('assignment targets', `let a/*1*/, b/*2*/; ({ a/*1*/, x: b/*2*/ } = {}); [a/*1*/] = []; for (b/*2*/ of []) ;`);
scopes(
  'imports',
  `import d/*1*/, { n as m/*2*/ } from 'x'; import * as ns/*3*/ from 'y'; d/*1*/; m/*2*/; ns/*3*/; n/*g*/;`,
);
scopes(
  'types and values of one name',
  `interface A/*1*/ { x: A/*1*/ } const A/*2*/ = 1; A/*2*/; let v: A/*1*/; let w: typeof A/*2*/;`,
);
scopes('type parameters', `type T/*1*/ = 1; function f<T/**/>(x: T) {} let y: T/*1*/;`.replace('<T/**/>', '<T>'));
scopes(
  'type names in signatures declare nothing',
  `const a/*1*/ = 1; type F = (a: number) => void; interface I { m(a: string): void; a: typeof a/*1*/ }`,
);
scopes(
  'enums, namespaces and import =',
  `enum E/*1*/ { A } E/*1*/.A; namespace N/*2*/ { export const x/*3*/ = E/*1*/; x/*3*/; } N/*2*/; import q/*4*/ = N/*2*/.x; q/*4*/;`,
);
scopes('JSX names', `const Div/*1*/ = 1, div = 2; const x = <Div/*1*/ div={1}><div/></Div/*1*/>;`, 'a.jsx');
scopes(
  'decorators and parameter properties',
  `const dec/*1*/ = 1; @dec/*1*/ class A { constructor(@dec/*1*/ private readonly p/*2*/: string) { p/*2*/; } }`,
);
scopes(
  'overloads and declarations',
  `function f/*1*/(a: string): void; function f/*1*/(a: any) { a; } declare const g/*2*/: 1; g/*2*/; f/*1*/;`,
);
scopes(
  'static blocks and computed keys',
  `const k/*1*/ = 'a'; class A { static { var v/*2*/; v/*2*/; } [k/*1*/]() { v/*g*/; } }`,
);

scopes(
  'a variable that nobody declared is one of the file, and what the platform gives is none',
  `function f() { s/*1*/ = 1; { s/*1*/; } } s/*1*/; exports/*g*/ = module/*g*/.exports = Promise/*g*/; Promise/*g*/ = f; u/*g*/;`,
  'a.js',
);

test('says what is written after its declaration', (t) => {
  const { all } = buildScopes(
    parseOrThrow(
      'a.js',
      `let a; a = 1; let b = 1; const c = 2; var d = 1; var d = 2; let e = 0; e++; [b] = []; function f() {} for (c.x of []) ;`,
    ),
  );
  t.deepEqual(
    all.filter(({ reassigned }) => reassigned).map(({ name }) => name),
    ['a', 'b', 'd', 'e'],
  );
});

test('deep nesting does not exhaust the stack', (t) => {
  const deep = `const a = 1; x = ${'a + '.repeat(1000)}a;`;
  const { all } = buildScopes(parseOrThrow('a.js', deep));
  t.is(all[0]?.references.length, 1001);
});

/** Renames every variable of a file to a name of its own. */
function renamed(source: SourceFile): string {
  const { all } = buildScopes(source);
  const edits = new Map<number, { end: number; text: string }>();
  for (const { id, name, identifier, references } of all) {
    const mentions = new Set<t.Node>([identifier, ...references.map(({ node }) => node)]);
    for (const node of [...mentions, ...otherDeclarations(source, all, id, mentions)]) {
      const start = node.start ?? 0;
      edits.set(start, { end: start + name.length, text: inPlace(source, node, name, `${name}_${id}_`) });
    }
  }
  let text = source.text;
  for (const [start, { end, text: name }] of [...edits].sort((a, b) => b[0] - a[0])) {
    text = text.slice(0, start) + name + text.slice(end);
  }
  return text;
}

/** `var x` twice, merged interfaces: the binding keeps the first only. */
function otherDeclarations(
  source: SourceFile,
  all: readonly Binding[],
  id: number,
  known: ReadonlySet<t.Node>,
): t.Node[] {
  const { bindingOf } = buildScopes(source);
  const name = all[id]?.name;
  return [...source.parents.keys()].filter((node) => {
    return node.type === 'Identifier' && node.name === name && !known.has(node) && bindingOf(node)?.id === id;
  });
}

/** A shorthand, an import or an export keeps the outer name. */
function inPlace(source: SourceFile, node: t.Node, old: string, name: string): string {
  const parent = source.parents.get(node);
  const isDefault = parent?.type === 'AssignmentPattern' && parent.left === node;
  const property = isDefault ? source.parents.get(parent) : parent;
  if (property?.type === 'ObjectProperty' && property.shorthand) return `${old}: ${name}`;
  if (parent?.type === 'ImportSpecifier' && parent.imported.start === parent.local.start) return `${old} as ${name}`;
  if (parent?.type === 'ExportSpecifier' && parent.exported.start === parent.local.start) return `${name} as ${old}`;
  return name;
}

const root = path.resolve(__dirname, '../../..');
const files = ['codemods/src', 'shim/src', 'test/support'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(folder, name)),
);

test('renaming every variable of our own sources changes nothing but names', (t) => {
  // Type parameters are strings in the tree, without a place of their own: their files are left out.
  const sources = files
    .map((file) => parseOrThrow(file, readFileSync(path.join(root, file), 'utf8')))
    .filter(
      ({ parents }) =>
        ![...parents.keys()].some(({ type }) => type === 'TSTypeParameter' || type === 'TSParameterProperty'),
    );
  t.true(sources.length > 50);
  for (const source of sources) {
    const before = buildScopes(source);
    const after = buildScopes(parseOrThrow(source.path, renamed(source)));
    t.deepEqual([...after.globals].sort(), [...before.globals].sort(), source.path);
    t.deepEqual(
      after.all.map(({ references }) => references.length),
      before.all.map(({ references }) => references.length),
      source.path,
    );
  }
});
scopes(
  'a component that is a member',
  `import * as ui/*1*/ from './ui'; const view = <ui/*1*/.Panel></ui/*1*/.Panel>; ui/*1*/;`,
  'a.tsx',
);
scopes(
  'types of Flow that a module declares',
  `// @flow
declare var a/*1*/: number; interface B/*2*/ { x: number } interface C/*3*/ extends B/*2*/ { y: number }
class D/*4*/ implements C/*3*/ {} import type * as m/*5*/ from './m'; type E/*6*/ = m/*5*/.F; a/*1*/; D/*4*/;`,
  'a.js',
);
