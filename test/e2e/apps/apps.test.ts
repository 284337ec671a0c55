import test from 'ava';
import { compareTraces, describeDifference } from '../../../codemods/src/traces';
import { appNames, copyOfApp } from '../../../scripts/run-app/app';
import { runUnderJaeger, runUnderShim } from '../../../scripts/run-app/run-app';
import { removeTempFolders } from '../../../scripts/run-app/temp-folders';

test.after.always(removeTempFolders);

for (const name of appNames()) {
  test.serial(`${name}: prints and traces the same each time it runs`, async (t) => {
    const app = copyOfApp(name);
    const [first, second] = [await runUnderJaeger(app), await runUnderJaeger(app)];
    t.true(first.spanCount >= 15, `${first.spanCount} spans`);
    t.is(second.stdout, first.stdout);
    t.is(first.stderr, '');
    t.deepEqual(compareTraces(first.traces, second.traces), []);
  });

  test.serial(`${name}: prints and traces the same with the shim, not a line changed`, async (t) => {
    const app = copyOfApp(name);
    const [legacy, shim] = [await runUnderJaeger(app), await runUnderShim(app)];
    t.is(shim.stdout, legacy.stdout);
    t.deepEqual(compareTraces(legacy.traces, shim.traces).map(describeDifference), []);
  });
}
