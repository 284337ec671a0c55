import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { parseSource } from '../../../codemods/src/parse/parse-source';
import type { SourceFile } from '../../../codemods/src/parse/source-file';

function parsed(t: ExecutionContext, path: string, text: string): SourceFile {
  const result = parseSource(path, text);
  if (!result.ok) return t.fail(`${path}: ${result.failure.message}`) as never;
  return result.file;
}

const reads = test.macro({
  exec(t, path: string, text: string, syntax: SourceFile['syntax'], moduleKind: SourceFile['moduleKind']) {
    const file = parsed(t, path, text);
    t.is(file.syntax, syntax);
    t.is(file.moduleKind, moduleKind);
    t.is(file.text, text);
  },
  title: (title) => `reads ${title}`,
});

test('plain JavaScript with require', reads, 'a.js', "const x = require('x');", 'javascript', 'commonjs');
test('plain JavaScript with import', reads, 'a.js', "import x from 'x';", 'javascript', 'esm');
test(
  'a generic-looking comparison as the comparison it is',
  reads,
  'a.js',
  'x = a < b > (c);',
  'javascript',
  'commonjs',
);
test('JSX in .js', reads, 'a.js', 'export const a = <b>c</b>;', 'javascript', 'esm');
test('TypeScript in .js', reads, 'a.js', 'export function f(a: string): void {}', 'tsx', 'esm');
test(
  'Flow by its pragma',
  reads,
  'a.js',
  '/* @flow */\nfunction f(a: ?string) { return (a: any); }',
  'flow',
  'commonjs',
);
test('Flow by its syntax', reads, 'a.js', "import type { A } from 'a';\nconst x = (y: any);", 'flow', 'esm');
test(
  'Flow by a pragma behind other comments',
  reads,
  'a.js',
  '#!/usr/bin/env node\n/** A licence. */\n\n// Written by hand.\n/**\n * @flow strict\n */\nf<T>(x);',
  'flow',
  'commonjs',
);
test(
  '@flow in a comment behind code as no pragma',
  reads,
  'a.js',
  'f();\n/* @flow */\nx = a < b > (c);',
  'javascript',
  'commonjs',
);
// Minutes go by where the search for a pragma looks for the end of a comment behind the ends of all those that follow.
test(
  'a long file of comments and code, such as a compiler of messages writes it, in no time',
  reads,
  'messages_pb.js',
  `/* eslint-disable */\n${'/** What one is made of. */\n\n/** Makes one. */\nf();\n'.repeat(5_000)}`,
  'javascript',
  'commonjs',
);
test('an angle cast', reads, 'a.ts', 'export const a = <string>b;', 'typescript', 'esm');
test('.tsx', reads, 'a.tsx', 'export const A = <T,>(p: T) => <b>{p}</b>;', 'tsx', 'esm');
test('.mts', reads, 'a.mts', 'await f();', 'typescript', 'esm');
test('.cts', reads, 'a.cts', "import x = require('x');", 'typescript', 'esm');
test('.cjs', reads, 'a.cjs', 'return 1;', 'javascript', 'commonjs');
test('.d.ts', reads, 'a.d.ts', 'declare module "x" { const a; }', 'typescript', 'esm');
test('a shebang', reads, 'a.js', '#!/usr/bin/env node\nrequire("x");', 'javascript', 'commonjs');
test('a byte order mark', reads, 'a.js', '\uFEFFrequire("x");', 'javascript', 'commonjs');
test(
  'a byte order mark and a shebang',
  reads,
  'a.js',
  '\uFEFF#!/usr/bin/env node\nrequire("x");',
  'javascript',
  'commonjs',
);
test(
  'legacy decorators on parameters',
  reads,
  'a.ts',
  'class A { constructor(@Inject() private a: B) {} }',
  'typescript',
  'esm',
);
test('decorators before export', reads, 'a.ts', '@a() export class A { @(b.c) accessor d = 1 }', 'typescript', 'esm');
test(
  'using, satisfies and import attributes',
  reads,
  'a.ts',
  'import a from "./a.json" with { type: "json" };\nfunction f() { using b = a satisfies C; }',
  'typescript',
  'esm',
);
test('override without a base class', reads, 'a.ts', 'class A { override b() {} }', 'typescript', 'esm');
test('a name that is declared twice', reads, 'a.js', 'let a; let a;', 'javascript', 'commonjs');
test('sloppy mode', reads, 'a.js', 'with (a) { b = 010; }', 'javascript', 'commonjs');

test('keeps offsets behind a byte order mark', (t) => {
  const file = parsed(t, 'a.js', '\uFEFFrequire("x");');
  t.is(file.ast.program.body[0]?.start, 1);
});

test('knows the parent of every node but the root', (t) => {
  const file = parsed(t, 'a.ts', 'class A<T> { @d m(a: T = f(x)): void { a; } }');
  const call = [...file.parents.keys()].find(({ type }) => type === 'CallExpression');
  t.is(call && file.parents.get(call)?.type, 'AssignmentPattern');
  t.is(file.parents.get(file.ast), undefined);
});

test('reads both scripts of a component as one module, at the offsets of the file', (t) => {
  const text =
    '<!-- <script>no(</script> -->\n<script>\nexport const a = 1;\n</script>\n<template>x < y</template>\n<script setup lang="ts" generic="T extends A<B>">\nconst b: T = a;\n</script>\n';
  const file = parsed(t, 'a.vue', text);
  t.deepEqual(
    file.ast.program.body.map((node) => text.slice(node.start ?? 0, node.end ?? 0)),
    ['export const a = 1;', 'const b: T = a;'],
  );
  t.is(file.syntax, 'typescript');
});

test('reads a component without a script as an empty program', (t) => {
  t.deepEqual(parsed(t, 'a.svelte', '<h1>Hello {name}</h1>').ast.program.body, []);
});

const refuses = test.macro({
  exec(t, path: string, text: string, line: number, column: number) {
    const result = parseSource(path, text);
    t.like(result, { ok: false, failure: { path, line, column } });
  },
  title: (title) => `refuses ${title}, and says where`,
});

test('a missing semicolon', refuses, 'a.js', 'a();\nb c;', 2, 2);
test('a template of another language', refuses, 'a.js', 'const a = <%= b %>;', 1, 12);
test('TypeScript that breaks off', refuses, 'a.ts', 'function f(a: string {', 1, 22);
test('a merge conflict', refuses, 'a.js', '<<<<<<< HEAD\na();\n=======\nb();\n>>>>>>> x\n', 1, 2);

const LEGACY = `import { Span } from 'opentracing';
/* a */ export class A<T> { @d constructor(private readonly span: Span) {} f = async (a?: T) => \`\${await a}\`; }
`;

test('whatever is cut out of a file, it is read or refused, and nothing is thrown', (t) => {
  fc.assert(
    fc.property(
      fc.nat(LEGACY.length),
      fc.nat(LEGACY.length),
      fc.constantFrom('js', 'ts', 'tsx', 'vue'),
      (a, b, kind) => {
        const text = LEGACY.slice(0, Math.min(a, b)) + LEGACY.slice(Math.max(a, b));
        const result = parseSource(`a.${kind}`, text);
        return result.ok ? result.file.text === text : result.failure.line >= 1 && result.failure.message !== '';
      },
    ),
    { numRuns: 300 },
  );
  t.pass();
});

test('says of code that nests deeper than the stack that it does', (t) => {
  const deep = 20_000;
  const result = parseSource('a.js', `${'['.repeat(deep)}1${']'.repeat(deep)};`);
  t.like(result, { ok: false, failure: { message: 'its code is nested too deeply to be read' } });
});
