import { setTimeout as delay } from 'node:timers/promises';
import { MockOtlpServer } from '@elastic/mockotlpserver';

/** A span as it arrived over the wire, without what depends on the encoding. */
export interface ReceivedSpan {
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string;
  readonly scope: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resource: Readonly<Record<string, unknown>>;
}

export interface Collector {
  readonly http: string;
  readonly grpc: string;
  readonly spans: ReceivedSpan[];
  readonly requests: readonly { headers: Readonly<Record<string, unknown>> }[];
  /** Waits until that many spans have come, or a while has passed; gives those that came. */
  received(count: number): Promise<ReceivedSpan[]>;
  close(): Promise<void>;
}

interface KeyValue {
  key: string;
  value: Readonly<Record<string, unknown>>;
}

interface RawSpan extends Record<'traceId' | 'spanId' | 'parentSpanId', Uint8Array | string | undefined> {
  name: string;
  kind: number;
  attributes?: KeyValue[];
}

interface RawTrace {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: { scope: { name: string }; spans: RawSpan[] }[];
  }[];
}

/** A collector that speaks all forms of OTLP, on free ports of this machine. */
export async function startCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const requests: { headers: Record<string, unknown> }[] = [];
  const server = new MockOtlpServer({
    services: ['http', 'grpc'],
    httpHostname: '127.0.0.1',
    httpPort: 0,
    grpcHostname: '127.0.0.1',
    grpcPort: 0,
    logLevel: 'error',
    onTrace: (trace: RawTrace) => spans.push(...readSpans(trace)),
    onRequest: (request: { headers: Record<string, unknown> }) => requests.push(request),
  });
  await server.start();
  return {
    http: server.httpUrl.origin,
    grpc: server.grpcUrl.origin,
    spans,
    requests,
    async received(count) {
      for (let waited = 0; spans.length < count && waited < 5000; waited += 20) await delay(20);
      return spans;
    },
    close: () => server.close(),
  };
}

function readSpans({ resourceSpans }: RawTrace): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ scope, spans }) =>
      spans.map((span) => ({
        name: span.name,
        kind: span.kind,
        traceId: hex(span.traceId),
        spanId: hex(span.spanId),
        parentSpanId: hex(span.parentSpanId),
        scope: scope.name,
        attributes: readAttributes(span.attributes ?? []),
        resource: readAttributes(resource.attributes),
      })),
    ),
  );
}

/** Bytes in protobuf, hexadecimal text in JSON. */
function hex(id: Uint8Array | string | undefined): string {
  return typeof id === 'string' ? id : Buffer.from(id ?? []).toString('hex');
}

function readAttributes(pairs: readonly KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [key, Object.values(value).find((entry) => entry !== undefined)]),
  );
}
