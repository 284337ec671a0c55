import { ProxyTracerProvider, type TracerProvider, trace } from '@opentelemetry/api';
import { hybridTracerProvider } from '../border/hybrid';
import type { FleetFormat } from '../propagation/fleet';
import type { Running } from './running';
import { LatePropagator } from './sdk/late-propagator';
import type { StartedProvider } from './sdk/trace-sdk';
import type { Configuration } from './settings/configuration';

/** Whether somebody else, a vendor's distribution for example, has registered a provider before us. */
export function hasProvider(): boolean {
  const global = trace.getTracerProvider();
  return !(global instanceof ProxyTracerProvider) || global.getDelegateTracer('ot2otel') !== undefined;
}

/**
 * Adds the shim to an SDK that somebody else starts, or has started. That one keeps its settings: what is asked of a joined SDK
 * goes nowhere. Headers that legacy code reads and writes are those of its fleet all the same.
 */
export function joinSdk(configuration: Configuration): Running {
  makeHybrid();
  // Only names that resolveConfiguration knows, and propagators, are in the list.
  const formats = configuration.propagators as readonly FleetFormat[];
  const ignore = (): void => undefined;
  return {
    provider: globalProvider(),
    configuration,
    http: new LatePropagator(formats, 'http'),
    textMap: new LatePropagator(formats, 'text-map'),
    chooseSampler: ignore,
    complete: ignore,
    rename: ignore,
  };
}

/** Spans of the other's SDK answer OpenTracing too, also when it is registered after this. */
function makeHybrid(): void {
  const proxy = trace.getTracerProvider();
  if (!(proxy instanceof ProxyTracerProvider)) return;
  const setDelegate = proxy.setDelegate.bind(proxy);
  if (hasProvider()) setDelegate(hybridTracerProvider(proxy.getDelegate()));
  proxy.setDelegate = (provider: TracerProvider): void => setDelegate(hybridTracerProvider(provider));
}

/** The API has no flush; an SDK's provider has. */
function globalProvider(): StartedProvider {
  const find = (): Partial<StartedProvider> => {
    const global = trace.getTracerProvider();
    return global instanceof ProxyTracerProvider ? global.getDelegate() : global;
  };
  return {
    getTracer: (...parameters) => trace.getTracerProvider().getTracer(...parameters),
    forceFlush: async () => find().forceFlush?.(),
    shutdown: async () => find().shutdown?.(),
  };
}
