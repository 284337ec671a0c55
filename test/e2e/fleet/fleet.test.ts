import { type ChildProcess, fork } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Collector, startCollector } from '../../shim/register/support/collector';

type Flavour = 'legacy' | 'ours' | 'native';

interface Hop {
  readonly name: string;
  readonly child: ChildProcess;
  readonly url: string;
}

/** What there is to know of a span for drawing a trace, wherever it was reported. */
interface TracePart {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
}

const SERVICE = path.join(__dirname, 'services/hop.cjs');

/** From one service to the next: before, during and after a migration, in every order of neighbours. */
const FLEETS: readonly (readonly Flavour[])[] = [
  ['legacy', 'ours', 'native', 'legacy'],
  ['native', 'ours', 'legacy', 'native'],
  ['ours', 'legacy', 'ours', 'native'],
  ['native', 'legacy', 'native', 'ours'],
];

for (const flavours of FLEETS)
  test.serial(`one request through ${flavours.join(' -> ')} is one trace`, async (t) => {
    const collector = await startCollector();
    t.teardown(() => collector.close());
    const hops = await startFleet(t, flavours, collector);
    const names = flavours.map(nameOf);

    const [first] = hops;
    const user = flavours[0] === 'native' ? { baggage: 'user=ann%20%26%20bob' } : {};
    const answer = await get(first?.url ?? '', user);
    t.is(answer, names.map((name) => `${name}(ann & bob)`).join(' '));

    const reported = (await Promise.all(hops.map(stop))).flat();
    const spans = [...reported, ...(await collector.received(flavours.length - reported.length))];
    t.deepEqual(
      chain(spans),
      names.map((name) => `${name} handles`),
    );
    t.is(new Set(spans.map(({ traceId }) => traceId)).size, 1);
  });

function nameOf(flavour: Flavour, index: number): string {
  return `${flavour}-${index}`;
}

/** The last one first, for each must know the next. */
async function startFleet(t: ExecutionContext, flavours: readonly Flavour[], collector: Collector): Promise<Hop[]> {
  const hops: Hop[] = [];
  for (const [index, flavour] of [...flavours.entries()].reverse())
    hops.unshift(await startHop(t, nameOf(flavour, index), flavour, hops[0]?.url, collector));
  return hops;
}

async function startHop(
  t: ExecutionContext,
  name: string,
  flavour: Flavour,
  next: string | undefined,
  collector: Collector,
): Promise<Hop> {
  const child = fork(SERVICE, [name, flavour, ...(next === undefined ? [] : [next])], {
    execArgv: flavour === 'ours' ? ['--require', '@ot2otel/shim/register'] : [],
    env: {
      PATH: process.env.PATH,
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.http,
      OTEL_NODE_ENABLED_INSTRUMENTATIONS: 'none',
    },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  return { name, child, url: `http://127.0.0.1:${port}/` };
}

function get(url: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve(text));
    });
    request.on('error', reject);
  });
}

/** Ends a service; gives what a legacy one would have sent to Jaeger. */
function stop({ child }: Hop): Promise<TracePart[]> {
  const spans: TracePart[] = [];
  child.on('message', (message: { reported?: TracePart[] }) => spans.push(...(message.reported ?? [])));
  return new Promise((resolve) => {
    child.once('exit', () => resolve(spans));
    child.send('stop');
  });
}

/** The names along the trace, from the root down. */
function chain(spans: readonly TracePart[]): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const names: string[] = [];
  let current = spans.find(({ parentSpanId }) => !ids.has(parentSpanId));
  while (current !== undefined) {
    names.push(current.name);
    const { spanId } = current;
    current = spans.find(({ parentSpanId }) => parentSpanId === spanId);
  }
  return names;
}
