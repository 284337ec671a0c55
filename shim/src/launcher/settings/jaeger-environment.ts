import { type Notice, warn } from '../notices';
import { formatKeyValues } from './key-values';
import { type Environment, isList, type Setting, type Settings } from './settings';

/** What became of one JAEGER_* variable; without `settings` it has no successor, and `advice` says what to do. */
interface Translation {
  readonly settings?: Readonly<Record<string, string>>;
  readonly advice?: string;
}

type Rule = readonly [names: readonly string[], translate: (value: string, env: Environment) => Translation];

/** jaeger-client reads the second name of a pair too, and calls it deprecated (its configuration_env.js). */
const RULES: readonly Rule[] = [
  [['JAEGER_SERVICE_NAME'], (value) => ({ settings: { OTEL_SERVICE_NAME: value } })],
  [['JAEGER_ENDPOINT', 'JAEGER_REPORTER_ENDPOINT'], translateEndpoint],
  [['JAEGER_AGENT_HOST', 'JAEGER_REPORTER_AGENT_HOST'], retiredAgent],
  [['JAEGER_AGENT_PORT', 'JAEGER_REPORTER_AGENT_PORT'], retiredAgent],
  [['JAEGER_AGENT_SOCKET_TYPE'], retiredAgent],
  [['JAEGER_USER', 'JAEGER_REPORTER_USER'], translateUser],
  [['JAEGER_SAMPLER_TYPE'], translateSampler],
  [['JAEGER_SAMPLER_MANAGER_HOST_PORT'], remoteSampling],
  [['JAEGER_SAMPLER_HOST'], remoteSampling],
  [['JAEGER_SAMPLER_PORT'], remoteSampling],
  [['JAEGER_SAMPLER_SAMPLING_PATH'], remoteSampling],
  [['JAEGER_SAMPLER_REFRESH_INTERVAL'], remoteSampling],
  [
    ['JAEGER_TAGS'],
    (value, env) => ({ settings: { OTEL_RESOURCE_ATTRIBUTES: formatKeyValues(parseTags(value, env)) } }),
  ],
  [['JAEGER_DISABLED', 'JAEGER_DISABLE'], translateDisabled],
  [['JAEGER_REPORTER_FLUSH_INTERVAL'], (value) => ({ settings: { OTEL_BSP_SCHEDULE_DELAY: value } })],
  [['JAEGER_REPORTER_TIMEOUT'], (value) => ({ settings: { OTEL_EXPORTER_OTLP_TIMEOUT: value } })],
  [['JAEGER_REPORTER_LOG_SPANS'], () => ({ settings: { OTEL_TRACES_EXPORTER: 'otlp,console' } })],
];

/**
 * Translates JAEGER_* into the standard variables, with one notice that names each successor. Variables that the standard
 * ones already cover are left out: `known` are those.
 */
export function translateJaegerEnvironment(
  env: Environment,
  known: Settings,
): { settings: Settings; notices: Notice[] } {
  const settings = new Map<string, Setting>();
  const remarks: string[] = [];
  for (const [names, translate] of RULES) {
    const name = names.find((candidate) => env[candidate]?.trim());
    if (name === undefined) continue;
    const translation = translate(env[name]?.trim() ?? '', env);
    const fresh = Object.entries(translation.settings ?? {}).filter(
      ([successor]) => isList(successor) || !known.has(successor),
    );
    for (const [successor, value] of fresh) settings.set(successor, { value, from: name });
    remarks.push(remark(name, translation));
  }
  return { settings, notices: remarks.length === 0 ? [] : [warn(summary(remarks))] };
}

/** Whether the process was configured for jaeger-client: its neighbours then speak `uber-trace-id`. */
export function hasJaegerEnvironment(env: Environment): boolean {
  return RULES.some(([names]) => names.some((name) => env[name]?.trim()));
}

function summary(remarks: readonly string[]): string {
  return `JAEGER_* variables are translated; set their successors instead: ${remarks.join('; ')}`;
}

function remark(name: string, { settings = {}, advice }: Translation): string {
  const successors = Object.entries(settings).map(([successor, value]) => `${successor}=${mask(successor, value)}`);
  const target = successors.length === 0 ? 'nothing' : successors.join(' ');
  return `${name} -> ${target}${advice === undefined ? '' : ` (${advice})`}`;
}

function mask(successor: string, value: string): string {
  return successor.endsWith('_HEADERS') ? 'authorization=Basic%20***' : value;
}

function translateEndpoint(value: string): Translation {
  const url = parseUrl(value);
  if (url === undefined) return { advice: 'not a URL; set OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318' };
  const endpoint = `${url.protocol}//${url.hostname}:4318`;
  return { settings: { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, advice: 'check the port: Jaeger takes OTLP on 4318' };
}

function parseUrl(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

function retiredAgent(): Translation {
  return { advice: 'the agent is retired; set OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318' };
}

function translateUser(user: string, env: Environment): Translation {
  const password = env.JAEGER_PASSWORD ?? env.JAEGER_REPORTER_PASSWORD ?? '';
  const credentials = Buffer.from(`${user}:${password}`).toString('base64');
  return { settings: { OTEL_EXPORTER_OTLP_HEADERS: formatKeyValues({ authorization: `Basic ${credentials}` }) } };
}

function translateSampler(type: string, env: Environment): Translation {
  const sampler = samplerOf(type, env.JAEGER_SAMPLER_PARAM);
  if (sampler === undefined)
    return {
      advice: `sampler "${type}" asks an agent that is retired; set OTEL_TRACES_SAMPLER=parentbased_traceidratio and its _ARG`,
    };
  const { name, argument } = sampler;
  return {
    settings: { OTEL_TRACES_SAMPLER: name, ...(argument === undefined ? {} : { OTEL_TRACES_SAMPLER_ARG: argument }) },
  };
}

/** The sampler that does in OpenTelemetry what `type` and `param` did in jaeger-client; none for remote sampling. */
export function samplerOf(
  type: string,
  param: string | number | undefined,
): { name: string; argument?: string } | undefined {
  const argument = String(param ?? '');
  if (type === 'const') return { name: Number(argument) === 1 ? 'parentbased_always_on' : 'parentbased_always_off' };
  if (type === 'probabilistic') return { name: 'parentbased_traceidratio', argument };
  if (type === 'ratelimiting') return { name: 'parentbased_ratelimiting', argument };
  return undefined;
}

function remoteSampling(): Translation {
  return { advice: 'remote sampling has no equivalent; set OTEL_TRACES_SAMPLER' };
}

function translateDisabled(value: string): Translation {
  return value === 'true' ? { settings: { OTEL_SDK_DISABLED: 'true' } } : {};
}

/** `a=b,c=${VARIABLE:default}`, as jaeger-client's configuration_env.js reads it. */
function parseTags(text: string, env: Environment): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const entry of text.split(',')) {
    const [key = '', value = ''] = entry.split('=').map((part) => part.trim());
    if (key !== '') tags[key] = expand(value, env);
  }
  return tags;
}

function expand(value: string, env: Environment): string {
  const reference = /^\$\{([^:}]*):?(.*)\}$/.exec(value);
  return reference === null ? value : (env[reference[1] ?? ''] ?? reference[2] ?? '');
}
