import type { TextMapPropagator } from '@opentelemetry/api';
import { type Notice, warn } from '../notices';
import {
  type Configuration,
  EXPORTERS,
  type ExporterName,
  LOG_LEVELS,
  type LogLevel,
  PROTOCOLS,
  type Protocol,
} from './configuration';
import { hasJaegerEnvironment, translateJaegerEnvironment } from './jaeger-environment';
import { findBadEntries, parseKeyValues } from './key-values';
import { checkToken, LIGHTSTEP_ENDPOINT, tokenHeader, translateLightstepEnvironment } from './lightstep-environment';
import type { LauncherOptions } from './options';
import { resolveEndpoint } from './resolve-endpoint';
import { resolvePropagators } from './resolve-propagators';
import { resolveSampler } from './resolve-sampler';
import {
  differences,
  type Environment,
  mergeSettings,
  type Setting,
  type Settings,
  settingsFromEnvironment,
} from './settings';

/** What is known of the application besides its environment: which legacy tracers it has installed. */
export interface Legacy {
  readonly jaegerClient: boolean;
  readonly lightstepTracer: boolean;
}

export interface Resolution {
  readonly configuration: Configuration;
  readonly notices: readonly Notice[];
}

const NO_LEGACY: Legacy = { jaegerClient: false, lightstepTracer: false };

/**
 * Decides everything from the environment and what the code asked for, without touching either: code wins over the standard
 * variables, these over LS_* and JAEGER_*, these over the defaults. A value that cannot be used becomes one notice and the default.
 */
export function resolveConfiguration(env: Environment, code: LauncherOptions = {}, legacy = NO_LEGACY): Resolution {
  const notices: Notice[] = [];
  const { settings, token } = gatherSettings(env, code, notices);
  const protocol = resolveProtocol(settings, notices);
  const endpoint = resolveEndpoint(settings, protocol, notices);
  const spoken = { jaeger: legacy.jaegerClient || hasJaegerEnvironment(env), lightstep: legacy.lightstepTracer };
  const propagators = resolvePropagators(settings.get('OTEL_PROPAGATORS'), instancesOf(code), spoken, notices);
  if (token !== undefined) notices.push(...checkToken(token));
  const configuration: Configuration = {
    disabled: settings.get('OTEL_SDK_DISABLED')?.value.toLowerCase() === 'true',
    logLevel: resolveLogLevel(settings.get('OTEL_LOG_LEVEL'), notices),
    serviceName: settings.get('OTEL_SERVICE_NAME') ?? serviceNameIn(settings.get('OTEL_RESOURCE_ATTRIBUTES')),
    resourceAttributes: resolveAttributes(settings.get('OTEL_RESOURCE_ATTRIBUTES'), code, notices),
    ...propagators,
    sampler: resolveSampler(settings, notices),
    exporters: resolveExporters(settings.get('OTEL_TRACES_EXPORTER'), notices),
    protocol,
    endpoint: endpoint.url,
    otherSignals: wantsOtherSignals(settings),
    environment: { ...differences(settings, env), ...endpoint.corrections },
  };
  return { configuration, notices };
}

function gatherSettings(env: Environment, code: LauncherOptions, notices: Notice[]) {
  const lightstep = translateLightstepEnvironment(env);
  const token = code.accessToken === undefined ? lightstep.token : fromCode('accessToken', code.accessToken);
  const standard = mergeSettings(settingsOf(code), settingsFromEnvironment(env), lightstep.settings);
  const jaeger = translateJaegerEnvironment(env, standard);
  notices.push(...jaeger.notices);
  const merged = mergeSettings(standard, jaeger.settings);
  return { settings: token === undefined ? merged : mergeSettings(merged, settingsForToken(token, merged)), token };
}

function settingsForToken(token: Setting, known: Settings): Settings {
  const settings = new Map([['OTEL_EXPORTER_OTLP_HEADERS', { ...token, value: tokenHeader(token.value) }]]);
  const hasEndpoint = known.has('OTEL_EXPORTER_OTLP_ENDPOINT') || known.has('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  if (!hasEndpoint) settings.set('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', { ...token, value: LIGHTSTEP_ENDPOINT });
  return settings;
}

/** The options that a standard variable stands for. */
function settingsOf(code: LauncherOptions): Settings {
  const settings = new Map<string, Setting>();
  const add = (name: string, option: keyof LauncherOptions, value: string | number | undefined): void => {
    if (value !== undefined && value !== '') settings.set(name, fromCode(option, String(value)));
  };
  add('OTEL_SERVICE_NAME', 'serviceName', code.serviceName);
  add('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'spanEndpoint', code.spanEndpoint);
  add('OTEL_LOG_LEVEL', 'logLevel', code.logLevel);
  add('OTEL_TRACES_SAMPLER', 'sampler', code.sampler);
  add('OTEL_TRACES_SAMPLER_ARG', 'samplerArgument', code.samplerArgument);
  add('OTEL_PROPAGATORS', 'propagators', namesOf(code).join(','));
  return settings;
}

function fromCode(option: keyof LauncherOptions, value: string): Setting {
  return { value, from: `configureOpenTelemetry({ ${option} })` };
}

function listOf({ propagators = [] }: LauncherOptions): readonly (string | TextMapPropagator)[] {
  return typeof propagators === 'string' ? propagators.split(',') : propagators;
}

function namesOf(code: LauncherOptions): string[] {
  return listOf(code).filter((entry) => typeof entry === 'string');
}

function instancesOf(code: LauncherOptions): TextMapPropagator[] {
  return listOf(code).filter((entry) => typeof entry !== 'string');
}

function resolveLogLevel(setting: Setting | undefined, notices: Notice[]): LogLevel {
  return oneOf(LOG_LEVELS, setting && { ...setting, value: setting.value.toLowerCase() }, 'info', notices);
}

function resolveProtocol(settings: Settings, notices: Notice[]): Protocol {
  const setting = settings.get('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? settings.get('OTEL_EXPORTER_OTLP_PROTOCOL');
  return oneOf(PROTOCOLS, setting, 'http/protobuf', notices);
}

function oneOf<T extends string>(known: readonly T[], setting: Setting | undefined, fallback: T, notices: Notice[]): T {
  if (setting === undefined) return fallback;
  const found = known.find((name) => name === setting.value);
  if (found === undefined)
    notices.push(
      warn(`${setting.from}=${setting.value} is not known, using ${fallback}: set one of ${known.join(', ')}`),
    );
  return found ?? fallback;
}

/** `none` beside other names is a contradiction that the SDK resolves as `otlp`. */
function resolveExporters(setting: Setting | undefined, notices: Notice[]): readonly ExporterName[] {
  const names = [...new Set(setting?.value.split(',').map((name) => name.trim()) ?? [])].filter((name) => name !== '');
  if (names.length === 1 && names[0] === 'none') return [];
  const known = EXPORTERS.filter((name) => names.includes(name));
  const unknown = names.filter((name) => !EXPORTERS.some((exporter) => exporter === name));
  if (unknown.length > 0 && setting !== undefined)
    notices.push(
      warn(`${setting.from} names ${unknown.join(', ')}, which is left out: use ${EXPORTERS.join(', ')} or none`),
    );
  return known.length > 0 || names.length > unknown.length ? known : ['otlp'];
}

function serviceNameIn(attributes: Setting | undefined): Setting | undefined {
  const value = attributes && parseKeyValues(attributes.value)['service.name'];
  return value ? { value, from: attributes.from } : undefined;
}

function resolveAttributes(setting: Setting | undefined, code: LauncherOptions, notices: Notice[]) {
  const bad = setting === undefined ? [] : findBadEntries(setting.value);
  if (setting !== undefined && bad.length > 0)
    notices.push(
      warn(
        `${setting.from} has entries without a key, which are left out: ${bad.join(', ')} (write key=value,key=value)`,
      ),
    );
  const version = code.serviceVersion === undefined ? {} : { 'service.version': code.serviceVersion };
  return { ...parseKeyValues(setting?.value ?? ''), ...code.resourceAttributes, ...version };
}

function wantsOtherSignals(settings: Settings): boolean {
  return ['OTEL_METRICS_EXPORTER', 'OTEL_LOGS_EXPORTER'].some((name) => {
    const value = settings.get(name)?.value;
    return value !== undefined && value !== 'none';
  });
}
