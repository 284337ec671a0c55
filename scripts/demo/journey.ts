import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from '../run-app/app';
import { ot2otel } from '../run-app/cli';
import { type AppRun, runOnPlainSdk, runUnderJaeger, runUnderShim } from '../run-app/run-app';
import { compareRuns, drawTraces } from './compare';
import { shortenPatch, summarisePatch } from './patch';
import { colourEnvironment, indent, paint, say, step } from './terminal';

const LINES_PER_FILE = 24;

/** What goes on the journey. */
export interface Traveller {
  readonly app: App;
  /** Builds what runs from what was migrated, where the two are not the same. */
  readonly build?: { readonly command: string; run(): Promise<void> };
}

/** Takes an app from OpenTracing to OpenTelemetry, a step at a time. True if its traces and its output stayed the same. */
export async function takeJourney({ app, build }: Traveller): Promise<boolean> {
  const start = app.args.join(' ');

  step(1, 'What is there, and what will need you?', 'npx ot2otel audit .');
  say(indent((await ot2otel(app.folder, ['audit', '.'], colourEnvironment())).stdout.trimEnd()));

  step(2, 'The original, under the real jaeger-client', `node ${start}`);
  const legacy = sayRun(await runUnderJaeger(app));
  say(`\n${indent(drawTraces(legacy))}`);

  step(3, 'Not a line changed, under the shim, exporting OTLP', `node --import @ot2otel/shim/register ${start}`);
  const shim = sayRun(await runUnderShim(app));

  step(4, 'What the codemod would change', 'npx ot2otel codemod . --dry-run');
  await showPatch(app);

  const commands = ['npx ot2otel codemod .', ...(build === undefined ? [] : [build.command]), `node ${start}`];
  step(5, 'Migrated, on the plain SDK: no opentracing, jaeger-client or shim to be found', commands.join(' && '));
  say(indent((await ot2otel(app.folder, ['codemod', '.', '--force'], colourEnvironment())).stdout.trimEnd()));
  await build?.run();
  const migrated = sayRun(await runOnPlainSdk(app));

  step(6, 'The three traces, compared');
  const later = [
    { name: 'with the shim', run: shim },
    { name: 'after the codemod', run: migrated },
  ];
  return compareRuns({ name: 'original', run: legacy }, later);
}

function sayRun(run: AppRun): AppRun {
  say(indent(paint.dim(run.stdout.trimEnd())));
  say(indent(`\n${paint.bold(`${run.spanCount} spans`)} in ${run.traces.length} traces`));
  return run;
}

async function showPatch(app: App): Promise<void> {
  const patch = (await ot2otel(app.folder, ['codemod', '.', '--dry-run', '--force'])).stdout;
  // Not in a temporary folder of the demo's own: it is there to be read afterwards.
  const file = path.join(tmpdir(), `ot2otel-demo-${app.name}.patch`);
  writeFileSync(file, patch);
  say(indent(shortenPatch(patch, LINES_PER_FILE)));
  say(indent(`\n${summarisePatch(patch)}; the whole patch: ${paint.name(file)}`));
}
