import type { Log } from '../log';
import { warn } from '../notices';
import { loadPart, type Sdk } from '../sdk/find-sdk';
import type { SpanExporter } from '../sdk/sdk-types';
import type { TraceSdk } from '../sdk/trace-sdk';
import type { Configuration, ExporterName, Protocol } from '../settings/configuration';
import { readCertificates } from './certificates';
import { createUnrefAgent, unrefRetries } from './unref-export';

const PACKAGES: Readonly<Record<Protocol, string>> = {
  'http/protobuf': '@opentelemetry/exporter-trace-otlp-proto',
  'http/json': '@opentelemetry/exporter-trace-otlp-http',
  grpc: '@opentelemetry/exporter-trace-otlp-grpc',
};

export interface NamedExporter {
  readonly name: ExporterName;
  readonly exporter: SpanExporter;
  /** Of OTLP only: what it really speaks. */
  readonly protocol?: Protocol;
}

/** Makes the exporters that were asked for, of those that are installed. They read their other settings from the environment. */
export function createExporters(configuration: Configuration, sdk: Sdk, trace: TraceSdk, log: Log): NamedExporter[] {
  return configuration.exporters.flatMap((name): NamedExporter[] => {
    if (name === 'console') return [{ name, exporter: trace.consoleExporter() }];
    if (name === 'zipkin') return createZipkin(sdk, log);
    return createOtlp(configuration.protocol, sdk, log);
  });
}

function createOtlp(wanted: Protocol, sdk: Sdk, log: Log): NamedExporter[] {
  // An application that installed one exporter wants that one; http/json and http/protobuf go to the same address.
  const order: Protocol[] = wanted === 'grpc' ? ['grpc'] : [wanted, 'http/protobuf', 'http/json'];
  for (const protocol of order) {
    const loaded = loadPart(sdk, PACKAGES[protocol]);
    if (loaded !== undefined) return [{ name: 'otlp', protocol, exporter: constructOtlp(loaded, protocol) }];
  }
  log.notice(warn(`no OTLP exporter is installed, spans go nowhere: npm install ${PACKAGES[wanted]}`));
  return [];
}

function createZipkin(sdk: Sdk, log: Log): NamedExporter[] {
  const loaded = loadPart(sdk, '@opentelemetry/exporter-zipkin');
  if (loaded !== undefined) return [{ name: 'zipkin', exporter: construct(loaded, 'ZipkinExporter') }];
  log.notice(warn('OTEL_TRACES_EXPORTER=zipkin needs its package: npm install @opentelemetry/exporter-zipkin'));
  return [];
}

function constructOtlp(loaded: unknown, protocol: Protocol): SpanExporter {
  if (protocol === 'grpc') return construct(loaded, 'OTLPTraceExporter');
  const certificates = readCertificates(process.env);
  const httpAgentOptions = (scheme: string) => createUnrefAgent(scheme, certificates);
  const exporter = construct(loaded, 'OTLPTraceExporter', { httpAgentOptions });
  unrefRetries(exporter);
  return exporter;
}

function construct(loaded: unknown, name: string, options?: object): SpanExporter {
  // What the package of this name is known to export, on both lines.
  const Exporter = (loaded as Record<string, new (options?: object) => SpanExporter>)[name];
  if (Exporter === undefined) throw new Error(`the exporter's package exports no ${name}`);
  return new Exporter(options);
}
