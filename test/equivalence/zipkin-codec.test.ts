// A service whose tracer of jaeger-client has the Zipkin codec, before and after: for the same requests it hands on the same headers.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import test from 'ava';
import { migrate } from '../../codemods/src/migrate';
import { sdkLine } from '../support/sdk';

const SOURCES = [
  {
    path: 'tracing.js',
    text: `const { initTracer, ZipkinB3TextMapCodec } = require('jaeger-client');
const { FORMAT_HTTP_HEADERS } = require('opentracing');

const tracer = initTracer({ serviceName: 'shop', sampler: { type: 'const', param: 1 } }, {});
const codec = new ZipkinB3TextMapCodec({ urlEncoding: true });
tracer.registerInjector(FORMAT_HTTP_HEADERS, codec);
tracer.registerExtractor(FORMAT_HTTP_HEADERS, codec);

module.exports = tracer;
`,
  },
  {
    path: 'server.js',
    text: `const { createServer } = require('node:http');
const { FORMAT_HTTP_HEADERS } = require('opentracing');
const tracer = require('./tracing');

const server = createServer((request, response) => {
  const parent = tracer.extract(FORMAT_HTTP_HEADERS, request.headers);
  const span = tracer.startSpan('serve', { childOf: parent });
  const onward = {};
  tracer.inject(span, FORMAT_HTTP_HEADERS, onward);
  response.end(JSON.stringify(onward));
  span.finish();
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`,
  },
];

type Headers = Record<string, string>;

const TRACE = { 'x-b3-traceid': '463ac35c9f6413ad48485a3953bb6124', 'x-b3-spanid': '0020000000000001' };
const STRIPPED = { 'x-b3-traceid': '3ac35c9f6413ad', 'x-b3-spanid': 'a2fb4a1d1a96d31' };

const REQUESTS: Readonly<Record<string, Headers>> = {
  'a trace that is sampled': { ...TRACE, 'x-b3-sampled': '1', 'x-b3-parentspanid': '05e3ac9a4f6e3b90' },
  'a trace that is not sampled': { ...TRACE, 'x-b3-sampled': '0' },
  'a trace of which nothing is decided': TRACE,
  'a trace to debug': { ...TRACE, 'x-b3-flags': '1' },
  'ids without their zeros': { ...STRIPPED, 'x-b3-sampled': '1' },
  baggage: { ...TRACE, 'x-b3-sampled': '1', 'uberctx-user': 'a%20b%2Cc', 'jaeger-baggage': 'zone=eu' },
  'no headers': {},
  'headers of other formats': { 'uber-trace-id': '463ac35c9f6413ad:1:0:1', b3: '463ac35c9f6413ad-0020000000000001-1' },
  'ids that are none': { 'x-b3-traceid': 'none', 'x-b3-spanid': 'x' },
};

const NEW = 'a new trace';

/** What the next service learns: not which new ids there are, nor the zeros that lead one. */
function meaningOf(
  sent: Headers,
  { 'x-b3-parentspanid': _, 'x-b3-spanid': span, 'x-b3-traceid': trace, ...rest }: Headers,
) {
  const wide = (id = '') => id.padStart(32, '0');
  const isSame = wide(trace) === wide(sent['x-b3-traceid']);
  return { trace: isSame ? wide(trace) : NEW, hasSpan: /^[0-9a-f]{1,16}$/.test(span ?? ''), ...rest };
}

const root = path.resolve(__dirname, '../../.cache/zipkin-codec');
mkdirSync(root, { recursive: true });
const home = mkdtempSync(path.join(root, 'run-'));
const services: ChildProcess[] = [];
test.after.always(() => {
  for (const service of services) service.kill();
  rmSync(home, { recursive: true, force: true });
});

/** Starts the service, and gives what it hands on for each request. */
async function answersOf(name: string, files: readonly { path: string; text: string }[], env: Headers = {}) {
  const folder = path.join(home, name);
  mkdirSync(folder);
  for (const file of files) writeFileSync(path.join(folder, file.path), file.text);
  // Nobody is there; without an exporter there would be no SDK either.
  const own = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', ...env };
  const { OTEL_PROPAGATORS: _, ...inherited } = process.env;
  const service = spawn(process.execPath, ['server.js'], {
    cwd: folder,
    env: { ...inherited, ...own },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  services.push(service);
  const [port] = await once(service.stdout, 'data');
  const answers: Record<string, Headers> = {};
  for (const [request, headers] of Object.entries(REQUESTS)) {
    const response = await fetch(`http://127.0.0.1:${String(port).trim()}/`, { headers });
    answers[request] = (await response.json()) as Headers;
  }
  return answers;
}

test('what moved hands on the headers of the codec, and what the operator names goes before it', async (t) => {
  const engines = sdkLine === 3 ? { node: '>=22.15' } : {};
  const manifests = new Map([['', { name: 'shop', version: '1.0.0', engines }]]);
  const { files, created, sites } = migrate({ files: SOURCES, manifests });
  t.is(sites.left, 0);
  t.deepEqual(
    created.map((file) => file.path),
    ['opentelemetry.js'],
  );
  const moved = [...files, ...created];
  const [before, after, named] = await Promise.all([
    answersOf('before', SOURCES),
    answersOf('after', moved),
    answersOf('named', moved, { OTEL_PROPAGATORS: 'tracecontext' }),
  ]);
  for (const [request, sent] of Object.entries(REQUESTS)) {
    t.deepEqual(meaningOf(sent, after[request] ?? {}), meaningOf(sent, before[request] ?? {}), request);
    t.deepEqual(Object.keys(named[request] ?? {}), ['traceparent'], request);
  }
  const kept = Object.keys(REQUESTS).filter(
    (request) => meaningOf(REQUESTS[request] ?? {}, after[request] ?? {}).trace !== NEW,
  );
  t.is(kept.length, 6);
  t.is(after.baggage?.['uberctx-user'], 'a%20b%2Cc');
});
