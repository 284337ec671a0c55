import { type Notice, warn } from '../notices';
import type { Protocol } from './configuration';
import type { Setting, Settings } from './settings';

const GENERAL = 'OTEL_EXPORTER_OTLP_ENDPOINT';
const TRACES = 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT';

export interface Endpoint {
  readonly url: string;
  /** Variables to take away from the SDK, which would stumble over them. */
  readonly corrections: Readonly<Record<string, undefined>>;
}

/** Where OTLP goes, as the specification reads the two variables (protocol/exporter.md): the general one gets a path for HTTP. */
export function resolveEndpoint(settings: Settings, protocol: Protocol, notices: Notice[]): Endpoint {
  const corrections: Record<string, undefined> = {};
  for (const name of [TRACES, GENERAL]) {
    const setting = settings.get(name);
    if (setting === undefined) continue;
    if (isUrl(setting.value, protocol)) return { url: withPath(name, setting.value, protocol), corrections };
    corrections[name] = undefined;
    notices.push(complaint(setting, protocol));
  }
  return { url: defaultEndpoint(protocol), corrections };
}

function defaultEndpoint(protocol: Protocol): string {
  return protocol === 'grpc' ? 'http://localhost:4317' : 'http://localhost:4318/v1/traces';
}

function complaint({ value, from }: Setting, protocol: Protocol): Notice {
  return warn(
    `${from}=${value} is not an http(s) URL, using ${defaultEndpoint(protocol)}: write it like http://collector:4318`,
  );
}

/** gRPC also takes `host:port`. */
function isUrl(value: string, protocol: Protocol): boolean {
  if (protocol === 'grpc' && /^[\w.-]+:\d+$/.test(value)) return true;
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol);
  } catch {
    return false;
  }
}

function withPath(name: string, value: string, protocol: Protocol): string {
  if (name === TRACES || protocol === 'grpc') return value;
  return `${value.replace(/\/$/, '')}/v1/traces`;
}
