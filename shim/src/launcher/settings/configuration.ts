import type { TextMapPropagator } from '@opentelemetry/api';
import type { ResourceValue } from './options';
import type { Setting } from './settings';

export const LOG_LEVELS = ['none', 'error', 'warn', 'info', 'debug', 'verbose', 'all'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const PROTOCOLS = ['http/protobuf', 'http/json', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

export const EXPORTERS = ['otlp', 'console', 'zipkin'] as const;
export type ExporterName = (typeof EXPORTERS)[number];

/** One name more than OTEL_TRACES_SAMPLER has: what a `ratelimiting` sampler of jaeger-client becomes. */
export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
  'parentbased_ratelimiting',
] as const;
export type SamplerName = (typeof SAMPLERS)[number];

export interface SamplerSetting {
  readonly name: SamplerName;
  /** A ratio, or traces a second. */
  readonly argument?: number;
}

/** Everything that was decided before anything is started. */
export interface Configuration {
  readonly disabled: boolean;
  readonly logLevel: LogLevel;
  readonly serviceName: Setting | undefined;
  readonly resourceAttributes: Readonly<Record<string, ResourceValue>>;
  readonly propagators: readonly (string | TextMapPropagator)[];
  /** Whether the user chose the propagators: then nothing that is found later adds to them. */
  readonly propagatorsGiven: boolean;
  /** undefined: nobody said; a legacy tracer's own setting may still come. */
  readonly sampler: SamplerSetting | undefined;
  readonly exporters: readonly ExporterName[];
  readonly protocol: Protocol;
  /** The whole URL that OTLP goes to. */
  readonly endpoint: string;
  /** Metrics and logs are sent only when somebody asked: OpenTracing had neither. */
  readonly otherSignals: boolean;
  /** Variables to add to or take from the environment while the SDK reads it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}
