// The suite that the package `opentracing` ships for implementations, under ava.
import test from 'ava';
import type * as opentracing from 'opentracing';
// Ships without a place in the package's index.
import apiCompatibilityChecks from 'opentracing/lib/test/api_compatibility';
import { hybridTracerProvider } from '../../shim/src/index';
import { recordingProvider } from '../support/sdk';
import { shimmed, useGlobals } from './support/world';

useGlobals();

interface Check {
  title: string;
  run(): void;
}

/** Collects what the suite declares by the mocha globals it asks for; each check runs after all hooks around it. */
function collect(declare: () => void): Check[] {
  const checks: Check[] = [];
  const titles: string[] = [];
  const hooks: (() => void)[] = [];
  const describe = (title: string, body: () => void) => {
    const hooksOutside = hooks.length;
    titles.push(title);
    body();
    titles.pop();
    hooks.length = hooksOutside;
  };
  const it = (title: string, body: () => void) => {
    const around = [...hooks];
    const run = () => {
      for (const hook of around) hook();
      body();
    };
    checks.push({ title: [...titles, title].join(' › '), run });
  };
  Object.assign(globalThis, { describe, it, beforeEach: (hook: () => void) => hooks.push(hook) });
  declare();
  return checks;
}

const IMPLEMENTATIONS: Record<string, () => opentracing.Tracer> = {
  defaults: () => shimmed().tracer,
  strict: () => shimmed('strict').tracer,
  // The hybrid tracer's class is not public: it is an OpenTelemetry tracer that is an OpenTracing tracer too.
  'a native tracer of the hybrid provider': () =>
    hybridTracerProvider(recordingProvider().provider).getTracer('native') as unknown as opentracing.Tracer,
};

for (const [name, createTracer] of Object.entries(IMPLEMENTATIONS)) {
  const checks = collect(() =>
    apiCompatibilityChecks(createTracer, { skipBaggageChecks: false, skipInjectExtractChecks: false }),
  );
  test(`the suite has nine checks (${name})`, (t) => t.is(checks.length, 9));
  for (const { title, run } of checks) test(`${title} (${name})`, (t) => t.notThrows(run));
}
