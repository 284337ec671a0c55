import test from 'ava';
import { resolveConfiguration } from '../../../shim/src/launcher/settings/resolve-configuration';
import type { Environment } from '../../../shim/src/launcher/settings/settings';

interface Case {
  env: Environment;
  /** The variables that the SDK gets to see on top. */
  gives: Record<string, string>;
  says: RegExp;
}

const CASES: Record<string, Case> = {
  JAEGER_SERVICE_NAME: {
    env: { JAEGER_SERVICE_NAME: 'shop' },
    gives: { OTEL_SERVICE_NAME: 'shop' },
    says: /JAEGER_SERVICE_NAME -> OTEL_SERVICE_NAME=shop/,
  },
  JAEGER_ENDPOINT: {
    env: { JAEGER_ENDPOINT: 'https://collector.example:14268/api/traces' },
    gives: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example:4318' },
    says: /JAEGER_ENDPOINT -> OTEL_EXPORTER_OTLP_ENDPOINT=https:\/\/collector.example:4318 \(check the port/,
  },
  'the deprecated JAEGER_REPORTER_ENDPOINT': {
    env: { JAEGER_REPORTER_ENDPOINT: 'http://c:14268/api/traces' },
    gives: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' },
    says: /JAEGER_REPORTER_ENDPOINT -> /,
  },
  'JAEGER_ENDPOINT that is no URL': {
    env: { JAEGER_ENDPOINT: 'collector' },
    gives: {},
    says: /JAEGER_ENDPOINT -> nothing \(not a URL; set OTEL_EXPORTER_OTLP_ENDPOINT/,
  },
  JAEGER_AGENT_HOST: {
    env: { JAEGER_AGENT_HOST: 'agent', JAEGER_AGENT_PORT: '6832', JAEGER_AGENT_SOCKET_TYPE: 'udp4' },
    gives: {},
    says: /JAEGER_AGENT_HOST -> nothing \(the agent is retired; set OTEL_EXPORTER_OTLP_ENDPOINT.*JAEGER_AGENT_PORT -> nothing.*JAEGER_AGENT_SOCKET_TYPE -> nothing/,
  },
  JAEGER_USER: {
    env: { JAEGER_USER: 'me', JAEGER_PASSWORD: 'secret?' },
    gives: { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20bWU6c2VjcmV0Pw%3D%3D' },
    says: /JAEGER_USER -> OTEL_EXPORTER_OTLP_HEADERS=authorization=Basic%20\*\*\*/,
  },
  'JAEGER_SAMPLER_TYPE=const 1': {
    env: { JAEGER_SAMPLER_TYPE: 'const', JAEGER_SAMPLER_PARAM: '1' },
    gives: { OTEL_TRACES_SAMPLER: 'parentbased_always_on' },
    says: /JAEGER_SAMPLER_TYPE -> OTEL_TRACES_SAMPLER=parentbased_always_on/,
  },
  'JAEGER_SAMPLER_TYPE=const 0': {
    env: { JAEGER_SAMPLER_TYPE: 'const', JAEGER_SAMPLER_PARAM: '0' },
    gives: { OTEL_TRACES_SAMPLER: 'parentbased_always_off' },
    says: /parentbased_always_off/,
  },
  'JAEGER_SAMPLER_TYPE=probabilistic': {
    env: { JAEGER_SAMPLER_TYPE: 'probabilistic', JAEGER_SAMPLER_PARAM: '0.01' },
    gives: { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.01' },
    says: /OTEL_TRACES_SAMPLER=parentbased_traceidratio OTEL_TRACES_SAMPLER_ARG=0.01/,
  },
  'JAEGER_SAMPLER_TYPE=ratelimiting': {
    env: { JAEGER_SAMPLER_TYPE: 'ratelimiting', JAEGER_SAMPLER_PARAM: '2' },
    gives: { OTEL_TRACES_SAMPLER: 'parentbased_ratelimiting', OTEL_TRACES_SAMPLER_ARG: '2' },
    says: /parentbased_ratelimiting/,
  },
  'JAEGER_SAMPLER_TYPE=remote': {
    env: { JAEGER_SAMPLER_TYPE: 'remote', JAEGER_SAMPLER_MANAGER_HOST_PORT: 'agent:5778' },
    gives: {},
    says: /JAEGER_SAMPLER_TYPE -> nothing \(sampler "remote" asks an agent.*JAEGER_SAMPLER_MANAGER_HOST_PORT -> nothing/,
  },
  'JAEGER_TAGS with references to other variables': {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of jaeger-client
    env: { JAEGER_TAGS: 'team=pay, pod=${POD:none},zone=${ZONE:eu},x=${NOT_SET:}', POD: 'p-1' },
    gives: { OTEL_RESOURCE_ATTRIBUTES: 'team=pay,pod=p-1,zone=eu,x=' },
    says: /JAEGER_TAGS -> OTEL_RESOURCE_ATTRIBUTES=/,
  },
  JAEGER_DISABLED: {
    env: { JAEGER_DISABLED: 'true' },
    gives: { OTEL_SDK_DISABLED: 'true' },
    says: /JAEGER_DISABLED -> OTEL_SDK_DISABLED=true/,
  },
  JAEGER_REPORTER_FLUSH_INTERVAL: {
    env: { JAEGER_REPORTER_FLUSH_INTERVAL: '500' },
    gives: { OTEL_BSP_SCHEDULE_DELAY: '500' },
    says: /OTEL_BSP_SCHEDULE_DELAY=500/,
  },
  JAEGER_REPORTER_TIMEOUT: {
    env: { JAEGER_REPORTER_TIMEOUT: '5000' },
    gives: { OTEL_EXPORTER_OTLP_TIMEOUT: '5000' },
    says: /OTEL_EXPORTER_OTLP_TIMEOUT=5000/,
  },
  JAEGER_REPORTER_LOG_SPANS: {
    env: { JAEGER_REPORTER_LOG_SPANS: 'true' },
    gives: { OTEL_TRACES_EXPORTER: 'otlp,console' },
    says: /OTEL_TRACES_EXPORTER=otlp,console/,
  },
};

for (const [title, { env, gives, says }] of Object.entries(CASES)) {
  test(`${title} is translated, and its successor named`, (t) => {
    const { configuration, notices } = resolveConfiguration(env);
    t.deepEqual(configuration.environment, gives);
    t.is(notices.length, 1);
    t.regex(notices[0]?.text ?? '', says);
  });
}

test('all of them give one notice', (t) => {
  const env = Object.assign({}, ...Object.values(CASES).map(({ env }) => env));
  t.is(resolveConfiguration(env).notices.length, 1);
});

test('a password is not printed', (t) => {
  const { notices } = resolveConfiguration({ JAEGER_USER: 'me', JAEGER_PASSWORD: 'secret?' });
  t.false(notices.some(({ text }) => text.includes('secret') || text.includes('bWU6c2VjcmV0')));
});

test('a standard variable wins over its predecessor, but tags add up', (t) => {
  const { configuration } = resolveConfiguration({
    OTEL_SERVICE_NAME: 'new',
    JAEGER_SERVICE_NAME: 'old',
    OTEL_RESOURCE_ATTRIBUTES: 'a=new',
    JAEGER_TAGS: 'a=old,b=old',
  });
  t.is(configuration.serviceName?.value, 'new');
  t.like(configuration.resourceAttributes, { a: 'new', b: 'old' });
});

test('a service that had Jaeger variables goes on speaking uber-trace-id besides', (t) => {
  t.deepEqual(resolveConfiguration({ JAEGER_AGENT_HOST: 'x' }).configuration.propagators, [
    'tracecontext',
    'baggage',
    'jaeger',
  ]);
});
