import test from 'ava';
import type { Configuration } from '../../../shim/src/launcher/settings/configuration';
import type { LauncherOptions } from '../../../shim/src/launcher/settings/options';
import { resolveConfiguration } from '../../../shim/src/launcher/settings/resolve-configuration';
import type { Environment } from '../../../shim/src/launcher/settings/settings';

interface Case {
  env?: Environment;
  code?: LauncherOptions;
  legacy?: { jaegerClient: boolean; lightstepTracer: boolean };
  gives: Partial<Configuration>;
  /** One pattern a notice, in order. */
  says?: RegExp[];
}

const NONE = { jaegerClient: false, lightstepTracer: false };

const CASES: Record<string, Case> = {
  'nothing set: everything, sampled, to the collector on this machine, in W3C formats': {
    gives: {
      disabled: false,
      logLevel: 'info',
      serviceName: undefined,
      resourceAttributes: {},
      propagators: ['tracecontext', 'baggage'],
      propagatorsGiven: false,
      sampler: undefined,
      exporters: ['otlp'],
      protocol: 'http/protobuf',
      endpoint: 'http://localhost:4318/v1/traces',
      otherSignals: false,
      environment: {},
    },
  },
  'an empty variable is an unset one': {
    env: { OTEL_SERVICE_NAME: '', OTEL_PROPAGATORS: ' ', OTEL_TRACES_SAMPLER: '', OTEL_LOG_LEVEL: '' },
    gives: { serviceName: undefined, propagatorsGiven: false, sampler: undefined, logLevel: 'info' },
  },
  'the service name from its variable': {
    env: { OTEL_SERVICE_NAME: 'shop', LS_SERVICE_NAME: 'old' },
    gives: { serviceName: { value: 'shop', from: 'OTEL_SERVICE_NAME' }, environment: {} },
  },
  'the service name from the resource attributes': {
    env: { OTEL_RESOURCE_ATTRIBUTES: 'service.name=shop,deployment.environment=prod' },
    gives: {
      serviceName: { value: 'shop', from: 'OTEL_RESOURCE_ATTRIBUTES' },
      resourceAttributes: { 'service.name': 'shop', 'deployment.environment': 'prod' },
    },
  },
  'resource attributes are percent-decoded, also when the percent sign is a lone one': {
    env: { OTEL_RESOURCE_ATTRIBUTES: 'a=b%20c,rate=100%, spaced = x ' },
    gives: { resourceAttributes: { a: 'b c', rate: '100%', spaced: 'x' } },
  },
  'entries without a key are named': {
    env: { OTEL_RESOURCE_ATTRIBUTES: 'a=1,novalue,=2' },
    gives: { resourceAttributes: { a: '1' } },
    says: [/^OTEL_RESOURCE_ATTRIBUTES has entries without a key.*novalue, =2.*write key=value/],
  },
  'code wins over the environment': {
    env: {
      OTEL_SERVICE_NAME: 'env',
      OTEL_PROPAGATORS: 'b3',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://env:4318/v1/traces',
      OTEL_LOG_LEVEL: 'warn',
      OTEL_RESOURCE_ATTRIBUTES: 'a=env,b=env',
      OTEL_TRACES_SAMPLER: 'always_off',
    },
    code: {
      serviceName: 'code',
      propagators: ['tracecontext', 'jaeger'],
      spanEndpoint: 'https://code/traces',
      logLevel: 'error',
      resourceAttributes: { a: 'code', replicas: 3 },
      serviceVersion: '1.2.3',
      sampler: 'traceidratio',
      samplerArgument: 0.5,
    },
    gives: {
      serviceName: { value: 'code', from: 'configureOpenTelemetry({ serviceName })' },
      propagators: ['tracecontext', 'jaeger'],
      propagatorsGiven: true,
      endpoint: 'https://code/traces',
      logLevel: 'error',
      resourceAttributes: { a: 'code', b: 'env', replicas: 3, 'service.version': '1.2.3' },
      sampler: { name: 'traceidratio', argument: 0.5 },
    },
  },
  'propagators in code may be one string': {
    code: { propagators: 'b3,baggage' },
    gives: { propagators: ['b3', 'baggage'], propagatorsGiven: true },
  },
  'Lightstep variables stand for the standard ones, and a token sends to Lightstep': {
    env: { LS_SERVICE_NAME: 'shop', LS_SERVICE_VERSION: '1.0', LS_ACCESS_TOKEN: 'x'.repeat(32) },
    gives: {
      serviceName: { value: 'shop', from: 'LS_SERVICE_NAME' },
      resourceAttributes: { 'service.version': '1.0' },
      endpoint: 'https://ingest.lightstep.com/traces/otlp/v0.9',
      environment: {
        OTEL_SERVICE_NAME: 'shop',
        OTEL_RESOURCE_ATTRIBUTES: 'service.version=1.0',
        OTEL_EXPORTER_OTLP_HEADERS: `lightstep-access-token=${'x'.repeat(32)}`,
        OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://ingest.lightstep.com/traces/otlp/v0.9',
      },
    },
  },
  'a token goes with the headers and to the endpoint that are set': {
    env: {
      LS_ACCESS_TOKEN: 'x'.repeat(84),
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://satellite:8360',
      OTEL_EXPORTER_OTLP_HEADERS: 'tenant=a',
    },
    gives: {
      endpoint: 'http://satellite:8360/v1/traces',
      environment: { OTEL_EXPORTER_OTLP_HEADERS: `lightstep-access-token=${'x'.repeat(84)},tenant=a` },
    },
  },
  'a token of a length that no token has is named, and sent': {
    code: { accessToken: 'short' },
    gives: { endpoint: 'https://ingest.lightstep.com/traces/otlp/v0.9' },
    says: [/^configureOpenTelemetry\(\{ accessToken \}\) has 5 characters, a Lightstep token has 32, 84 or 104/],
  },
  "the launcher's old endpoint variable still works": {
    env: { OTEL_EXPORTER_OTLP_SPAN_ENDPOINT: 'http://old:1/x' },
    gives: { endpoint: 'http://old:1/x', environment: { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://old:1/x' } },
  },
  'the general endpoint gets the path of traces, the particular one is taken as it is': {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:9/x' },
    gives: { endpoint: 'http://t:9/x' },
  },
  'an endpoint with a slash at its end': {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318/' },
    gives: { endpoint: 'http://c:4318/v1/traces' },
  },
  'gRPC has another default and no path': {
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
    gives: { protocol: 'grpc', endpoint: 'http://localhost:4317' },
  },
  'gRPC takes a host and a port': {
    env: { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc', OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' },
    gives: { protocol: 'grpc', endpoint: 'collector:4317' },
  },
  'an endpoint that is no URL is named, and kept from the SDK': {
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'localhost:4318' },
    gives: {
      endpoint: 'http://localhost:4318/v1/traces',
      environment: { OTEL_EXPORTER_OTLP_ENDPOINT: undefined },
    },
    says: [
      /^OTEL_EXPORTER_OTLP_ENDPOINT=localhost:4318 is not an http\(s\) URL.*write it like http:\/\/collector:4318/,
    ],
  },
  'an unknown protocol is named': {
    env: { OTEL_EXPORTER_OTLP_PROTOCOL: 'thrift' },
    gives: { protocol: 'http/protobuf' },
    says: [/^OTEL_EXPORTER_OTLP_PROTOCOL=thrift is not known, using http\/protobuf: set one of/],
  },
  'an unknown propagator is named and left out': {
    env: { OTEL_PROPAGATORS: 'tracecontext,xray,Jaeger,tracecontext' },
    gives: { propagators: ['tracecontext', 'jaeger'], propagatorsGiven: true },
    says: [/^OTEL_PROPAGATORS names xray, which is left out: known are tracecontext/],
  },
  'nothing but unknown propagators leaves the default': {
    env: { OTEL_PROPAGATORS: 'xray' },
    gives: { propagators: ['tracecontext', 'baggage'], propagatorsGiven: false },
    says: [/xray/],
  },
  'no propagators at all': {
    env: { OTEL_PROPAGATORS: 'none' },
    gives: { propagators: [], propagatorsGiven: true },
  },
  'the formats of installed legacy tracers are spoken besides': {
    legacy: { jaegerClient: true, lightstepTracer: true },
    gives: { propagators: ['tracecontext', 'baggage', 'jaeger', 'ottrace'], propagatorsGiven: false },
  },
  'a choice of propagators is final, whatever is installed': {
    env: { OTEL_PROPAGATORS: 'b3' },
    legacy: { jaegerClient: true, lightstepTracer: false },
    gives: { propagators: ['b3'] },
  },
  'a sampler that takes no argument': {
    env: { OTEL_TRACES_SAMPLER: 'parentbased_always_off', OTEL_TRACES_SAMPLER_ARG: 'ignored' },
    gives: { sampler: { name: 'parentbased_always_off' } },
  },
  'a sampler with a ratio': {
    env: { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' },
    gives: { sampler: { name: 'parentbased_traceidratio', argument: 0.25 } },
  },
  'a ratio out of range is named': {
    env: { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '25' },
    gives: { sampler: { name: 'traceidratio', argument: 1 } },
    says: [/^OTEL_TRACES_SAMPLER_ARG=25 does not fit, using 1 for traceidratio: it takes a number from 0 to 1/],
  },
  'a ratio that is not a number is named': {
    env: { OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: 'half' },
    gives: { sampler: { name: 'traceidratio', argument: 1 } },
    says: [/^OTEL_TRACES_SAMPLER_ARG=half does not fit/],
  },
  'a missing ratio is named': {
    env: { OTEL_TRACES_SAMPLER: 'traceidratio' },
    gives: { sampler: { name: 'traceidratio', argument: 1 } },
    says: [/^OTEL_TRACES_SAMPLER_ARG is not set, using 1/],
  },
  'an unknown sampler is named': {
    env: { OTEL_TRACES_SAMPLER: 'sometimes' },
    gives: { sampler: undefined },
    says: [/^OTEL_TRACES_SAMPLER=sometimes is not known, using parentbased_always_on: set one of always_on/],
  },
  'several exporters': {
    env: { OTEL_TRACES_EXPORTER: 'console, otlp' },
    gives: { exporters: ['otlp', 'console'] },
  },
  'no exporter: headers are still passed on': {
    env: { OTEL_TRACES_EXPORTER: 'none' },
    gives: { exporters: [], propagators: ['tracecontext', 'baggage'] },
  },
  'an unknown exporter is named': {
    env: { OTEL_TRACES_EXPORTER: 'jaeger' },
    gives: { exporters: ['otlp'] },
    says: [/^OTEL_TRACES_EXPORTER names jaeger, which is left out: use otlp, console, zipkin or none/],
  },
  'metrics and logs when somebody asks for them': {
    env: { OTEL_METRICS_EXPORTER: 'otlp' },
    gives: { otherSignals: true },
  },
  'no metrics when somebody declines them': {
    env: { OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' },
    gives: { otherSignals: false },
  },
  'the log level in any case': {
    env: { OTEL_LOG_LEVEL: 'DEBUG' },
    gives: { logLevel: 'debug' },
  },
  'an unknown log level is named': {
    env: { OTEL_LOG_LEVEL: 'loud' },
    gives: { logLevel: 'info' },
    says: [/^OTEL_LOG_LEVEL=loud is not known, using info: set one of none, error/],
  },
  'switched off': {
    env: { OTEL_SDK_DISABLED: 'TRUE' },
    gives: { disabled: true },
  },
};

for (const [title, { env = {}, code = {}, legacy = NONE, gives, says = [] }] of Object.entries(CASES)) {
  test(title, (t) => {
    const { configuration, notices } = resolveConfiguration(env, code, legacy);
    t.like(configuration, gives);
    for (const [index, pattern] of says.entries()) t.regex(notices[index]?.text ?? '', pattern);
    t.is(notices.length, says.length);
  });
}

test('every notice is one line', (t) => {
  const env = {
    OTEL_TRACES_SAMPLER: 'x',
    OTEL_PROPAGATORS: 'y',
    OTEL_LOG_LEVEL: 'z',
    JAEGER_ENDPOINT: 'q',
    LS_ACCESS_TOKEN: 's',
  };
  const { notices } = resolveConfiguration(env);
  t.is(notices.length, 5);
  for (const { text } of notices) t.false(text.includes('\n'));
});

test('what it is given is not changed', (t) => {
  const env = Object.freeze({ JAEGER_SERVICE_NAME: 'a', LS_ACCESS_TOKEN: 'b' });
  const code = Object.freeze({ propagators: Object.freeze(['b3']), resourceAttributes: Object.freeze({ a: 1 }) });
  t.notThrows(() => resolveConfiguration(env, code));
});
