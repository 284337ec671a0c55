import { type Notice, warn } from '../notices';
import { formatKeyValues } from './key-values';
import type { Environment, Setting, Settings } from './settings';

/** Where Lightstep's own launchers sent spans when nothing else was said. */
export const LIGHTSTEP_ENDPOINT = 'https://ingest.lightstep.com/traces/otlp/v0.9';

const TOKEN_LENGTHS: readonly number[] = [32, 84, 104];

/** Reads LS_ACCESS_TOKEN, LS_SERVICE_NAME and LS_SERVICE_VERSION as the standard variables they stand for. */
export function translateLightstepEnvironment(env: Environment): { settings: Settings; token: Setting | undefined } {
  const settings = new Map<string, Setting>();
  const name = env.LS_SERVICE_NAME?.trim();
  if (name) settings.set('OTEL_SERVICE_NAME', { value: name, from: 'LS_SERVICE_NAME' });
  const version = env.LS_SERVICE_VERSION?.trim();
  if (version) settings.set('OTEL_RESOURCE_ATTRIBUTES', versionAttribute(version));
  const endpoint = env.OTEL_EXPORTER_OTLP_SPAN_ENDPOINT?.trim();
  if (endpoint)
    settings.set('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', { value: endpoint, from: 'OTEL_EXPORTER_OTLP_SPAN_ENDPOINT' });
  const token = env.LS_ACCESS_TOKEN?.trim();
  return { settings, token: token ? { value: token, from: 'LS_ACCESS_TOKEN' } : undefined };
}

function versionAttribute(version: string): Setting {
  return { value: formatKeyValues({ 'service.version': version }), from: 'LS_SERVICE_VERSION' };
}

/** The header of the token, as a value of OTEL_EXPORTER_OTLP_HEADERS. */
export function tokenHeader(token: string): string {
  return formatKeyValues({ 'lightstep-access-token': token });
}

/** A token of a length that Lightstep never issued is a pasting error; it is sent all the same. */
export function checkToken({ value, from }: Setting): Notice[] {
  if (TOKEN_LENGTHS.includes(value.length)) return [];
  return [
    warn(
      `${from} has ${value.length} characters, a Lightstep token has 32, 84 or 104: copy it again from the project's settings`,
    ),
  ];
}
