import { type ContextManager, context, propagation, type Sampler, trace } from '@opentelemetry/api';
import { hybridPropagator, hybridTracerProvider } from '../border/hybrid';
import { debugSampler } from '../propagation/debug-sampler';
import type { FleetFormat } from '../propagation/fleet';
import { DebugExporter } from './export/debug-exporter';
import { createExporters, type NamedExporter } from './export/exporters';
import { flushOnExit, waitBeforeExit } from './export/flush-on-exit';
import { createPipeline, type Pipeline, spanLimitsFrom } from './export/pipeline';
import { isReachable } from './export/reachable';
import { createSendAtExit, findSender } from './export/send-at-exit';
import type { Log } from './log';
import { warn } from './notices';
import type { Running } from './running';
import { createResource } from './sdk/create-resource';
import { createRootSampler, createSampler } from './sdk/create-sampler';
import { loadPart, type Sdk } from './sdk/find-sdk';
import { LatePropagator } from './sdk/late-propagator';
import { LateSampler } from './sdk/late-sampler';
import { loadTraceSdk, type StartedProvider, type TraceSdk } from './sdk/trace-sdk';
import { startOtherSignals } from './sdk/whole-sdk';
import { withEnvironment } from './sdk/with-environment';
import type { Configuration } from './settings/configuration';

const CONNECT_MILLIS = 1000;

/** Makes a tracer provider of the application's own SDK, as configured, and registers it as OpenTelemetry's global one. */
export function startSdk(configuration: Configuration, sdk: Sdk, log: Log, onFirstExport: () => void): Running {
  return withEnvironment(configuration.environment, () => {
    const traceSdk = loadTraceSdk(sdk);
    const { resource, from } = createResource(configuration, sdk, process.env);
    const pipeline = makePipeline(configuration, sdk, traceSdk, log, onFirstExport);
    const sampler = new LateSampler(createRootSampler(configuration.sampler ?? ALL, traceSdk));
    const provider = traceSdk.provider({
      resource,
      sampler: debugSampler(wholeSampler(configuration, traceSdk, sampler)),
      spanProcessors: pipeline.processors,
      spanLimits: spanLimitsFrom(process.env),
    });
    const propagators = registerGlobals(provider, configuration, sdk, log);
    const sender = findSender();
    if (sender === undefined && configuration.exporters.includes('otlp')) log.notice(warn(BUNDLED));
    const send = sender === undefined ? undefined : createSendAtExit(sender, configuration, sdk, process.env);
    flushOnExit(() => {
      resource.settle();
      const left = pipeline.drain();
      send?.(left);
    });
    const others = startOtherSignals(configuration, sdk, resource);
    const isLeft = sender === undefined || configuration.exporters.includes('zipkin');
    waitBeforeExit(() => Promise.all([pipeline.settled(), isLeft && provider.forceFlush(), others?.shutdown()]));
    return {
      provider,
      configuration,
      ...propagators,
      chooseSampler: (setting) => sampler.use(createRootSampler(setting, traceSdk)),
      complete: (attributes) => resource.complete(from(attributes)),
      rename: (name) => resource.replace(from({ 'service.name': name })),
    };
  });
}

const BUNDLED =
  'the package is in a bundle: spans are lost that end right before process.exit() or a signal; mark @ot2otel/shim as external';

const ALL = { name: 'parentbased_always_on' } as const;

function makePipeline(
  configuration: Configuration,
  sdk: Sdk,
  traceSdk: TraceSdk,
  log: Log,
  onFirstExport: () => void,
): Pipeline {
  const patience = { isReachable: () => isReachable(configuration.endpoint, CONNECT_MILLIS), onFirstExport };
  const exporters = createExporters(configuration, sdk, traceSdk, log);
  const shown: NamedExporter[] = log.isDebug ? [{ name: 'console', exporter: new DebugExporter() }] : [];
  return createPipeline([...exporters, ...shown], traceSdk, process.env, patience);
}

function wholeSampler({ sampler }: Configuration, sdk: TraceSdk, root: Sampler): Sampler {
  return sampler === undefined ? sdk.parentBased({ root }) : createSampler(sampler, sdk);
}

function registerGlobals(provider: StartedProvider, { propagators }: Configuration, sdk: Sdk, log: Log) {
  // Only names that resolveConfiguration knows, and propagators, are in the list.
  const formats = propagators as readonly FleetFormat[];
  const textMap = new LatePropagator(formats, 'text-map');
  const http = new LatePropagator(formats, 'http', textMap);
  trace.setGlobalTracerProvider(hybridTracerProvider(provider));
  propagation.setGlobalPropagator(hybridPropagator(http));
  const manager = createContextManager(sdk);
  if (manager === undefined)
    log.notice(warn('spans cannot be active without their package: npm install @opentelemetry/context-async-hooks'));
  else context.setGlobalContextManager(manager.enable());
  return { http, textMap };
}

function createContextManager(sdk: Sdk): ContextManager | undefined {
  const loaded = loadPart(sdk, '@opentelemetry/context-async-hooks');
  // What the package of this name exports on both lines.
  const exports = loaded as { AsyncLocalStorageContextManager: new () => ContextManager } | undefined;
  return exports && new exports.AsyncLocalStorageContextManager();
}
