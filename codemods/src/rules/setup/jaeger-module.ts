import { SHIM } from '../../catalog/opentelemetry-api';
import type { SdkLine } from './sdk-line';
import type { ZipkinOptions } from './zipkin-codec';

export interface ModuleForm {
  readonly language: 'typescript' | 'javascript';
  readonly modules: 'esm' | 'commonjs';
  readonly line: SdkLine;
  /** The Zipkin codec whose headers are written and read; undefined where they are those that the SDK has by itself. */
  readonly codec?: ZipkinOptions | undefined;
}

const types = `
/** What jaeger-client called its configuration; only what still has a meaning is read. */
export interface TracingConfig {
  serviceName?: string | undefined;
  disable?: boolean | undefined;
  sampler?: { type: string; param: number } | undefined;
  [option: string]: unknown;
}

export interface TracingOptions {
  tags?: Attributes | undefined;
  logger?: { info(message: string): void; error(message: string): void } | undefined;
  [option: string]: unknown;
}

export interface JaegerTracer extends Tracer {
  /** Exports what is still waiting, stops, and calls back. */
  close(callback?: () => void): void;
}
`;

/** The types of a created module that is JavaScript, for files in TypeScript that take them. */
export function jaegerModuleTypes(): string {
  return `// The types of the module beside. Written by ot2otel; yours to edit.
import type { Attributes, Tracer } from '@opentelemetry/api';
${types}
export function initTracer(config?: TracingConfig, options?: TracingOptions): JaegerTracer;
export function initTracerFromEnv(config?: TracingConfig, options?: TracingOptions): JaegerTracer;
`;
}

function importLines({ modules, language, line, codec }: ModuleForm): string {
  const samplers = ['AlwaysOffSampler', 'AlwaysOnSampler', 'ParentBasedSampler', 'TraceIdRatioBasedSampler'];
  const values: [string[], string][] = [
    [['diag', 'trace'], '@opentelemetry/api'],
    [['resourceFromAttributes'], '@opentelemetry/resources'],
    [['NodeSDK'], '@opentelemetry/sdk-node'],
    [samplers, line.traceSdk],
    ...(codec ? [[['ZipkinB3Propagator'], `${SHIM}/propagators`] satisfies [string[], string]] : []),
  ];
  // Types apart: compilers, formatters and linters of old projects do not know `type` before a name.
  const types: [string[], string][] = [
    [['Attributes', 'Tracer'], '@opentelemetry/api'],
    [['Sampler'], line.traceSdk],
  ];
  const written = values.map(([names, from]) =>
    modules === 'esm'
      ? `import { ${names.join(', ')} } from '${from}';`
      : `const { ${names.join(', ')} } = require('${from}');`,
  );
  if (language !== 'typescript') return written.join('\n');
  return [...types.map(([names, from]) => `import type { ${names.join(', ')} } from '${from}';`), ...written].join(
    '\n',
  );
}

/** What writes and reads the headers of jaeger-client's Zipkin codec. */
export function zipkinPropagator({ urlEncoding, baggagePrefix }: ZipkinOptions): string {
  const options = [
    ...(urlEncoding ? ['urlEncoding: true'] : []),
    ...(baggagePrefix === undefined ? [] : [`baggagePrefix: '${baggagePrefix}'`]),
  ];
  return `new ZipkinB3Propagator(${options.length > 0 ? `{ ${options.join(', ')} }` : ''})`;
}

/** What NodeSDK is told of headers: a propagator in code would win over the variable. */
function headersOf({ codec }: ModuleForm): string {
  if (!codec) return '';
  return `
    // The headers of jaeger-client's Zipkin codec: x-b3-*, and one for each item of baggage. OTEL_PROPAGATORS wins.
    ...(process.env.OTEL_PROPAGATORS ? {} : { textMapPropagator: ${zipkinPropagator(codec)} }),`;
}

/**
 * The module that takes jaeger-client's place in an application: the same functions, on the OpenTelemetry SDK. It reads the
 * configuration object at run time, because in real code that object is seldom a literal beside the call.
 */
export function jaegerModule(form: ModuleForm): string {
  const typed = form.language === 'typescript';
  const type = (annotation: string) => (typed ? annotation : '');
  const exported = form.modules === 'esm' ? 'export function' : 'function';
  const head = form.modules === 'commonjs' && !typed ? "'use strict';\n\n" : '';
  const tail = form.modules === 'commonjs' ? '\nmodule.exports = { initTracer, initTracerFromEnv };\n' : '';
  const sampler = type(': Sampler');
  return `${head}// The tracer that jaeger-client made, on the OpenTelemetry SDK. Written by ot2otel; yours to edit.
// Spans go out by OTLP, to OTEL_EXPORTER_OTLP_ENDPOINT (http://localhost:4318 unless it is set).
${importLines(form)}
${typed ? types : ''}
let sdk${type(': NodeSDK | undefined')};
let startedAs${type(': string | undefined')};

function rootSampler({ type, param }${type(': { type: string; param: number }')})${sampler} {
  if (type === 'const') return param ? new AlwaysOnSampler() : new AlwaysOffSampler();
  if (type === 'probabilistic') return new TraceIdRatioBasedSampler(param);
  // Rate limiting and remote sampling have no sampler in the SDK: every trace is kept.
  return new AlwaysOnSampler();
}

function start(serviceName${type(': string | undefined')}, config${type(': TracingConfig')}, options${type(': TracingOptions')})${type(': void')} {
  sdk = new NodeSDK({
    ...(serviceName ? { serviceName } : {}),
    ...(config.sampler ? { sampler: new ParentBasedSampler({ root: rootSampler(config.sampler) }) } : {}),
    resource: resourceFromAttributes(options.tags || {}),${headersOf(form)}
  });
  sdk.start();
  startedAs = serviceName;
}

function close(callback${type('?: () => void')})${type(': void')} {
  const done = () => {
    if (callback) callback();
  };
  Promise.resolve(sdk && sdk.shutdown()).then(done, done);
}

/** Starts the SDK, once in a process, from the configuration that jaeger-client took. */
${exported} initTracer(config${type(': TracingConfig')} = {}, options${type(': TracingOptions')} = {})${type(': JaegerTracer')} {
  const { OTEL_SERVICE_NAME: serviceName = config.serviceName } = process.env;
  if (sdk === undefined && !config.disable) start(serviceName, config, options);
  else if (sdk && serviceName !== startedAs) diag.warn(\`spans of \${serviceName} go out as those of \${startedAs}: the SDK starts once\`);
  return Object.assign(trace.getTracer(serviceName || ''), { close });
}

function tagsFromEnv(text${type(': string')})${type(': Attributes')} {
  const tags${type(': Attributes')} = {};
  for (const pair of text.split(',')) {
    const [key = '', value = ''] = pair.split('=').map((part) => part.trim());
    // \${NAME:default} is what that variable says.
    const [reference, name = '', otherwise = ''] = /^\\$\\{([^:}]*):?(.*)\\}$/.exec(value) || [];
    if (key) tags[key] = reference ? process.env[name] || otherwise : value;
  }
  return tags;
}

/** The same, where JAEGER_* variables say what the configuration does not. */
${exported} initTracerFromEnv(config${type(': TracingConfig')} = {}, options${type(': TracingOptions')} = {})${type(': JaegerTracer')} {
  const { JAEGER_DISABLED, JAEGER_SAMPLER_PARAM = 1, JAEGER_SAMPLER_TYPE, JAEGER_SERVICE_NAME, JAEGER_TAGS } = process.env;
  const { type = JAEGER_SAMPLER_TYPE, param = JAEGER_SAMPLER_PARAM }${type(': { type?: string; param?: number | string }')} = config.sampler || {};
  return initTracer(
    {
      ...config,
      serviceName: config.serviceName || JAEGER_SERVICE_NAME,
      disable: config.disable || JAEGER_DISABLED === 'true',
      ...(type ? { sampler: { type, param: Number(param) } } : {}),
    },
    { ...options, tags: options.tags || tagsFromEnv(JAEGER_TAGS || '') },
  );
}
${tail}`;
}
