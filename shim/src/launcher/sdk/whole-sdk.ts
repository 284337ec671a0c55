import type { Configuration } from '../settings/configuration';
import { loadPart, type Sdk } from './find-sdk';
import type { Resource } from './sdk-types';
import { withEnvironment } from './with-environment';

interface Stoppable {
  shutdown(): Promise<void>;
}

/** What @opentelemetry/sdk-node exports; `startNodeSdk` is the name on line 3. */
interface SdkNode {
  readonly NodeSDK: new (options: Readonly<Record<string, unknown>>) => Stoppable & { start(): void };
  readonly startNodeSDK?: (options: Readonly<Record<string, unknown>>) => Stoppable;
  readonly startNodeSdk?: (options: Readonly<Record<string, unknown>>) => Stoppable;
}

/** Starts metrics and logs, which only the whole SDK knows how to; undefined when nobody asked, or it is not installed. */
export function startOtherSignals(configuration: Configuration, sdk: Sdk, resource: Resource): Stoppable | undefined {
  if (!configuration.otherSignals) return undefined;
  const loaded = loadPart(sdk, '@opentelemetry/sdk-node') as SdkNode | undefined;
  // null: the context manager and the propagator are registered already. No processors: neither is a tracer provider.
  const options = {
    resource,
    autoDetectResources: false,
    spanProcessors: [],
    contextManager: null,
    textMapPropagator: null,
  };
  return withEnvironment(onlyWhatWasAsked(process.env), () => {
    const started = loaded && new loaded.NodeSDK(options);
    started?.start();
    return started;
  });
}

/** The SDK would send what was not mentioned, and take over the log. */
function onlyWhatWasAsked(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return {
    OTEL_METRICS_EXPORTER: env.OTEL_METRICS_EXPORTER || 'none',
    OTEL_LOGS_EXPORTER: env.OTEL_LOGS_EXPORTER || 'none',
    OTEL_LOG_LEVEL: undefined,
  };
}

/** Starts the SDK from the file in OTEL_CONFIG_FILE, which takes the place of the variables; undefined when it cannot. */
export function startFromFile(sdk: Sdk): Stoppable | undefined {
  const loaded = loadPart(sdk, '@opentelemetry/sdk-node') as SdkNode | undefined;
  return (loaded?.startNodeSdk ?? loaded?.startNodeSDK)?.({});
}
