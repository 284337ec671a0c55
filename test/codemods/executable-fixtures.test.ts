// Cases whose input exports `main` are programs: they run before and after the migration, and their traces are compared.
import test from 'ava';
import { differences } from '../support/compare-runs';
import { findFixtures } from '../support/fixtures';
import { runFixture } from '../support/run-fixture';

const LEAST_CASES = 150;

const executable = findFixtures().filter(({ entry }) => entry !== undefined);

for (const fixture of executable) {
  const entry = fixture.entry ?? '';

  // One after the other: the tracers and the context manager are global.
  test.serial(
    `${fixture.name}: the same traces with a real tracer, with the shim, and after the codemod`,
    async (t) => {
      const before = await runFixture(fixture.input, entry, fixture.legacy);
      t.true(before.traces.length > 0, 'an executable case that traces nothing proves nothing');
      t.deepEqual(differences(before, await runFixture(fixture.input, entry, 'shim')), [], 'with the shim');
      if (!fixture.negative) {
        // What a case leaves needs the shim; what is wholly migrated must run on the plain SDK.
        const output = fixture.output.map(({ text }) => text).join('\n');
        const whole =
          !output.includes('TODO(ot2otel') &&
          !/opentracing(?!\.ref_type)|jaeger-client/.test(output.replaceAll(/^\s*(\/\/|\*).*$/gm, ''));
        t.deepEqual(
          differences(before, await runFixture(fixture.output, entry, whole ? 'sdk' : 'shim')),
          [],
          'after the codemod',
        );
      }
    },
  );
}

test('there are as many executable cases as were promised', (t) => {
  t.true(executable.length >= LEAST_CASES, `${executable.length} cases`);
});
