// "Any order": whichever files of an app are migrated, run with the shim, it prints and traces what it always did.
import test from 'ava';
import fc from 'fast-check';
import { compareTraces, describeDifference } from '../../codemods/src/traces';
import { appNames, copyOfApp } from '../../scripts/run-app/app';
import { migrateApp, writeFiles } from '../../scripts/run-app/migrated';
import { type AppRun, runUnderJaeger, runUnderShim } from '../../scripts/run-app/run-app';
import { runIn } from '../codemods/cli/support';
import { sdkLine } from '../support/sdk';

const SEED = 20261122;

/**
 * While the files are taken one by one, every two of them meet with the earlier one migrated and the later one not. These mixtures are of
 * those whose number in that order has a certain bit: of every two, they have the later one without the earlier one somewhere. The mixtures
 * are of the code, so one line of the SDK runs them all; each file alone and all but one are tried of every case of several files.
 */
function mixturesOf(order: readonly string[]): readonly (readonly string[])[] {
  if (sdkLine !== 2) return [];
  const bits = Array.from({ length: Math.ceil(Math.log2(order.length)) }, (_, bit) => 2 ** bit);
  return bits.map((bit) => order.filter((_, number) => (number & bit) !== 0));
}

/** The files in a random order, the same in each run of the tests. */
function shuffled(files: readonly string[]): readonly string[] {
  const [order = []] = fc.sample(fc.shuffledSubarray([...files], { minLength: files.length }), {
    seed: SEED,
    numRuns: 1,
  });
  return order;
}

/** The files one by one; on one line of the SDK the first half and then the others: that the way there is right is of the code, too. */
function stepsOf(order: readonly string[]): readonly (readonly string[])[] {
  if (sdkLine === 2) return order.map((file) => [file]);
  const half = Math.ceil(order.length / 2);
  return [order.slice(0, half), order.slice(half)];
}

for (const name of appNames()) {
  const { changed, created } = migrateApp(name);
  const order = shuffled(changed.map(({ path: file }) => file));
  let legacy: AppRun;

  test.serial(`${name}: has files to migrate, and legacy traces to compare with`, async (t) => {
    legacy = await runUnderJaeger(copyOfApp(name));
    t.true(changed.length >= 5, `${changed.length} files`);
  });

  test.serial(`${name}: traces the same after each step, taken one after the other on the command line`, async (t) => {
    const app = copyOfApp(name);
    for (const files of stepsOf(order)) {
      const { code, stderr } = await runIn(app.folder, ['codemod', ...files, '--force']);
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
