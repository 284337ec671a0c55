import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import ts from 'typescript';
import { checkTypes } from '../../../codemods/src/types-oracle/check-types';
import { classicCompiler } from '../../../codemods/src/types-oracle/classic/classic-compiler';
import { classicOracles } from '../../../codemods/src/types-oracle/classic/classic-oracle';
import { ParsedFiles } from '../../../codemods/src/types-oracle/classic/parsed-files';
import { testCompiler } from './check-scenarios';
import { testOracles } from './scenarios';
import { BORDER, placeOf, projectOnDisk, scriptsOf, type Tree } from './support';
import { testValues } from './value-scenarios';

testOracles((root) => classicOracles(ts, root, new ParsedFiles(ts.version)));
testValues((root) => classicOracles(ts, root, new ParsedFiles(ts.version)));
testCompiler(
  (root) => (before, after) =>
    checkTypes(
      classicCompiler({ api: ts, root, border: BORDER, standIn: undefined, parsed: new ParsedFiles(ts.version) }),
      before,
      after,
    ),
);

test('a compiler that fails leaves every question without an answer', (t) => {
  const tree = { 'main.ts': 'export const span = 1;' };
  const broken: typeof ts = {
    ...ts,
    createProgram: () => {
      throw new Error('Debug Failure. False expression.');
    },
  };
  const oracle = classicOracles(broken, projectOnDisk(t, tree), new ParsedFiles(ts.version)).oracleFor(scriptsOf(tree));
  t.deepEqual(oracle.rolesAt([placeOf(tree, 'main.ts', 'span')]), [undefined]);
});

/** An oracle over files that each speak of a span that one file declares for all, and how many roots each of its programs was made of. */
function countingOracle(t: ExecutionContext, count: number) {
  const spans = Array.from({ length: count }, (_, i) => [`f${i}.ts`, 'export const at = carried.span;\n'] as const);
  const globals =
    "import type { Span } from 'opentracing';\ndeclare global {\n  const carried: { readonly span: Span };\n}\n";
  const tree = { ...Object.fromEntries(spans), 'carried.ts': globals };
  const roots: number[] = [];
  const counting: typeof ts = {
    ...ts,
    createProgram: ((options: ts.CreateProgramOptions) => {
      roots.push(options.rootNames.length);
      return ts.createProgram(options);
    }) as typeof ts.createProgram, // which may be called in another way, and is not
  };
  const oracle = classicOracles(counting, projectOnDisk(t, tree), new ParsedFiles(ts.version)).oracleFor(
    scriptsOf(tree),
  );
  return { oracle, roots, placeIn: (i: number) => placeOf(tree, `f${i}.ts`, 'carried.span') };
}

const IS_SPAN = { role: 'span', nullable: false };

test('a program of few files holds them all', (t) => {
  const { oracle, roots, placeIn } = countingOracle(t, 60);
  t.deepEqual(oracle.rolesAt([placeIn(0), placeIn(1)]), [IS_SPAN, IS_SPAN]);
  t.deepEqual(oracle.valueAt(placeIn(50))?.parts, new Set(['opaque']));
  t.deepEqual(roots, [61]);
});

test('through many files a program moves with the questions: it holds some that come next, some that were, and what all see', (t) => {
  const { oracle, roots, placeIn } = countingOracle(t, 399);
  t.deepEqual(oracle.rolesAt([placeIn(0), placeIn(1)]), [IS_SPAN, IS_SPAN]);
  t.deepEqual(oracle.rolesAt([placeIn(19)]), [IS_SPAN]);
  t.deepEqual(roots, [20 + 1], 'a twentieth is read ahead');
  t.deepEqual(oracle.valueAt(placeIn(20))?.parts, new Set(['opaque']));
  t.deepEqual(roots.at(-1), 40 + 1, 'as much again');
  t.deepEqual(oracle.rolesAt([placeIn(200)]), [IS_SPAN]);
  t.deepEqual(oracle.rolesAt([placeIn(0), placeIn(239)]), [IS_SPAN, IS_SPAN]);
  t.deepEqual(roots.slice(2), [80 + 1], 'what was asked about is still there');
  t.deepEqual(oracle.rolesAt([placeIn(300)]), [IS_SPAN]);
  t.deepEqual(roots.slice(3), [80 + 1], 'no more than a fifth is held');
  t.deepEqual(oracle.rolesAt([placeIn(0), placeIn(399 - 1)]), [IS_SPAN, IS_SPAN]);
  t.is(roots.length, 5, 'the first is read again');
});

const WORKSPACE = 6;

/** Packages that are alike: each gives a span of its own, by the options of all. */
function workspace(): Tree {
  const packages = Array.from({ length: WORKSPACE }, (_, i) => [
    [`packages/p${i}/tsconfig.json`, '{"extends":"../../tsconfig.base.json","compilerOptions":{"outDir":"dist"}}'],
    [`packages/p${i}/main.ts`, `import { held } from './held';\nexport const at = held.span${i};\n`],
    [`packages/p${i}/held.ts`, `import { Span } from 'opentracing';\nexport declare const held: { span${i}: Span };\n`],
  ]);
  return Object.fromEntries([
    ...packages.flat(),
    ['tsconfig.base.json', '{"compilerOptions":{"module":"commonjs","target":"es2020","strict":true}}'],
  ]);
}

test('the packages of a workspace have a program each, which share what was parsed, and few are held at once', (t) => {
  const tree = workspace();
  const asked = new Map<string, number>();
  let programs = 0;
  const counting: typeof ts = {
    ...ts,
    createCompilerHost: (...given) => {
      const host = ts.createCompilerHost(...given);
      return {
        ...host,
        getSourceFile: (file, ...rest) => {
          asked.set(path.basename(file), (asked.get(path.basename(file)) ?? 0) + 1);
          return host.getSourceFile(file, ...rest);
        },
      };
    },
    createProgram: ((options: ts.CreateProgramOptions) => {
      programs += 1;
      return ts.createProgram(options);
    }) as typeof ts.createProgram, // which may be called in another way, and is not
  };
  const oracle = classicOracles(counting, projectOnDisk(t, tree), new ParsedFiles(ts.version)).oracleFor(
    scriptsOf(tree),
  );
  const places = Array.from({ length: WORKSPACE }, (_, i) => placeOf(tree, `packages/p${i}/main.ts`, `held.span${i}`));
  const isSpan = { role: 'span', nullable: false };

  t.deepEqual(
    oracle.rolesAt([...places, ...places]),
    [...places, ...places].map(() => isSpan),
  );
  t.is(programs, WORKSPACE, 'all that one program has to say is asked at once');
  t.is(asked.get('span.d.ts'), 1);
  t.is(asked.get('lib.es5.d.ts'), 1);
  for (const place of places) t.deepEqual(oracle.valueAt(place)?.parts, new Set(['opaque']));
  t.is(programs, WORKSPACE + WORKSPACE, 'a program that had to go is made anew');
  t.is(asked.get('span.d.ts'), 1);
});

test('packages with options of their own share nothing, and get the same answers', (t) => {
  const tree = Object.fromEntries(
    Object.entries(workspace()).map(([file, text], i) => [
      file,
      text.replace('"outDir":"dist"', `"paths":{"other${i}":["./held"]},"baseUrl":"."`),
    ]),
  );
  const oracle = classicOracles(ts, projectOnDisk(t, tree), new ParsedFiles(ts.version)).oracleFor(scriptsOf(tree));
  const places = Array.from({ length: WORKSPACE }, (_, i) => placeOf(tree, `packages/p${i}/main.ts`, `held.span${i}`));
  t.deepEqual(
    oracle.rolesAt(places),
    places.map(() => ({ role: 'span', nullable: false })),
  );
});
