import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { App } from '../run-app/app';
import { type AppRun, runOnPlainSdk, runUnderJaeger, runUnderShim } from '../run-app/run-app';
import { ot2otel } from './cli';
import { compareRuns, drawTraces } from './compare';
import { shortenPatch, summarisePatch } from './patch';
import { indent, paint, say, step } from './terminal';

const LINES_PER_FILE = 24;

/** What goes on the journey. */
export interface Traveller {
  readonly app: App;
  /** Builds what runs from what was migrated, where the two are not the same. */
  readonly build?: { readonly command: string; run(): Promise<void> };
}

/** Takes an app from OpenTracing to OpenTelemetry, a step at a time. True if its traces and its output stayed the same. */
export async function takeJourney({ app, build }: Traveller): Promise<boolean> {
  const start = `node ${app.args.join(' ')}`;

  step(1, 'What is there, and what will need you?', `npx ot2otel audit .`);
  say(indent((await ot2otel(app.folder, ['audit', '.'])).stdout.trimEnd()));

  step(2, 'The original, under the real jaeger-client', start);
  const legacy = await runUnderJaeger(app);
  sayRun(legacy);
  say(`\n${indent(drawTraces(legacy))}`);

  step(
    3,
    'Not a line changed, under the shim, exporting OTLP',
    `node --import @ot2otel/shim/register ${app.args.join(' ')}`,
  );
  const shim = await runUnderShim(app);
  sayRun(shim);

  step(4, 'What the codemod would change', `npx ot2otel codemod . --dry-run`);
  await showPatch(app);

  step(
    5,
    'Migrated: the plain SDK, and no opentracing, jaeger-client or shim to be found',
    ['npx ot2otel codemod .', ...(build === undefined ? [] : [build.command]), start].join(' && '),
  );
  say(indent((await ot2otel(app.folder, ['codemod', '.', '--force'])).stdout.trimEnd()));
  await build?.run();
  const migrated = await runOnPlainSdk(app);
  sayRun(migrated);

  step(6, 'The three traces, compared');
  return compareRuns({ name: 'original', run: legacy }, [
    { name: 'with the shim', run: shim },
    { name: 'after the codemod', run: migrated },
  ]);
}

function sayRun({ stdout, spanCount, traces }: AppRun): void {
  say(indent(paint.dim(stdout.trimEnd())));
  say(indent(`\n${paint.bold(`${spanCount} spans`)} in ${traces.length} traces`));
}

async function showPatch(app: App): Promise<void> {
  const args = ['codemod', '.', '--dry-run', '--force'];
  const patch = (await ot2otel(app.folder, args, { NO_COLOR: '1' })).stdout;
  // Not in a temporary folder of the demo's own: it is there to be read afterwards.
  const file = path.join(tmpdir(), `ot2otel-demo-${app.name}.patch`);
  writeFileSync(file, patch);
  say(indent(shortenPatch(patch, LINES_PER_FILE)));
  say(indent(`\n${summarisePatch(patch)}; the whole patch: ${paint.name(file)}`));
}
