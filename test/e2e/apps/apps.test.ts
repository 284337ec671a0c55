// "Same traces": each legacy app under the real jaeger-client, unchanged under the shim, migrated on the plain SDK, and half-migrated under the shim.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { compareTraces, describeDifference } from '../../../codemods/src/traces';
import { appNames, copyOfApp } from '../../../scripts/run-app/app';
import { ot2otel } from '../../../scripts/run-app/cli';
import { sourcesIn, writeFiles } from '../../../scripts/run-app/migrated';
import { type AppRun, runOnPlainSdk, runUnderJaeger, runUnderShim } from '../../../scripts/run-app/run-app';

for (const name of appNames()) {
  let legacy: AppRun;
  let folderAfter: string;

  test.serial(`${name}: prints and traces the same each time it runs`, async (t) => {
    const app = copyOfApp(name);
    legacy = await runUnderJaeger(app);
    const again = await runUnderJaeger(app);
    t.true(legacy.spanCount >= 15, `${legacy.spanCount} spans`);
    t.is(again.stdout, legacy.stdout);
    t.is(legacy.stderr, '');
    t.deepEqual(compareTraces(legacy.traces, again.traces), []);
  });

  test.serial(`${name}: prints and traces the same with the shim, not a line changed`, async (t) => {
    const shim = await runUnderShim(copyOfApp(name));
    t.is(shim.stdout, legacy.stdout);
    t.deepEqual(compareTraces(legacy.traces, shim.traces).map(describeDifference), []);
  });

  test.serial(`${name}: prints and traces the same after the codemod, with OpenTracing gone`, async (t) => {
    const app = copyOfApp(name);
    folderAfter = app.folder;
    const { stdout } = await ot2otel(app.folder, ['codemod', '.', '--force']);
    const migrated = await runOnPlainSdk(app);
    t.is(migrated.stdout, legacy.stdout, stdout);
    t.deepEqual(compareTraces(legacy.traces, migrated.traces).map(describeDifference), []);
    t.notRegex(readFileSync(path.join(app.folder, 'package.json'), 'utf8'), /opentracing|jaeger-client/);
  });

  test.serial(`${name}: prints and traces the same with the shim while every other file has moved`, async (t) => {
    const app = copyOfApp(name);
    const before = new Set(sourcesIn(app.folder).map((file) => file.path));
    const moved = sourcesIn(folderAfter).filter((file, number) => number % 2 === 0 || !before.has(file.path));
    writeFiles(app.folder, moved);
    const mixed = await runUnderShim(app);
    t.is(mixed.stdout, legacy.stdout);
    t.deepEqual(compareTraces(legacy.traces, mixed.traces).map(describeDifference), []);
  });
}
