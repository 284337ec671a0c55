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
 * Each file alone, and all but each one: by what is migrated. All files, and subsets in between, come about one file at a time. The mixtures
 * are of the code: one line of the SDK runs them all, the other those that come about.
 */
function mixturesOf(files: readonly string[]): Map<string, readonly string[]> {
  const mixtures = new Map<string, readonly string[]>();
  if (sdkLine !== 2) return mixtures;
  for (const file of files) {
    mixtures.set(`only ${file}`, [file]);
    mixtures.set(
      `all but ${file}`,
      files.filter((other) => other !== file),
    );
  }
  return mixtures;
}

/** The files in a random order, the same in each run of the tests. */
function shuffled(files: readonly string[]): readonly string[] {
  const [order = []] = fc.sample(fc.shuffledSubarray([...files], { minLength: files.length }), {
    seed: SEED,
    numRuns: 1,
  });
  return order;
}

for (const name of appNames()) {
  const { changed, created } = migrateApp(name);
  let legacy: AppRun;

  test.serial(`${name}: has files to migrate, and legacy traces to compare with`, async (t) => {
    legacy = await runUnderJaeger(copyOfApp(name));
    t.true(changed.length >= 5, `${changed.length} files`);
  });

  test.serial(`${name}: traces the same after each file, taken one by one on the command line`, async (t) => {
    const app = copyOfApp(name);
    const order = shuffled(changed.map(({ path: file }) => file));
    for (const file of order) {
      const { code, stderr } = await runIn(app.folder, ['codemod', file, '--force']);
      t.is(code, 0, stderr);
      const mixed = await runUnderShim(app);
      const differences = compareTraces(legacy.traces, mixed.traces).map(describeDifference);
      t.deepEqual(differences, [], `after ${file} of ${order.join(', ')}`);
      t.is(mixed.stdout, legacy.stdout);
    }
  });

  for (const [title, files] of mixturesOf(changed.map(({ path: file }) => file))) {
    test.serial(`${name}: traces the same when migrated are ${title}`, async (t) => {
      const app = copyOfApp(name);
      writeFiles(app.folder, [...changed.filter(({ path: file }) => files.includes(file)), ...created]);
      const mixed = await runUnderShim(app);
      t.deepEqual(compareTraces(legacy.traces, mixed.traces).map(describeDifference), []);
      t.is(mixed.stdout, legacy.stdout);
    });
  }
}
