import test from 'ava';
import ts from 'typescript';
import { checkTypes } from '../../../codemods/src/types-oracle/check-types';
import { classicCompiler } from '../../../codemods/src/types-oracle/classic/classic-compiler';
import { classicOracles } from '../../../codemods/src/types-oracle/classic/classic-oracle';
import { testCompiler } from './check-scenarios';
import { testOracles } from './scenarios';
import { BORDER, placeOf, projectOnDisk, scriptsOf } from './support';

testOracles((root) => classicOracles(ts, root));
testCompiler((root) => (before, after) => checkTypes(classicCompiler(ts, root, BORDER), before, after));

test('a compiler that fails leaves every question without an answer', (t) => {
  const tree = { 'main.ts': 'export const span = 1;' };
  const broken: typeof ts = {
    ...ts,
    createProgram: () => {
      throw new Error('Debug Failure. False expression.');
    },
  };
  const oracle = classicOracles(broken, projectOnDisk(t, tree)).oracleFor(scriptsOf(tree));
  t.deepEqual(oracle.rolesAt([placeOf(tree, 'main.ts', 'span')]), [undefined]);
});

test('a program holds what is asked about and what all files see; where much is asked about, it holds everything', (t) => {
  const count = 60;
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
  const oracle = classicOracles(counting, projectOnDisk(t, tree)).oracleFor(scriptsOf(tree));
  const placeIn = (i: number) => placeOf(tree, `f${i}.ts`, 'carried.span');
  const isSpan = { role: 'span', nullable: false };

  t.deepEqual(oracle.rolesAt([placeIn(0), placeIn(1)]), [isSpan, isSpan]);
  t.deepEqual(roots, [3]);
  t.deepEqual(oracle.rolesAt([placeIn(1)]), [isSpan]);
  t.deepEqual(roots, [3], 'the same program answers');
  t.deepEqual(oracle.valueAt(placeIn(2))?.parts, new Set(['object']));
  t.deepEqual(roots, [3, count + 1]);
  t.deepEqual(oracle.rolesAt([placeIn(50)]), [isSpan]);
  t.deepEqual(roots, [3, count + 1], 'and that holds all');
});
