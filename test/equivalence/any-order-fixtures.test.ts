// "Any order", over every case of several files: whichever of them are migrated, run with the shim, they trace what they always did.
import test from 'ava';
import fc from 'fast-check';
import { type InputFile, migrate } from '../../codemods/src/migrate';
import { differences } from '../support/compare-runs';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource } from '../support/migrate-fixture';
import { type Run, runFixture } from '../support/run-fixture';
import { sdkLine } from '../support/sdk';

const SEED = 20261125;
const RANDOM_SUBSETS = 5;
const LEAST_CASES = 20;

const cases = findFixtures().filter(({ entry, input }) => entry !== undefined && input.filter(isSource).length > 1);

/** What is migrated by itself: a mock in a test moves with the code that it is made for. */
function changedFilesOf({ input, output }: Fixture): string[] {
  const after = new Map(output.map(({ path, text }) => [path, text]));
  const changed = input.filter(({ path, text }) => after.get(path) !== text).map(({ path }) => path);
  return changed.filter((path) => !TEST.test(path));
}

const TEST = /\.test(?=\.[cm]?[jt]s$)/;

function isMigrated(path: string, migrated: readonly string[]): boolean {
  return migrated.includes(path.replace(TEST, ''));
}

/** Each file alone, all but each one, and some subsets in between. */
function subsetsOf(files: readonly string[]): string[][] {
  const alone = files.map((file) => [file]);
  const others = files.map((file) => files.filter((other) => other !== file));
  const between = fc.subarray([...files], { minLength: 1 });
  const random = fc.sample(between, { seed: SEED, numRuns: RANDOM_SUBSETS });
  const unique = new Map([...alone, ...others, ...random].map((subset) => [subset.join(), subset]));
  return [...unique.values()].filter(({ length }) => length > 0);
}

/** The files as they are with some of them migrated; what the codemod creates is there from the start. */
function mixtureOf({ input, output }: Fixture, migrated: readonly string[]): InputFile[] {
  const given = new Set(input.map(({ path }) => path));
  const takesNew = ({ path }: InputFile) => !given.has(path) || isMigrated(path, migrated);
  return [...input.filter(({ path }) => !isMigrated(path, migrated)), ...output.filter(takesNew)];
}

/** One file goes through the codemod; the others are only read. */
function migrateOne(files: readonly InputFile[], path: string, options: Record<string, unknown>): InputFile[] {
  const sources = files.filter(isSource).map((file) => ({ ...file, context: !isMigrated(file.path, [path]) }));
  const manifests = new Map([['', { name: 'fixture', version: '1.0.0' }]]);
  const { files: results, created } = migrate({ files: sources, manifests, options });
  const after = new Map([...results, ...created].map((file) => [file.path, file.text]));
  const kept = files.map((file) => ({ path: file.path, text: after.get(file.path) ?? file.text }));
  return [...kept, ...created.filter((file) => !files.some((other) => other.path === file.path))];
}

for (const fixture of cases) {
  const { entry = '', name } = fixture;
  const changed = changedFilesOf(fixture);
  let legacy: Run;

  // One after the other: the tracers and the context manager are global.
  test.serial(`${name}: has files to migrate, and traces to compare with`, async (t) => {
    legacy = await runFixture(fixture.input, entry, fixture.legacy);
    t.true(legacy.traces.length > 0);
    t.true(changed.length > 0);
  });

  for (const subset of subsetsOf(changed))
    test.serial(`${name}: the same traces when migrated are ${subset.join(', ')}`, async (t) => {
      t.deepEqual(differences(legacy, await runFixture(mixtureOf(fixture, subset), entry, 'shim')), []);
    });

  // What the codemod writes on the way has no SDK in it: the line of `npm test` is enough.
  if (sdkLine !== 2) continue;
  test.serial(`${name}: the same traces after each file, taken one by one`, async (t) => {
    const whole = fc.shuffledSubarray([...changed], { minLength: changed.length });
    const [order = []] = fc.sample(whole, { seed: SEED, numRuns: 1 });
    let files: InputFile[] = [...fixture.input];
    for (const path of order) {
      files = migrateOne(files, path, fixture.options);
      t.deepEqual(differences(legacy, await runFixture(files, entry, 'shim')), [], `after ${path} of ${order}`);
    }
  });
}

test('there are cases of several files', (t) => {
  t.true(cases.length >= LEAST_CASES, `${cases.length}`);
});
