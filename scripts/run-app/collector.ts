import { type OtlpRequest, type RecordedSpan, recordOtlp } from '../../codemods/src/traces';

/** A receiver of OTLP over HTTP that keeps the spans it gets. */
export interface Collector {
  readonly url: string;
  readonly spans: RecordedSpan[];
  close(): Promise<void>;
}

/** The package's own types name no constructor options that a strict compiler accepts. */
interface MockServer {
  readonly httpUrl: URL | null;
  start(): Promise<void>;
  close(): Promise<void>;
}

const { MockOtlpServer }: { MockOtlpServer: new (options: object) => MockServer } = require('@elastic/mockotlpserver');

/** Starts a receiver on a free port. One at a time: its channels are global to the process. */
export async function startCollector(): Promise<Collector> {
  const spans: RecordedSpan[] = [];
  const server = new MockOtlpServer({
    services: ['http'],
    httpHostname: '127.0.0.1',
    httpPort: 0,
    logLevel: 'warn',
    onTrace: (request: OtlpRequest) => spans.push(...recordOtlp(request)),
  });
  await server.start();
  const url = String(server.httpUrl).replace(/\/$/, '');
  return { url, spans, close: () => server.close() };
}
