// The package has no types of its own; these are what the tests use of it.
declare module '@elastic/mockotlpserver' {
  interface MockOtlpServerOptions {
    readonly services: readonly ('http' | 'grpc')[];
    readonly httpHostname: string;
    readonly httpPort: number;
    readonly grpcHostname: string;
    readonly grpcPort: number;
    readonly logLevel: string;
    /** A trace in the shape of OTLP's protobuf messages. */
    readonly onTrace: (trace: never) => void;
    readonly onRequest: (request: { headers: Record<string, unknown> }) => void;
  }

  export class MockOtlpServer {
    constructor(options: MockOtlpServerOptions);
    readonly httpUrl: URL;
    readonly grpcUrl: URL;
    start(): Promise<void>;
    close(): Promise<void>;
  }
}
