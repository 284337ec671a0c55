// Spans amid random control flow: whatever the codemod moves into a callback, the program does and traces what it did before.
import test from 'ava';
import fc from 'fast-check';
import { migrate } from '../../../../codemods/src/migrate';
import { compareTraces, describeDifference } from '../../../../codemods/src/traces';
import { runFixture } from '../../../support/run-fixture';
import { writeProgram } from './program';

const RUNS = Number(process.env.FUZZ_RUNS ?? 60);

const tapes = fc.array(fc.nat({ max: 1000 }), { minLength: 12, maxLength: 90, size: 'max' });

function migrated(text: string): string {
  const { files, findings } = migrate({
    files: [{ path: 'main.js', text }],
    manifests: new Map([['', { name: 'fixture' }]]),
  });
  const left = findings.filter(({ severity }) => severity === 'left').map(({ code, message }) => `${code} ${message}`);
  if (left.length > 0) throw new Error(left.join('\n'));
  return files[0]?.text ?? '';
}

let active = 0;
let started = 0;

test.serial('a random program returns, throws and traces the same after the codemod', async (t) => {
  await fc.assert(
    fc.asyncProperty(tapes, async (tape) => {
      const before = writeProgram(tape);
      const after = migrated(before);
      active += after.split('startActiveSpan(').length - 1;
      started += before.split('startSpan(').length - 1;
      const one = await runFixture([{ path: 'main.js', text: before }], 'main.js', 'jaeger');
      const other = await runFixture([{ path: 'main.js', text: after }], 'main.js', 'sdk');
      const differences = compareTraces(one.traces, other.traces).map(describeDifference);
      const told = one.returned === other.returned ? [] : [`returned ${one.returned}, then ${other.returned}`];
      if (differences.length + told.length > 0) throw new Error([...told, ...differences, before, after].join('\n'));
    }),
    { numRuns: RUNS },
  );
  t.pass();
});

test.serial('the random programs hold spans that become active, and spans that cannot', (t) => {
  t.true(active > started / 4, `${active} of ${started}`);
  t.true(active < started, `${active} of ${started}`);
});
