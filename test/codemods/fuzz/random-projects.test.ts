// Spans in every shape in which people make, keep, hand on, mark and finish them, over several files: the codemod changes no trace, and
// nothing that the program does; neither when it has migrated all of the files nor when it has migrated one of them.
// FUZZ_RUNS=1000 FUZZ_SEED=7 tries more of them.
import test from 'ava';
import fc from 'fast-check';
import { type InputFile, migrate } from '../../../codemods/src/migrate';
import { differences, failures, shown } from '../../support/compare-runs';
import { runFixture } from '../../support/run-fixture';
import { writeProject } from './write-project';

const RUNS = Number(process.env.FUZZ_RUNS ?? 25);
const SEED = Number(process.env.FUZZ_SEED ?? 20261126);

const tapes = fc.array(fc.nat({ max: 1000 }), { minLength: 6, maxLength: 40, size: 'max' });
const manifests = new Map([['', { name: 'fixture', version: '1.0.0' }]]);

/** The files after some of them went through the codemod; the others are only read. */
function mixture(files: readonly InputFile[], isMigrated: (path: string) => boolean) {
  const result = migrate({ files: files.map((file) => ({ ...file, context: !isMigrated(file.path) })), manifests });
  const after = new Map(result.files.map(({ path, text }) => [path, text]));
  return { result, files: files.map(({ path, text }) => ({ path, text: after.get(path) ?? text })) };
}

async function check(files: readonly InputFile[]): Promise<string[]> {
  const legacy = await runFixture(files, 'main.js', 'jaeger');
  if (legacy.returned.includes('"threw"')) return [`the program itself fails: ${legacy.returned}`];
  const all = mixture(files, () => true);
  const again = mixture(all.files, () => true).result.files.filter(({ status }) => status !== 'unchanged');
  const isLeft = all.result.findings.some(({ severity }) => severity === 'left');
  const told = [
    ...failures(all.result),
    ...again.map(({ path }) => `a second run changes ${path}`),
    ...differences(legacy, await runFixture(all.files, 'main.js', isLeft ? 'shim' : 'sdk')),
  ];
  for (const isMigrated of [(path: string) => path === 'main.js', (path: string) => path !== 'main.js']) {
    const half = mixture(files, isMigrated);
    told.push(...failures(half.result), ...differences(legacy, await runFixture(half.files, 'main.js', 'shim')));
  }
  return told.length === 0 ? [] : [...told, ...files.map(shown), 'became', ...all.files.map(shown)];
}

test.serial('a random project traces and returns the same after the codemod, whole or in part', async (t) => {
  await fc.assert(
    fc.asyncProperty(tapes, async (tape) => {
      const told = await check(writeProject(tape));
      if (told.length > 0) throw new Error(told.join('\n'));
    }),
    { numRuns: RUNS, seed: SEED, includeErrorInReport: true },
  );
  t.pass();
});
