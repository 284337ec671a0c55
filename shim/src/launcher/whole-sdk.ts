import type { Configuration } from './configuration';
import { loadPart, type Sdk } from './find-sdk';
import type { Resource } from './sdk-types';

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
  const started = loaded && new loaded.NodeSDK(options);
  started?.start();
  return started;
}

/** Starts the SDK from the file in OTEL_CONFIG_FILE, which takes the place of the variables; undefined when it cannot. */
export function startFromFile(sdk: Sdk): Stoppable | undefined {
  const loaded = loadPart(sdk, '@opentelemetry/sdk-node') as SdkNode | undefined;
  return (loaded?.startNodeSdk ?? loaded?.startNodeSDK)?.({});
}
