import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Collector, startCollector } from './support/collector';
import { app, noticesOf, ROOT, run, withoutNotices } from './support/run';

async function collector(t: ExecutionContext): Promise<Collector & { env: Record<string, string> }> {
  const started = await startCollector();
  t.teardown(() => started.close());
  return { ...started, env: { OTEL_EXPORTER_OTLP_ENDPOINT: started.http } };
}

for (const by of ['--require', '--import', 'NODE_OPTIONS'] as const)
  for (const program of ['jaeger.cjs', 'jaeger.mjs'])
    test.serial(`by ${by}, the tracer of jaeger-client reports to OpenTelemetry: ${program}`, async (t) => {
      const { env, received } = await collector(t);
      const result = await run(app(program), { by, env });
      const [span, ...others] = await received(1);
      t.is(result.code, 0);
      t.deepEqual(others, []);
      t.is(span?.name, 'work');
      t.is(span?.scope, 'opentracing-shim');
      t.is(span?.resource['service.name'], 'checkout');
      t.deepEqual(noticesOf(result), [
        `[ot2otel] jaeger-client now reports to OpenTelemetry as "checkout" (${env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces)`,
      ]);
      t.is(withoutNotices(result), '');
    });

test.serial(
  'tags of the tracer become resource attributes, and the environment has precedence over the code',
  async (t) => {
    const { env, received } = await collector(t);
    await run(app('jaeger.cjs'), { env: { ...env, OTEL_SERVICE_NAME: 'from-env' } });
    const [span] = await received(1);
    t.like(span?.resource, { 'service.name': 'from-env', team: 'pay', 'telemetry.sdk.language': 'nodejs' });
    t.is(typeof span?.resource['host.name'], 'string');
  },
);

test.serial('the notice says where spans go: also where that is not the endpoint of OTLP', async (t) => {
  const told = async (exporter: string) => {
    const result = await run(app('jaeger.cjs'), { env: { OTEL_TRACES_EXPORTER: exporter } });
    return noticesOf(result).map((line) => /\((.*)\)$/.exec(line)?.[1]);
  };
  t.deepEqual(await told('console'), ['console']);
  t.deepEqual(await told('none'), ['which exports nothing']);
});

test.serial('two flags start one SDK', async (t) => {
  const { env, received } = await collector(t);
  await run(app('jaeger.cjs'), { by: '--import', flags: ['--require', '@ot2otel/shim/register'], env });
  // The process has ended: what it had to say has been said.
  t.is((await received(1)).length, 1);
});

test.serial('a sampler in code is used', async (t) => {
  const { env, received } = await collector(t);
  const program = `
    const { initTracer } = require('jaeger-client');
    const tracer = initTracer({ serviceName: 'x', sampler: { type: 'ratelimiting', param: 2 } }, {});
    for (let i = 0; i < 10; i += 1) tracer.startSpan('root ' + i).finish();`;
  await run('-e', { args: [program], env });
  t.deepEqual(
    (await received(2)).map(({ name }) => name),
    ['root 0', 'root 1'],
  );
});

test.serial('a sampler in the environment wins', async (t) => {
  const { env, received } = await collector(t);
  const result = await run(app('jaeger.cjs'), { env: { ...env, OTEL_TRACES_SAMPLER: 'always_off' } });
  t.is(result.stdout, 'worked\n');
  t.deepEqual(await received(0), []);
});

test.serial('tracers made by hand report to OpenTelemetry, those that keep their spans stay', async (t) => {
  const { env, received } = await collector(t);
  const before = await run(app('jaeger-class.cjs'), { by: 'none' });
  const after = await run(app('jaeger-class.cjs'), { env });
  t.deepEqual(
    (await received(1)).map(({ name }) => name),
    ['remote'],
  );
  t.is(after.stdout, before.stdout);
  t.like(JSON.parse(after.stdout), { kept: ['local', 'special'], instances: [true, true, true] });
});

test.serial(
  'a tracer that keeps its spans in memory gives code that has moved the spans that it gave before',
  async (t) => {
    const program = app('jaeger-in-memory.cjs');
    const env = { OTEL_TRACES_EXPORTER: 'none', OTEL_PROPAGATORS: 'jaeger' };
    const before = await run(program, { args: ['old'], by: 'none' });
    const [unmoved, moved] = [await run(program, { args: ['old'], env }), await run(program, { env })];
    t.is(unmoved.stdout, before.stdout);
    t.deepEqual(JSON.parse(moved.stdout), JSON.parse(before.stdout));
    t.is(moved.code, 0);
  },
);

test.serial(
  'the parts that an application made for its tracer are told and closed as jaeger-client would',
  async (t) => {
    const program = `
    const jaeger = require('jaeger-client');
    const sender = { append() {}, flush: (done) => done(0), close: () => console.log('sender closed'), setProcess: ({ serviceName }) => console.log(serviceName) };
    const logger = { info() {}, error: (message) => console.log(message) };
    const make = () => new jaeger.RemoteReporter(sender, { logger, bufferFlushInterval: 20 });
    const options = { logger, host: '127.0.0.1', port: 1, initialDelayMs: 1e6 };
    const throttler = { isAllowed: () => true, setProcess() {}, close() {} };
    const byHand = new jaeger.Tracer('by-hand', make(), new jaeger.RemoteSampler('by-hand', options), { logger, debugThrottler: throttler });
    const config = { serviceName: 'by-config', sampler: { type: 'const', param: 1 } };
    const byConfig = jaeger.initTracer(config, { reporter: make(), logger, throttler });
    setTimeout(() => byHand.close(() => byConfig.close(() => byHand.close(() => console.log('all closed')))), 100);`;
    const before = await run('-e', { args: [program], by: 'none' });
    const after = await run('-e', { args: [program], env: { OTEL_TRACES_EXPORTER: 'none' } });
    t.is(after.code, 0);
    t.is(after.stdout, before.stdout);
    t.is(after.stdout, ['by-hand', 'by-config', 'sender closed', 'sender closed', 'all closed', ''].join('\n'));
  },
);

test.serial('what an application asks of an extracted context is answered, also where nothing came in', async (t) => {
  const program = `
    const { initTracer } = require('jaeger-client');
    const reporter = { report() {}, setProcess() {}, close: (done) => done() };
    const tracer = initTracer({ serviceName: 'shop', sampler: { type: 'const', param: 1 } }, { reporter });
    for (const headers of [{}, { 'uber-trace-id': '' }, { 'uber-trace-id': 'abc:def:0:0', 'uberctx-user': 'ann' }, { 'jaeger-debug-id': 'x' }]) {
      const caller = tracer.extract('http_headers', headers);
      console.log(caller.isValid, caller.isDebugIDContainerOnly(), caller.toTraceId().replace(/^0+/, ''), caller.baggage.user);
      const own = tracer.startSpan('work', { childOf: caller }).context();
      console.log(own.isValid, own.toTraceId() === caller.toTraceId(), tracer.extract('text_map', {}).isSampled());
      const other = tracer.startSpan('work', caller.isValid ? { childOf: caller } : {}).context();
      console.log(other.toTraceId() === caller.toTraceId());
    }
    tracer.inject(tracer.extract('http_headers', {}), 'http_headers', {});`;
  const before = await run('-e', { args: [program], by: 'none' });
  const after = await run('-e', { args: [program], env: { OTEL_TRACES_EXPORTER: 'none', OTEL_PROPAGATORS: 'jaeger' } });
  t.is(after.stdout, before.stdout);
  t.is(before.stdout.split('\n').length, 13);
});

test.serial('parts that cannot be told or closed do no harm', async (t) => {
  const program = `
    const jaeger = require('jaeger-client');
    const fail = () => { throw new Error('broken'); };
    const reporter = { report() {}, setProcess: fail, close: fail };
    const tracer = new jaeger.Tracer('shop', reporter, null, { tags: 'none', debugThrottler: { close: () => {} } });
    tracer.startSpan('work').finish();
    tracer.close(() => console.log('closed'));`;
  const { stdout, code } = await run('-e', { args: [program], env: { OTEL_TRACES_EXPORTER: 'none' } });
  t.deepEqual([stdout, code], ['closed\n', 0]);
});

test.serial('codecs and header names of jaeger-client go on working', async (t) => {
  const { env } = await collector(t);
  const { headers, message, read } = JSON.parse((await run(app('jaeger-codec.cjs'), { env })).stdout);
  for (const name of ['traceparent', 'uber-trace-id', 'x-b3-traceid', 'x-our-trace', 'x-our-who'])
    t.true(headers.includes(name), name);
  t.is(message['x-our-who'], 'me you');
  t.is(read?.replace(/^0+/, ''), 'abc');
});

test.serial(
  'baggage in a message is written as jaeger-client reads it, by whatever tracer answers OpenTracing',
  async (t) => {
    const program = `
    require('jaeger-client');
    const { globalTracer } = require('opentracing');
    const { trace } = require('@opentelemetry/api');
    const { createTracerShim, toOpenTracingTracer } = require('@ot2otel/shim');
    const native = trace.getTracer('shop');
    const answering = [globalTracer(), native, native.startSpan('native').tracer(), toOpenTracingTracer(native)];
    for (const tracer of [...answering, createTracerShim(trace.getTracerProvider())]) {
      const [message, headers] = [{}, {}];
      const span = tracer.startSpan('send').setBaggageItem('user', 'ann b%');
      tracer.inject(span, 'text_map', message);
      tracer.inject(span, 'http_headers', headers);
      console.log(message['uberctx-user'], headers['uberctx-user']);
    }`;
    const { stdout } = await run('-e', { args: [program], env: { OTEL_TRACES_EXPORTER: 'none' } });
    t.is(stdout, 'ann b% ann%20b%25\n'.repeat(5));
  },
);

test.serial('the tracer of lightstep-tracer reports to OpenTelemetry', async (t) => {
  const { env, received } = await collector(t);
  const result = await run(app('lightstep.cjs'), { env });
  const [span] = await received(1);
  t.is(span?.name, 'work');
  t.like(span?.resource, { 'service.name': 'checkout', region: 'eu' });
  t.is(span?.attributes.tier, 'gold');
  t.is(Number(span?.attributes.items), 3);
  t.is(result.stdout, 'true\nreported\nflushed\n');
  t.is(noticesOf(result).length, 2);
  t.regex(result.stderr, /lightstep-tracer now reports to OpenTelemetry as "checkout"[\s\S]*set LS_ACCESS_TOKEN/);
});

test.serial(
  'what applications ask of legacy tracers and their spans goes on answering, and nothing they give throws',
  async (t) => {
    const { env, received } = await collector(t);
    const result = await run(app('legacy-members.cjs'), { env: { ...env, LS_ACCESS_TOKEN: '' } });
    t.is(result.code, 0, result.stderr);
    t.deepEqual(result.stdout.trim().split('\n'), [
      'named checkout',
      'true',
      'true true',
      'true true',
      'https://app.lightstep.com/a%2Fb/trace?span_guid=GUID&at_micros=NOW',
      'child gold true 0',
      'true true',
      'true true',
      'closed',
    ]);
    const spans = await received(8);
    const names = ['bytes', 'bytes', 'child', 'decorated', 'decorated', 'named', 'unreadable', 'unreadable'];
    t.deepEqual(spans.map(({ name }) => name).sort(), names);
    t.like(spans[0]?.resource, { circular: '{"self":"[Circular]"}', big: '1' });
    t.is(spans.find(({ name }) => name === 'child')?.attributes.tier, 'gold');
  },
);

test.serial('every copy of opentracing gets the tracer, also one that is loaded late', async (t) => {
  const { env, received } = await collector(t);
  const folder = mkdtempSync(path.join(tmpdir(), 'copies-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const copies = ['a', 'b'].map((name) => path.join(folder, name, 'node_modules/opentracing'));
  for (const copy of copies) cpSync(path.join(ROOT, 'node_modules/opentracing'), copy, { recursive: true });
  const { stdout } = await run(app('copies.cjs'), { args: copies, env });
  t.is(stdout, 'true\n');
  t.deepEqual(
    (await received(2)).map(({ name }) => name),
    ['first', 'second'],
  );
});

test.serial('modules that are thrown out of the cache get the tracer each time they are loaded', async (t) => {
  const program = `
    const idsOf = () => require('opentracing').globalTracer().startSpan('work').context().toTraceId?.().length;
    const isOurs = () => 'traceIdStr' in require('jaeger-client').initTracer({ serviceName: 'shop' }).startSpan('work').context();
    for (let round = 0; round < 3; round += 1) {
      console.log(idsOf(), isOurs());
      for (const file of Object.keys(require.cache)) delete require.cache[file];
    }`;
  const { stdout } = await run('-e', { args: [program], env: { OTEL_TRACES_EXPORTER: 'none' } });
  t.is(stdout, '32 true\n'.repeat(3));
});

test.serial('without any legacy tracer, the global tracer of opentracing reports', async (t) => {
  const { env, received } = await collector(t);
  await run(app('noop.cjs'), { env: { ...env, OTEL_SERVICE_NAME: 'plain' } });
  t.is((await received(1))[0]?.resource['service.name'], 'plain');
});

test.serial('worker threads report too', async (t) => {
  const { env, received } = await collector(t);
  await run(app('worker.cjs'), { env });
  t.deepEqual((await received(2)).map(({ name }) => name).sort(), ['main thread', 'worker thread']);
});

test.serial('native spans answer OpenTracing', async (t) => {
  const { env, received } = await collector(t);
  const result = await run(app('mixed.cjs'), { env });
  t.is(result.code, 0, result.stderr);
  const spans = await received(2);
  const native = spans.find(({ name }) => name === 'native');
  t.is(native?.attributes.old, true);
  t.is(spans.find(({ name }) => name === 'legacy')?.parentSpanId, native?.spanId);
});

test.serial('the SDK of a program behind a link is looked for where the program is', async (t) => {
  const { env, received } = await collector(t);
  const folder = mkdtempSync(path.join(tmpdir(), 'link-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const link = path.join(folder, 'start');
  symlinkSync(app('jaeger.cjs'), link);
  await run(link, { env });
  t.is((await received(1)).length, 1);
});

for (const program of ['second-sdk.cjs', 'second-sdk.mjs'])
  test.serial(`an SDK that a migrated file starts gives its name, and spans go out once: ${program}`, async (t) => {
    const { env, received } = await collector(t);
    const result = await run(app(program), { env });
    t.is(result.code, 0, result.stderr);
    t.regex(result.stderr, /the SDK that "migrated" starts itself stays idle/);
    const spans = await received(2);
    t.deepEqual(spans.map(({ name }) => name).sort(), ['legacy', 'native']);
    t.deepEqual([...new Set(spans.map(({ resource }) => resource['service.name']))], ['migrated']);
  });
