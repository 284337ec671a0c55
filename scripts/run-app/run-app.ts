import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { type CanonicalTrace, canonicalTraces, type RecordedSpan } from '../../codemods/src/traces';
import type { App } from './app';
import { startCollector } from './collector';
import { type Outcome, printed, runProgram } from './program';
import { tempFolder } from './temp-folders';
import { LEGACY_PACKAGES, ROOT } from './workspace';

/** What a run of an app shows to the outside. */
export interface AppRun {
  readonly traces: readonly CanonicalTrace[];
  readonly spanCount: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the app as it is, under the real jaeger-client, and records what its reporter receives. */
export async function runUnderJaeger(app: App): Promise<AppRun> {
  const file = path.join(tempFolder('record'), 'spans.jsonl');
  const recorder = path.join(ROOT, 'codemods/dist/src/cli/recorders/record-jaeger.js');
  const outcome = await run(app, [`--require=${recorder}`], { OT2OTEL_RECORD: file });
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  return resultOf(
    outcome,
    lines.map((line): RecordedSpan => JSON.parse(line)),
  );
}

/** Runs the app with the shim before it: its own sources may be legacy, migrated, or some of each. */
export async function runUnderShim(app: App): Promise<AppRun> {
  return runWithCollector(app, [`--${app.isModule ? 'import' : 'require'}=@ot2otel/shim/register`]);
}

/** Runs a migrated app on the plain SDK, where neither OpenTracing nor the shim can be found. */
export async function runOnPlainSdk(app: App): Promise<AppRun> {
  for (const name of LEGACY_PACKAGES)
    rmSync(path.join(app.folder, 'node_modules', name), { recursive: true, force: true });
  return runWithCollector(app, []);
}

async function runWithCollector(app: App, preloads: readonly string[]): Promise<AppRun> {
  const collector = await startCollector();
  try {
    const outcome = await run(app, preloads, {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
    });
    return resultOf(outcome, collector.spans);
  } finally {
    await collector.close();
  }
}

/** By NODE_OPTIONS, so that the preloads reach the processes that the app starts. */
async function run(app: App, preloads: readonly string[], env: Readonly<Record<string, string>>): Promise<Outcome> {
  const options = preloads.map((option) => JSON.stringify(option)).join(' ');
  const outcome = await runProgram(process.execPath, app.args, {
    cwd: app.folder,
    env: { ...env, NODE_OPTIONS: options },
  });
  if (outcome.code !== 0) throw new Error(`${app.name} ended with ${outcome.code}.\n${printed(outcome)}`);
  return outcome;
}

function resultOf({ stdout, stderr, from, to }: Outcome, spans: readonly RecordedSpan[]): AppRun {
  return { traces: canonicalTraces(spans, { from, to }), spanCount: spans.length, stdout, stderr };
}
