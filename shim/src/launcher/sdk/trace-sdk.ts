import type { Sampler, TracerProvider } from '@opentelemetry/api';
import { loadPart, type Sdk } from './find-sdk';
import type { Resource, SpanExporter, SpanProcessor } from './sdk-types';

export interface StartedProvider extends TracerProvider {
  forceFlush(): Promise<void>;
  shutdown(): Promise<void>;
}

export interface ProviderOptions {
  readonly resource: Resource;
  readonly sampler: Sampler;
  readonly spanProcessors: readonly SpanProcessor[];
  readonly spanLimits?: Readonly<Record<string, number>>;
}

export interface SamplerOptions {
  readonly root: Sampler;
}

/** The trace SDK's classes, with the constructors of line 3; line 2's own differ in the processor only. */
export interface TraceSdk {
  provider(options: ProviderOptions): StartedProvider;
  batch(exporter: SpanExporter, options: Readonly<Record<string, number>>): SpanProcessor;
  consoleExporter(): SpanExporter;
  parentBased(options: SamplerOptions): Sampler;
  ratio(ratio: number): Sampler;
  alwaysOn(): Sampler;
  alwaysOff(): Sampler;
}

type Class<T> = new (...parameters: unknown[]) => T;

/** What both lines export; `TracerProvider` is the name since 2.12's `sdk-trace`, `BasicTracerProvider` that of `sdk-trace-base`. */
interface Exports {
  readonly TracerProvider?: Class<StartedProvider>;
  readonly BasicTracerProvider?: Class<StartedProvider>;
  readonly BatchSpanProcessor: Class<SpanProcessor>;
  readonly ConsoleSpanExporter: Class<SpanExporter>;
  readonly ParentBasedSampler: Class<Sampler>;
  readonly TraceIdRatioBasedSampler: Class<Sampler>;
  readonly AlwaysOnSampler: Class<Sampler>;
  readonly AlwaysOffSampler: Class<Sampler>;
}

/** Loads the trace part of the SDK: the newest form of it that the SDK's own folder has. */
export function loadTraceSdk(sdk: Sdk): TraceSdk {
  const exports = loadExports(sdk);
  const Provider = exports.TracerProvider ?? exports.BasicTracerProvider;
  if (Provider === undefined) throw new Error(`${sdk.name} ${sdk.version} exports no tracer provider`);
  // Line 3 (and sdk-trace of line 2) takes one object, the older packages take the exporter first.
  const isNew = exports.TracerProvider !== undefined;
  return {
    provider: (options) => new Provider(options),
    batch: (exporter, options) =>
      isNew
        ? new exports.BatchSpanProcessor({ exporter, ...options })
        : new exports.BatchSpanProcessor(exporter, options),
    consoleExporter: () => new exports.ConsoleSpanExporter(),
    parentBased: (options) => new exports.ParentBasedSampler(options),
    ratio: (ratio) => new exports.TraceIdRatioBasedSampler(ratio),
    alwaysOn: () => new exports.AlwaysOnSampler(),
    alwaysOff: () => new exports.AlwaysOffSampler(),
  };
}

/** sdk-node is a shell around the trace SDK, and loading all of it takes five times as long. */
function loadExports(sdk: Sdk): Exports {
  const names = sdk.name === '@opentelemetry/sdk-node' ? PARTS_OF_SDK_NODE : [sdk.name];
  for (const name of names) {
    const loaded = loadPart(sdk, name);
    if (loaded !== undefined) return loaded as Exports; // what a package of this name exports
  }
  throw new Error(`${sdk.name} ${sdk.version} lacks its trace SDK`);
}

const PARTS_OF_SDK_NODE = ['@opentelemetry/sdk-trace', '@opentelemetry/sdk-trace-base'] as const;
