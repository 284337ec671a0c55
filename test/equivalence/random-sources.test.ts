// Random sources: each traces the same under jaeger-client, under the shim, moved as a whole, and while it is moved file by file, in any order.
import test from 'ava';
import fc from 'fast-check';
import { type InputFile, migrate } from '../../codemods/src/migrate';
import { compareTraces, describeDifference } from '../../codemods/src/traces';
import { randomProgram } from '../support/random-source';
import { type Run, runFixture } from '../support/run-fixture';
import { sdkLine } from '../support/sdk';

const PROGRAMS = sdkLine === 2 ? 50 : 20;
const SEED = 20261126;
const manifests = new Map([['', { name: 'fixture', version: '1.0.0' }]]);

/** The files after a run over some of them, and whether anything of OpenTracing's was left. */
function moved(files: readonly InputFile[], paths: readonly string[]) {
  const sources = files.map((file) => ({ ...file, context: !paths.includes(file.path) }));
  const result = migrate({ files: sources, manifests, options: { comments: false } });
  const after = new Map(result.files.map(({ path, text }) => [path, text]));
  const isLeft = result.findings.some(({ severity }) => severity === 'left');
  return { files: files.map(({ path, text }) => ({ path, text: after.get(path) ?? text })), isLeft };
}

function expectSame(legacy: Run, run: Run, when: string, files: readonly InputFile[]): void {
  const differences = compareTraces(legacy.traces, run.traces).map(describeDifference);
  if (legacy.returned !== run.returned) differences.push(`${legacy.returned} became ${run.returned}`);
  if (differences.length > 0) throw new Error([when, ...differences, ...files.map(asText)].join('\n'));
}

function asText({ path, text }: InputFile): string {
  return `// ${path}\n${text}`;
}

async function expectSameAtEveryPoint(files: readonly InputFile[], order: readonly string[]): Promise<void> {
  const legacy = await runFixture(files, 'main.js', 'jaeger');
  expectSame(legacy, await runFixture(files, 'main.js', 'shim'), 'under the shim', files);
  const whole = moved(files, order);
  if (whole.isLeft) throw new Error(['something was left', ...files.map(asText)].join('\n'));
  expectSame(legacy, await runFixture(whole.files, 'main.js', 'sdk'), 'moved as a whole', whole.files);
  let mixed = files;
  for (const path of order) {
    mixed = moved(mixed, [path]).files;
    expectSame(legacy, await runFixture(mixed, 'main.js', 'shim'), `after ${path} of ${order}`, mixed);
  }
  expectSame(legacy, await runFixture(mixed, 'main.js', 'sdk'), `after ${order}, without the shim`, mixed);
}

test('a random source traces the same before, in between and after', async (t) => {
  const order = fc.shuffledSubarray(['main.js', 'helpers.js', 'tracing.js'], { minLength: 3 });
  const property = fc.asyncProperty(randomProgram, order, expectSameAtEveryPoint);
  await fc.assert(property, { numRuns: PROGRAMS, seed: SEED, includeErrorInReport: true });
  t.pass();
});
