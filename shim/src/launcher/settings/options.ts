import type { TextMapPropagator } from '@opentelemetry/api';

/** A value that a resource attribute can hold. */
export type ResourceValue = string | number | boolean;

/**
 * What `configureOpenTelemetry` takes. Everything is optional: code wins over the environment, the environment over the default.
 * The names are those of Lightstep's launchers, so that a call copied from one of them works.
 */
export interface LauncherOptions {
  /** Sent as the header `lightstep-access-token`; environment: LS_ACCESS_TOKEN. */
  accessToken?: string;
  /** Environment: OTEL_SERVICE_NAME, LS_SERVICE_NAME, JAEGER_SERVICE_NAME. */
  serviceName?: string;
  /** Environment: LS_SERVICE_VERSION, or `service.version` in OTEL_RESOURCE_ATTRIBUTES. */
  serviceVersion?: string;
  /** Environment: OTEL_RESOURCE_ATTRIBUTES. */
  resourceAttributes?: Readonly<Record<string, ResourceValue>>;
  /** Names (`tracecontext`, `b3`, `jaeger`, ...) or propagators; environment: OTEL_PROPAGATORS. */
  propagators?: string | readonly (string | TextMapPropagator)[];
  /** Where spans go, the whole URL; environment: OTEL_EXPORTER_OTLP_TRACES_ENDPOINT. */
  spanEndpoint?: string;
  /** `none`, `error`, `warn`, `info`, `debug`, `verbose` or `all`; environment: OTEL_LOG_LEVEL. */
  logLevel?: string;
  /** A name that OTEL_TRACES_SAMPLER knows. */
  sampler?: string;
  /** What OTEL_TRACES_SAMPLER_ARG would say. */
  samplerArgument?: number;
  /** Instances, instead of those that are found installed. */
  instrumentations?: readonly unknown[];
}
