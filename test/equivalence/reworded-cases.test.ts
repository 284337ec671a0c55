// The executable cases in other words: whatever a program says differently, it traces the same after the codemod, or a finding tells where it
// may not. FUZZ_RUNS=5000 FUZZ_SEED=7 tries more of them.
import test from 'ava';
import fc from 'fast-check';
import { applyEdits } from '../../codemods/src/edit/apply';
import type { InputFile, MigrateResult } from '../../codemods/src/migrate';
import { parseSource } from '../../codemods/src/parse/parse-source';
import { differences, failures, shown } from '../support/compare-runs';
import { type Fixture, findFixtures } from '../support/fixtures';
import { isSource, migrateFiles, textsOf } from '../support/migrate-fixture';
import { rewordings } from '../support/rewordings';
import { runFixture } from '../support/run-fixture';

const RUNS = Number(process.env.FUZZ_RUNS ?? 40);
const SEED = Number(process.env.FUZZ_SEED ?? 20261127);

const cases = findFixtures().filter(({ entry }) => entry !== undefined);

interface Choice {
  readonly fixture: Fixture;
  readonly rewording: (typeof rewordings)[number];
  /** Which file and which place: taken modulo how many there are. */
  readonly file: number;
  readonly place: number;
}

const choice = fc.record({
  fixture: fc.constantFrom(...cases),
  rewording: fc.constantFrom(...rewordings),
  file: fc.nat(),
  place: fc.nat(),
});

/** The files of a case with one of them in other words; undefined where there is nothing to say so. */
function reworded({ fixture: { input }, rewording, file, place }: Choice): readonly InputFile[] | undefined {
  const sources = input.filter((one) => isSource(one) && /\.[cm]?[jt]sx?$/.test(one.path));
  const chosen = sources[file % sources.length];
  if (chosen === undefined) return undefined;
  const parsed = parseSource(chosen.path, chosen.text);
  if (!parsed.ok) return undefined;
  const places = rewording.places(parsed.file);
  const edits = places[place % places.length];
  if (edits === undefined) return undefined;
  const { text } = applyEdits(parsed.file, edits);
  if (!parseSource(chosen.path, text).ok) return undefined;
  return input.map((one) => (one === chosen ? { ...one, text } : one));
}

/** The trace may differ where a finding says so. */
function isTold({ findings }: MigrateResult): boolean {
  return findings.some(({ severity }) => severity !== 'info');
}

const OPENTRACING = /opentracing(?!\.ref_type)|jaeger-client/;
const COMMENT = /^\s*(?:\/\/|\*).*$/gm;

let compared = 0;

async function check(given: Choice): Promise<string[]> {
  const { fixture } = given;
  const entry = fixture.entry ?? '';
  const files = reworded(given);
  if (files === undefined) return [];
  const legacy = await runFixture(files, entry, fixture.legacy);
  // It does not fit there, and the program is another.
  if (differences(await runFixture(fixture.input, entry, fixture.legacy), legacy).length > 0) return [];
  compared += 1;
  const result = migrateFiles(files, fixture.options);
  const after = textsOf(result);
  const migrated = [...files.map(({ path, text }) => ({ path, text: after[path] ?? text })), ...result.created];
  const stays = migrated.some(({ text }) => OPENTRACING.test(text.replaceAll(COMMENT, '')));
  const told = [
    ...failures(result),
    ...(isTold(result) ? [] : differences(legacy, await runFixture(migrated, entry, stays ? 'shim' : 'sdk'))),
  ];
  return told.length === 0 ? [] : [...told, ...files.map(shown), 'became', ...migrated.map(shown)];
}

function nameOf({ fixture, rewording }: Choice): string {
  return `${fixture.name}, with ${rewording.name}`;
}

test.serial('a case in other words traces the same after the codemod, or it is told where it may not', async (t) => {
  await fc.assert(
    fc.asyncProperty(choice, async (given) => {
      const told = await check(given);
      if (told.length > 0) throw new Error([nameOf(given), ...told].join('\n'));
    }),
    { numRuns: RUNS, seed: SEED, includeErrorInReport: true, reporter },
  );
  t.true(compared > RUNS / 2, `${compared} of ${RUNS} could be said otherwise`);
});

/** Without the cases themselves, which are long. */
function reporter({ failed, errorInstance }: fc.RunDetails<[Choice]>): void {
  if (failed) throw errorInstance;
}
