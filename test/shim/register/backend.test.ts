import http from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { startCollector } from './support/collector';
import { app, type RunOptions, run } from './support/run';

const NAMED = { OTEL_SERVICE_NAME: 'shop' };

for (const protocol of ['http/protobuf', 'http/json', 'grpc'])
  for (const end of ['exit', 'close'])
    test.serial(`spans arrive by ${protocol} from a process that ends with ${end}`, async (t) => {
      const collector = await startCollector();
      t.teardown(() => collector.close());
      const endpoint = protocol === 'grpc' ? collector.grpc : collector.http;
      const env = {
        OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_HEADERS: 'X-Tenant=a%20b',
      };
      await run(app('jaeger.cjs'), { args: [end], env });
      const [span, ...others] = await collector.received(1);
      t.is(others.length, 0);
      t.is(span?.name, 'work');
      t.regex(span?.traceId ?? '', /^[0-9a-f]{32}$/);
      t.is(Number(span?.attributes.items), 3);
      t.is(span?.resource['service.name'], 'checkout');
      if (protocol !== 'grpc') t.true(collector.requests.some(({ headers }) => headers['x-tenant'] === 'a b'));
    });

/** A backend that misbehaves: answers with a status, late, or never. */
async function backend(t: ExecutionContext, answer: (response: http.ServerResponse) => void): Promise<string> {
  const server = http.createServer((request, response) => {
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  return `http://127.0.0.1:${port}`;
}

const BACKENDS: Record<string, (t: ExecutionContext) => Promise<string>> = {
  down: async () => 'http://127.0.0.1:1',
  'answering 500': (t) => backend(t, (response) => response.writeHead(500).end()),
  'answering 503': (t) => backend(t, (response) => response.writeHead(503).end()),
  'not answering': (t) => backend(t, () => undefined),
};

/** The batch is exported at once, so that the process is in the middle of it when it ends. */
const EAGER = { ...NAMED, OTEL_BSP_SCHEDULE_DELAY: '1' };

for (const [title, start] of Object.entries(BACKENDS))
  for (const end of ['natural', 'exit', 'throw-later', 'close'])
    test.serial(`the application does not notice a backend that is ${title}: ${end}`, async (t) => {
      const env = { ...NAMED, OTEL_EXPORTER_OTLP_ENDPOINT: await start(t), OTEL_LOG_LEVEL: 'error' };
      const before = await run(app('jaeger.cjs'), { by: 'none', args: [end] });
      const after = await run(app('jaeger.cjs'), { args: [end], env });
      t.is(after.code, before.code);
      t.is(after.stdout, before.stdout);
      t.is(after.stderr, before.stderr);
      // The SDK by itself takes ten seconds and more; ours is two at most, and the rest is for a busy machine.
      t.true(after.tailMillis < 6000, `${after.tailMillis} ms`);
    });

test.serial('what could not be sent at the end is told with the reason, to whoever raises the log level', async (t) => {
  const env = {
    OTEL_LOG_LEVEL: 'info',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
    OTEL_BSP_SCHEDULE_DELAY: '60000',
  };
  const { stderr } = await run('-e', {
    env,
    args: ["require('opentracing').globalTracer().startSpan('a').finish(); process.exit();"],
  });
  t.regex(stderr, /the last span could not be sent: http:\S+ cannot be reached, or did not take them$/m);
});

test.serial('a diagnostic that is given what has no text does not fail', async (t) => {
  const { code, stderr } = await run('-e', {
    env: { OTEL_LOG_LEVEL: 'debug' },
    args: ["require('@opentelemetry/api').diag.warn('seen', Object.create(null), Symbol('a'));"],
  });
  t.is(code, 0);
  t.regex(stderr, /^\[ot2otel\] seen object Symbol\(a\)$/m);
});

test.serial('spans that were finished while the backend was down arrive when it is back', async (t) => {
  const collector = await startCollector();
  const { port } = new URL(collector.http);
  await collector.close();
  const options: RunOptions = {
    env: { ...EAGER, OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
    args: [
      `const tracer = require('opentracing').globalTracer();
       let count = 0;
       const timer = setInterval(() => {
         tracer.startSpan('span ' + count++ + '.').finish();
         if (count === 1) console.log('ready');
         if (count === 30) clearInterval(timer);
       }, 100);`,
    ],
  };
  const ended = run('-e', options);
  const spans: string[] = [];
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => {
        spans.push(
          ...(Buffer.concat(chunks)
            .toString('latin1')
            .match(/span \d+\./g) ?? []),
        );
        response.end();
      });
  });
  server.listen(Number(port), '127.0.0.1');
  t.teardown(() => server.close());
  await ended;
  t.deepEqual([...new Set(spans)].sort(), Array.from({ length: 30 }, (_, index) => `span ${index}.`).sort());
  t.is(spans.length, 30);
});
