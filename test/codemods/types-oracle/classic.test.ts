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
