import { type ContextManager, context, propagation, type Sampler, trace } from '@opentelemetry/api';
import { hybridTracerProvider } from '../hybrid';
import { debugSampler } from '../propagation/debug-sampler';
import type { FleetFormat } from '../propagation/fleet';
import type { Configuration } from './configuration';
import { createResource } from './create-resource';
import { createRootSampler, createSampler } from './create-sampler';
import { DebugExporter } from './debug-exporter';
import { createExporters } from './exporters';
import { loadPart, type Sdk } from './find-sdk';
import { LatePropagator } from './late-propagator';
import { LateSampler } from './late-sampler';
import type { Notice } from './notices';
import { warn } from './notices';
import { createPipeline, spanLimitsFrom } from './pipeline';
import type { Running } from './running';
import { createSendAtExit } from './send-at-exit';
import { loadTraceSdk, type StartedProvider, type TraceSdk } from './trace-sdk';
import { withEnvironment } from './with-environment';

export interface Started {
  readonly running: Running;
  readonly notices: readonly Notice[];
}

/** Makes a tracer provider of the application's own SDK, as configured, and registers it as OpenTelemetry's global one. */
export function startSdk(configuration: Configuration, sdk: Sdk, isDebug: boolean): Started {
  return withEnvironment(configuration.environment, () => {
    const notices: Notice[] = [];
    const traceSdk = loadTraceSdk(sdk);
    const { resource, from } = createResource(configuration, sdk, process.env);
    const pipeline = createPipeline(createExporters(configuration, sdk, traceSdk, notices), traceSdk, process.env);
    const lateSampler = new LateSampler(rootSampler(configuration, traceSdk));
    const provider = traceSdk.provider({
      resource,
      sampler: debugSampler(wholeSampler(configuration, traceSdk, lateSampler)),
      spanProcessors: [...pipeline.processors, ...(isDebug ? [traceSdk.simple(new DebugExporter())] : [])],
      spanLimits: spanLimitsFrom(process.env),
    });
    const send = createSendAtExit(configuration, sdk, process.env);
    const propagators = registerGlobals(provider, configuration, sdk, notices);
    const flushNow = (): void => {
      resource.settle();
      send(pipeline.drain());
    };
    const chooseSampler = (setting: NonNullable<Configuration['sampler']>): void =>
      lateSampler.use(createRootSampler(setting, traceSdk));
    const complete = (attributes: Readonly<Record<string, unknown>>): void => resource.complete(from(attributes));
    const rename = (name: string): void => resource.replace(from({ 'service.name': name }));
    const running = { provider, configuration, ...propagators, flushNow, chooseSampler, complete, rename };
    return { running, notices };
  });
}

function rootSampler({ sampler }: Configuration, sdk: TraceSdk): Sampler {
  return createRootSampler(sampler ?? { name: 'parentbased_always_on' }, sdk);
}

function wholeSampler({ sampler }: Configuration, sdk: TraceSdk, root: Sampler): Sampler {
  return sampler === undefined ? sdk.parentBased({ root }) : createSampler(sampler, sdk);
}

function registerGlobals(provider: StartedProvider, { propagators }: Configuration, sdk: Sdk, notices: Notice[]) {
  // Only names that resolveConfiguration knows, and propagators, are in the list.
  const formats = propagators as readonly FleetFormat[];
  const http = new LatePropagator(formats, 'http');
  trace.setGlobalTracerProvider(hybridTracerProvider(provider));
  propagation.setGlobalPropagator(http);
  const manager = createContextManager(sdk);
  if (manager === undefined)
    notices.push(warn('spans cannot be active without their package: npm install @opentelemetry/context-async-hooks'));
  else context.setGlobalContextManager(manager.enable());
  return { http, textMap: new LatePropagator(formats, 'text-map') };
}

function createContextManager(sdk: Sdk): ContextManager | undefined {
  const loaded = loadPart(sdk, '@opentelemetry/context-async-hooks');
  // What the package of this name exports on both lines.
  const exports = loaded as { AsyncLocalStorageContextManager: new () => ContextManager } | undefined;
  return exports && new exports.AsyncLocalStorageContextManager();
}
