// "Any order": whichever files of an app are migrated, run with the shim, it prints and traces what it always did.
import test from 'ava';
import fc from 'fast-check';
import { compareTraces, describeDifference } from '../../codemods/src/traces';
import { appNames, copyOfApp } from '../../scripts/run-app/app';
import { migrateApp, writeFiles } from '../../scripts/run-app/migrated';
import { type AppRun, runUnderJaeger, runUnderShim } from '../../scripts/run-app/run-app';
import { runIn } from '../codemods/cli/support';

const SEED = 20261122;

/**
 * While the files are taken two by two, any of an earlier two meets with any of a later two, the earlier one migrated and the later one not.
 * These mixtures are of those whose number in that order has a certain bit: of every two files, they have the later one without the earlier
 * one somewhere. The last one has of each two the first alone. Each file alone and all but one are tried of every case of several files.
 */
function mixturesOf(order: readonly string[]): readonly (readonly string[])[] {
  const bits = Array.from({ length: Math.ceil(Math.log2(order.length)) }, (_, bit) => 2 ** bit);
  const withBit = bits.map((bit) => order.filter((_, number) => (number & bit) !== 0));
  return [...withBit, order.filter((_, number) => number % 2 === 0)];
}

/** The files in a random order, the same in each run of the tests. */
function shuffled(files: readonly string[]): readonly string[] {
  const [order = []] = fc.sample(fc.shuffledSubarray([...files], { minLength: files.length }), {
    seed: SEED,
    numRuns: 1,
  });
  return order;
}

/** The files two by two. */
function stepsOf(order: readonly string[]): readonly (readonly string[])[] {
  return order.flatMap((_, number) => (number % 2 === 0 ? [order.slice(number, number + 2)] : []));
}

/** What TypeScript knows of JavaScript only says which values are proven, and reading its declarations takes most of a run. */
function flagsFor(files: readonly string[]): readonly string[] {
  return files.some((file) => file.endsWith('.ts')) ? [] : ['--no-types'];
}

for (const name of appNames()) {
  const { changed, created } = migrateApp(name);
  const order = shuffled(changed.map(({ path: file }) => file));
  let legacy: AppRun;

  test.serial(`${name}: has files to migrate, and legacy traces to compare with`, async (t) => {
    legacy = await runUnderJaeger(copyOfApp(name));
    t.true(changed.length >= 5, `${changed.length} files`);
  });

  test.serial(`${name}: traces the same after each step on the command line`, async (t) => {
    const app = copyOfApp(name);
    for (const files of stepsOf(order)) {
      const { code, stderr } = await runIn(app.folder, ['codemod', ...files, '--force', ...flagsFor(order)]);
      t.is(code, 0, stderr);
      const mixed = await runUnderShim(app);
      const differences = compareTraces(legacy.traces, mixed.traces).map(describeDifference);
      t.deepEqual(differences, [], `after ${files.join(', ')} of ${order.join(', ')}`);
      t.is(mixed.stdout, legacy.stdout);
    }
  });

  for (const files of mixturesOf(order)) {
    test.serial(`${name}: traces the same when migrated are ${files.join(', ')}`, async (t) => {
      const app = copyOfApp(name);
      writeFiles(app.folder, [...changed.filter(({ path: file }) => files.includes(file)), ...created]);
      const mixed = await runUnderShim(app);
      t.deepEqual(compareTraces(legacy.traces, mixed.traces).map(describeDifference), []);
      t.is(mixed.stdout, legacy.stdout);
    });
  }
}
