import type { LatePropagator } from './sdk/late-propagator';
import type { StartedProvider } from './sdk/trace-sdk';
import type { Configuration, SamplerSetting } from './settings/configuration';

/** A started SDK, and what a legacy application may still say about it. */
export interface Running {
  readonly provider: StartedProvider;
  readonly configuration: Configuration;
  /** For HTTP headers, which is also the global propagator. */
  readonly http: LatePropagator;
  /** For messages, whose baggage jaeger-client does not percent-encode. */
  readonly textMap: LatePropagator;
  /** The sampler for new traces, where the environment named none. */
  chooseSampler(setting: SamplerSetting): void;
  /** Resource attributes that were not known before. */
  complete(attributes: Readonly<Record<string, unknown>>): void;
  /** The service's name, where the environment gave none. */
  rename(serviceName: string): void;
}
