import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { sdkLine } from '../../support/sdk';
import { type Collector, startCollector } from './support/collector';
import { makeProject } from './support/project';
import { app, noticesOf, ROOT, run, withoutNotices } from './support/run';

async function collector(t: ExecutionContext): Promise<Collector & { env: Record<string, string> }> {
  const started = await startCollector();
  t.teardown(() => started.close());
  return { ...started, env: { OTEL_EXPORTER_OTLP_ENDPOINT: started.http } };
}

const CONFIG_FILE = `
file_format: "1.0"
resource:
  attributes:
    - name: service.name
      value: from-file
tracer_provider:
  processors:
    - batch:
        exporter:
          otlp_http:
            endpoint: ENDPOINT
`;

const NAMED = { OTEL_SERVICE_NAME: 'shop' };

/** What is wrong, and the one line that says so. */
const MISTAKES: Record<string, { env: Record<string, string>; says: RegExp }> = {
  'an endpoint that is no URL': {
    env: { ...NAMED, OTEL_EXPORTER_OTLP_ENDPOINT: 'nowhere' },
    says: /OTEL_EXPORTER_OTLP_ENDPOINT=nowhere is not an http\(s\) URL.*write it like/,
  },
  'an unknown propagator': {
    env: { ...NAMED, OTEL_PROPAGATORS: 'zipkin' },
    says: /OTEL_PROPAGATORS names zipkin.*known are/,
  },
  'an unknown sampler': {
    env: { ...NAMED, OTEL_TRACES_SAMPLER: 'often' },
    says: /OTEL_TRACES_SAMPLER=often is not known.*set one of/,
  },
  'a bad token': {
    env: { ...NAMED, LS_ACCESS_TOKEN: 'abc', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' },
    says: /LS_ACCESS_TOKEN has 3 characters.*copy it again/,
  },
  'an unknown protocol': {
    env: { ...NAMED, OTEL_EXPORTER_OTLP_PROTOCOL: 'udp' },
    says: /OTEL_EXPORTER_OTLP_PROTOCOL=udp is not known.*set one of/,
  },
};

for (const [title, { env, says }] of Object.entries(MISTAKES))
  test.serial(`the application starts all the same with ${title}, which one line names`, async (t) => {
    const result = await run(app('noop.cjs'), { env });
    t.is(result.code, 0);
    t.is(result.stdout, 'worked\n');
    t.is(withoutNotices(result), '');
    t.is(noticesOf(result).length, 1, result.stderr);
    t.regex(noticesOf(result)[0] ?? '', says);
  });

test.serial('a service without a name is told so once there is something to send', async (t) => {
  const { env, received } = await collector(t);
  const result = await run(app('noop.cjs'), { env });
  t.deepEqual(noticesOf(result), ['[ot2otel] spans are from "unknown_service": set OTEL_SERVICE_NAME=my-service']);
  t.regex(String((await received(1))[0]?.resource['service.name']), /^unknown_service/);
});

test.serial('notices can be silenced', async (t) => {
  const { env } = await collector(t);
  t.is((await run(app('jaeger.cjs'), { env: { ...env, OTEL_LOG_LEVEL: 'error' } })).stderr, '');
});

test.serial('without an SDK nothing is changed, and one line says what to install', async (t) => {
  const folder = makeProject([], "console.log(require('opentracing').globalTracer().startSpan('x').constructor.name)");
  t.teardown(() => rmSync(folder, { recursive: true }));
  const result = await run('app.cjs', { cwd: folder });
  t.is(result.code, 0);
  t.is(result.stdout, 'Span\n');
  t.regex(
    result.stderr,
    /^\[ot2otel\] no OpenTelemetry SDK is installed, nothing was changed: npm install .*sdk-node.*\n$/,
  );
});

test.serial('the application runs on, and one line says why, where a peer is missing', async (t) => {
  const folder = makeProject([], "console.log('worked')");
  t.teardown(() => rmSync(folder, { recursive: true }));
  rmSync(path.join(folder, 'node_modules/opentracing'), { recursive: true });
  const result = await run('app.cjs', { cwd: folder });
  t.is(result.code, 0);
  t.is(result.stdout, 'worked\n');
  t.regex(
    result.stderr,
    /^\[ot2otel\] OpenTelemetry was not started.*Cannot find module 'opentracing': install what.*\n$/,
  );
});

/** A project with an API in which, as in 0.18, what reads a context is no part of `trace` and `propagation` yet. */
function projectWithOldApi(t: ExecutionContext, program: string): string {
  const folder = makeProject([], program);
  t.teardown(() => rmSync(folder, { recursive: true }));
  const api = path.join(folder, 'node_modules/@opentelemetry/api');
  rmSync(api, { recursive: true });
  mkdirSync(api);
  writeFileSync(
    path.join(api, 'index.js'),
    'exports.trace = { getTracer() {} }; exports.propagation = { inject() {} }; exports.SpanKind = {};',
  );
  return folder;
}

for (const by of ['--require', '--import'] as const)
  test.serial(`the application runs on, and one line says why, with an API from before 1.0 (${by})`, async (t) => {
    const folder = projectWithOldApi(
      t,
      "console.log(require('opentracing').globalTracer().startSpan('x').constructor.name)",
    );
    const result = await run('app.cjs', { cwd: folder, by });
    t.is(result.code, 0);
    t.is(result.stdout, 'Span\n');
    t.regex(
      result.stderr,
      /^\[ot2otel\] OpenTelemetry was not started.*@opentelemetry\/api is older than 1\.9; raise it.*\n$/,
    );
  });

test.serial('the package itself says what is wrong with an API from before 1.0', async (t) => {
  const program = "try { require('@ot2otel/shim') } catch (error) { console.log(error.message) }";
  const result = await run('app.cjs', { cwd: projectWithOldApi(t, program) });
  t.is(result.code, 0);
  t.regex(
    result.stdout,
    /^@ot2otel\/shim cannot be loaded: the @opentelemetry\/api.* is older than 1\.9 .* Raise it, .*\n$/,
  );
});

test.serial('the trace SDK and one exporter are enough', async (t) => {
  const { env, received } = await collector(t);
  const packages =
    sdkLine === 2
      ? ['@opentelemetry/sdk-trace-node']
      : ['@opentelemetry/sdk-trace', '@opentelemetry/context-async-hooks'];
  const program = "require('opentracing').globalTracer().startSpan('work').finish()";
  const folder = makeProject([...packages, '@opentelemetry/exporter-trace-otlp-http'], program);
  t.teardown(() => rmSync(folder, { recursive: true }));
  const result = await run('app.cjs', { cwd: folder, env: { ...env, ...NAMED } });
  t.is(result.stderr, '');
  t.deepEqual(
    (await received(1)).map(({ name }) => name),
    ['work'],
  );
});

test.serial('without an exporter headers are passed on, and one line says what to install', async (t) => {
  const program = `
    const { globalTracer } = require('opentracing'); const carrier = {};
    globalTracer().inject(globalTracer().startSpan('x'), 'http_headers', carrier); console.log(Object.keys(carrier).join())`;
  const folder = makeProject([sdkLine === 2 ? '@opentelemetry/sdk-trace-node' : '@opentelemetry/sdk-trace'], program);
  t.teardown(() => rmSync(folder, { recursive: true }));
  const result = await run('app.cjs', { cwd: folder, env: NAMED });
  t.is(result.stdout, 'traceparent\n');
  t.regex(
    result.stderr,
    /no OTLP exporter is installed, spans go nowhere: npm install @opentelemetry\/exporter-trace-otlp-proto/,
  );
});

test.serial('OTEL_SDK_DISABLED leaves everything as it is', async (t) => {
  const result = await run(app('jaeger.cjs'), { env: { OTEL_SDK_DISABLED: 'true' }, args: ['exit'] });
  t.is(result.code, 3);
  t.deepEqual(noticesOf(result), ['[ot2otel] OTEL_SDK_DISABLED: nothing was changed']);
});

for (const [title, order] of [
  ['before us', ['--require', app('other-sdk.cjs'), '--require', '@ot2otel/shim/register']],
  ['by a distribution after us', ['--require', '@ot2otel/shim/register', '--require', '@elastic/opentelemetry-node']],
] as const)
  test.serial(`an SDK that is started ${title} keeps its say, and gets the spans of legacy tracers`, async (t) => {
    // The distribution's name is made to lead to our stand-in.
    const folder = path.join(ROOT, 'test/shim/register/apps');
    const env = { ...NAMED, NODE_PATH: path.join(folder, 'distributions') };
    const result = await run(app('mixed.cjs'), { by: 'none', flags: order, env });
    t.is(result.code, 0, result.stderr);
    t.is(result.stdout, 'other SDK: legacy,native\n');
    t.regex(result.stderr, /OpenTracing reports to the SDK of/);
  });

test.serial('a package manager is left alone: it only starts the application', async (t) => {
  const result = await run(path.join(ROOT, 'test/shim/register/apps/npm-cli.js'), { env: {} });
  t.is(result.stdout, 'true\n');
  t.is(result.stderr, '');
});

for (const program of ['http.cjs', 'http.mjs'])
  test.serial(`instrumentations that are installed see what the program loads: ${program}`, async (t) => {
    const { env, received } = await collector(t);
    const result = await run(app(program), { by: '--import', env: { ...env, ...NAMED } });
    t.is(result.stderr, '');
    t.is(result.code, 0);
    const spans = await received(4);
    const server = spans.find(({ scope, kind }) => scope.endsWith('instrumentation-http') && kind === 2);
    const client = spans.find(({ scope, kind }) => scope.endsWith('instrumentation-http') && kind === 3);
    t.truthy(client);
    t.is(server?.traceId, client?.traceId);
    t.is(server?.parentSpanId, client?.spanId);
    t.true(spans.some(({ scope }) => scope.endsWith('instrumentation-express')));
    t.true(spans.some(({ name }) => name === 'by hand'));
  });

test.serial('instrumentations can be chosen', async (t) => {
  const { env, received } = await collector(t);
  await run(app('http.cjs'), { env: { ...env, ...NAMED, OTEL_NODE_DISABLED_INSTRUMENTATIONS: 'express,http' } });
  t.deepEqual(
    (await received(1)).map(({ name }) => name),
    ['by hand'],
  );
});

test.serial('in debug mode the configuration and every span are printed, without secrets', async (t) => {
  const { env } = await collector(t);
  const token = 's3cret'.padEnd(32, 'x');
  const result = await run(app('noop.cjs'), {
    env: { ...env, ...NAMED, OTEL_LOG_LEVEL: 'debug', LS_ACCESS_TOKEN: token },
  });
  t.is(result.stdout, 'worked\n');
  t.regex(result.stderr, /\[ot2otel\] configuration \{[\s\S]*"serviceName"[\s\S]*lightstep-access-token=\*\*\*/);
  const span = /\[ot2otel\] (\{\n {2}"name": "work"[\s\S]*?\n\})/.exec(result.stderr)?.[1];
  t.like(JSON.parse(span ?? '{}'), {
    name: 'work',
    kind: 'SpanKind.INTERNAL',
    parent_id: null,
    attributes: { card: 'x' },
  });
  t.false(result.stderr.includes('s3cret'));
});

test.serial('settings come from code, too', async (t) => {
  const { http, received, requests } = await collector(t);
  const program = `
    const { configureOpenTelemetry } = require('@ot2otel/shim/launcher');
    const launched = configureOpenTelemetry({
      accessToken: 't'.repeat(32), serviceName: 'by-code', serviceVersion: '2.0', resourceAttributes: { 'cloud.region': 'eu', replicas: 2 },
      propagators: 'b3multi', spanEndpoint: '${http}/v1/traces', logLevel: 'error', instrumentations: [],
    });
    const tracer = require('opentracing').globalTracer(), carrier = {};
    const span = tracer.startSpan('work'); tracer.inject(span, 'http_headers', carrier); span.finish();
    console.log(Object.keys(carrier).join());
    launched.shutdown();`;
  const result = await run('-e', { by: 'none', args: [program], env: { OTEL_SERVICE_NAME: 'by-env' } });
  t.is(result.stderr, '');
  t.is(result.stdout, 'x-b3-traceid,x-b3-spanid,x-b3-sampled\n');
  const [span] = await received(1);
  t.like(span?.resource, { 'service.name': 'by-code', 'service.version': '2.0', 'cloud.region': 'eu' });
  t.is(Number(span?.resource.replicas), 2);
  t.true(requests.some(({ headers }) => headers['lightstep-access-token'] === 't'.repeat(32)));
});

test.serial('an instrumentation that cannot be started costs neither the others nor the start', async (t) => {
  const code = `
    const broken = { instrumentationName: 'broken', setTracerProvider() { throw new Error('too old'); } };
    const seen = [];
    const sound = { setTracerProvider: () => seen.push('sound'), getConfig: () => ({ enabled: true }) };
    const { configureOpenTelemetry } = require('@ot2otel/shim/launcher');
    configureOpenTelemetry({ serviceName: 'shop', instrumentations: [broken, sound] });
    const span = require('opentracing').globalTracer().startSpan('work');
    console.log(seen.join(), /^[0-9a-f]{32}$/.test(span.context().toTraceId()));`;
  const { stdout, stderr } = await run('-e', { by: 'none', env: { OTEL_TRACES_EXPORTER: 'none' }, args: [code] });
  t.is(stdout.trim(), 'sound true');
  t.regex(stderr, /broken could not be started and is left out: Error: too old/);
});

const permissionModel = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

test.serial('where no thread may be started, legacy tracers report all the same', async (t) => {
  const { stdout, stderr } = await run(app('jaeger.mjs'), {
    by: '--import',
    flags: [`${permissionModel}`, '--allow-fs-read=*'],
    env: { OTEL_TRACES_EXPORTER: 'console' },
  });
  t.regex(stdout, /^ {2}name: 'work'/m);
  t.notRegex(stderr, /was not started/);
});

test.serial('settings that come after the start are named', async (t) => {
  const { env } = await collector(t);
  const program =
    "require('@ot2otel/shim/launcher').configureOpenTelemetry({ serviceName: 'late', propagators: 'b3' })";
  const result = await run('-e', { args: [program], env: { ...env, ...NAMED } });
  t.deepEqual(noticesOf(result), [
    '[ot2otel] OpenTelemetry is started already, settings of configureOpenTelemetry() have no effect (serviceName, propagators): drop one start',
  ]);
});

test.serial('metrics are sent when they are asked for, and logs are not', async (t) => {
  const { env, received } = await collector(t);
  const program = `
    require('@opentelemetry/api').metrics.getMeter('x').createCounter('orders').add(3);
    require('opentracing').globalTracer().startSpan('work').finish();`;
  const result = await run('-e', { args: [program], env: { ...env, ...NAMED, OTEL_METRICS_EXPORTER: 'console' } });
  t.is(result.stderr, '');
  t.regex(result.stdout, /name: 'orders'[\s\S]*value: 3/);
  t.deepEqual(
    (await received(1)).map(({ name }) => name),
    ['work'],
  );
});

test.serial('OTEL_CONFIG_FILE takes the place of the variables', async (t) => {
  const { http, received } = await collector(t);
  const folder = mkdtempSync(path.join(tmpdir(), 'config-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'otel.yaml');
  writeFileSync(file, CONFIG_FILE.replace('ENDPOINT', `${http}/v1/traces`));
  const result = await run(app('mixed.cjs'), { env: { OTEL_CONFIG_FILE: file } });
  t.is(result.code, 0, result.stderr);
  const spans = await received(2);
  t.deepEqual(spans.map(({ name }) => name).sort(), ['legacy', 'native']);
  t.is(spans[0]?.resource['service.name'], 'from-file');
});
