import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Log } from '../log';
import { warn } from '../notices';
import type { Application } from './application';
import { loadPart, type Sdk } from './find-sdk';

const METAPACKAGE = '@opentelemetry/auto-instrumentations-node';
const PREFIX = '@opentelemetry/instrumentation-';

type Register = (options: { instrumentations: unknown[] }) => void;
type Instrumentation = new () => unknown;

/** Starts the instrumentations that are given, else those that the application has installed; tells how many. */
export function startInstrumentations(
  application: Application,
  sdk: Sdk,
  given: readonly unknown[] | undefined,
  log: Log,
): number {
  const instrumentations = [...(given ?? fromMetapackage(sdk, log) ?? fromPackages(application, sdk, log))].flat();
  if (instrumentations.length === 0) return 0;
  const loaded = loadPart(sdk, '@opentelemetry/instrumentation') as { registerInstrumentations: Register } | undefined;
  // One by one, for what one of them throws must not cost the others.
  for (const one of instrumentations)
    orLeftOut(nameOf(one), log, () => loaded?.registerInstrumentations({ instrumentations: [one] }));
  return instrumentations.length;
}

/** What a start gives. Where it throws, that is told, and the SDK, which runs already, goes on without. */
function orLeftOut<T>(name: string, log: Log, start: () => T): T | undefined {
  try {
    return start();
  } catch (error) {
    log.notice(warn(`${name} could not be started and is left out: ${String(error)}`));
    return undefined;
  }
}

function nameOf(instrumentation: unknown): string {
  const { instrumentationName } = Object(instrumentation) as { instrumentationName?: unknown };
  return typeof instrumentationName === 'string' ? instrumentationName : 'an instrumentation';
}

/** It reads OTEL_NODE_ENABLED_INSTRUMENTATIONS and OTEL_NODE_DISABLED_INSTRUMENTATIONS by itself. */
function fromMetapackage(sdk: Sdk, log: Log): unknown[] | undefined {
  return orLeftOut(METAPACKAGE, log, () => {
    const loaded = loadPart(sdk, METAPACKAGE) as { getNodeAutoInstrumentations(): unknown[] } | undefined;
    return loaded?.getNodeAutoInstrumentations();
  });
}

function fromPackages({ folders }: Application, sdk: Sdk, log: Log): unknown[] {
  const isWanted = wantedBy(process.env);
  const names = folders.flatMap(installedNames);
  return [...new Set(names)].filter(isWanted).flatMap((name) => construct(name, sdk, log));
}

/** The packages in each `node_modules` from the folder upwards, which is where Node would find them. */
function installedNames(folder: string): string[] {
  const parent = path.dirname(folder);
  const above = parent === folder ? [] : installedNames(parent);
  return [...listFolder(path.join(folder, 'node_modules/@opentelemetry')), ...above]
    .filter((name) => name.startsWith('instrumentation-'))
    .map((name) => name.slice('instrumentation-'.length));
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The names are those after `instrumentation-`, as in the metapackage; the specification has no such variable. */
function wantedBy(env: NodeJS.ProcessEnv): (name: string) => boolean {
  const enabled = listOf(env.OTEL_NODE_ENABLED_INSTRUMENTATIONS);
  const disabled = listOf(env.OTEL_NODE_DISABLED_INSTRUMENTATIONS);
  return (name) => (enabled.length === 0 || enabled.includes(name)) && !disabled.includes(name);
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function construct(name: string, sdk: Sdk, log: Log): unknown[] {
  const made = orLeftOut(PREFIX + name, log, () =>
    Object.entries(loadPart(sdk, PREFIX + name) ?? {}).flatMap(([key, value]) =>
      isInstrumentation(key, value) ? [new value()] : [],
    ),
  );
  return made ?? [];
}

function isInstrumentation(name: string, value: unknown): value is Instrumentation {
  return (
    name.endsWith('Instrumentation') && typeof value === 'function' && typeof value.prototype?.enable === 'function'
  );
}
