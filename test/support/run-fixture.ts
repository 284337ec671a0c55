// Runs one side of an executable case in this process and keeps its spans: under a real OpenTracing tracer, under the shim, or on
// the plain SDK. What the program returns is compared as well: a migration must not change what a program does.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { context, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import * as jaeger from 'jaeger-client';
import * as opentracing from 'opentracing';
import type { InputFile } from '../../codemods/src/migrate';
import {
  type CanonicalTrace,
  canonicalTraces,
  type RecordedSpan,
  recordJaeger,
  recordSdk,
} from '../../codemods/src/traces';
import { createTracerShim, hybridPropagator, hybridTracerProvider } from '../../shim/src/index';
import { recordingProvider } from './sdk';

/** `jaeger`: the real OpenTracing tracer; `shim`: OpenTracing over OpenTelemetry; `sdk`: OpenTelemetry with no shim in sight. */
export type Stage = 'jaeger' | 'shim' | 'sdk';

export interface Run {
  readonly traces: readonly CanonicalTrace[];
  /** What `main` gave back, or the error it threw, as JSON. */
  readonly returned: string;
}

interface Recorder {
  spans(): Promise<RecordedSpan[]>;
  stop(): void;
}

/** OpenTracing's real client, with its in-memory reporter. */
function startJaeger(): Recorder {
  // The published types leave these three classes out.
  const client = jaeger as unknown as {
    InMemoryReporter: new () => { spans: Parameters<typeof recordJaeger>[0][] };
    ConstSampler: new (decision: boolean) => unknown;
    Tracer: new (service: string, reporter: unknown, sampler: unknown) => opentracing.Tracer & { close(): void };
  };
  const reporter = new client.InMemoryReporter();
  const tracer = new client.Tracer('fixture', reporter, new client.ConstSampler(true));
  opentracing.initGlobalTracer(tracer);
  return {
    spans: async () => reporter.spans.map((span) => recordJaeger(span)),
    stop: () => tracer.close(),
  };
}

function startSdk(withShim: boolean): Recorder {
  const { provider, finished } = recordingProvider();
  const w3c = new CompositePropagator({
    propagators: [new W3CTraceContextPropagator(), new W3CBaggagePropagator()],
  });
  const contextManager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(contextManager);
  trace.setGlobalTracerProvider(withShim ? hybridTracerProvider(provider) : provider);
  propagation.setGlobalPropagator(withShim ? hybridPropagator(w3c) : w3c);
  opentracing.initGlobalTracer(withShim ? createTracerShim(provider) : new opentracing.Tracer());
  return {
    spans: async () => (await finished()).map((span) => ({ ...recordSdk(span), service: 'fixture' })),
    stop() {
      for (const api of [context, trace, propagation]) api.disable();
    },
  };
}

/** Written below the repository, so that the programs find its node_modules. */
function layOut(files: readonly InputFile[]): string {
  const root = path.resolve(__dirname, '../../.cache/fixtures');
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(path.join(root, 'run-'));
  writeFileSync(path.join(folder, 'package.json'), '{"name":"fixture","version":"1.0.0"}');
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file.path)), { recursive: true });
    writeFileSync(path.join(folder, file.path), file.text);
  }
  return folder;
}

async function callMain(file: string): Promise<string> {
  try {
    const module: { main(): unknown } = require(file);
    return JSON.stringify({ value: await module.main() });
  } catch (error) {
    return JSON.stringify({ threw: String(error) });
  }
}

/** Lets timers and listeners that `main` did not wait for end their spans. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

/** Runs `main` of the entry file and reads what it traced. */
export async function runFixture(files: readonly InputFile[], entry: string, stage: Stage): Promise<Run> {
  const folder = layOut(files);
  const from = Date.now();
  const recorder = stage === 'jaeger' ? startJaeger() : startSdk(stage === 'shim');
  try {
    const returned = await callMain(path.join(folder, entry));
    await settle();
    const traces = canonicalTraces(await recorder.spans(), { from, to: Date.now() });
    return { traces, returned };
  } finally {
    recorder.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
