/**
 * The surface of `opentracing` 0.14.7 and of the tracers that carry it, as data: what a member is called, and what it gives.
 * Source: lib/index.d.ts, lib/tracer.d.ts, lib/span.d.ts, lib/span_context.d.ts, lib/mock_tracer/*.d.ts of the package.
 */

/** What a value is, in OpenTracing's terms. */
export type Role =
  | 'namespace'
  | 'tags'
  | 'tracer'
  | 'span'
  | 'spanContext'
  | 'spanOptions'
  | 'reference'
  | 'binaryCarrier'
  | 'mockTracer'
  | 'mockReport'
  | 'mockSpan';

/** What calling (or reading) a member of a role gives; `void` and `other` carry no role further. */
type Result = Role | 'this' | 'void' | 'other' | `${Role}?` | `${Role}[]`;

const tracer = {
  startSpan: 'span',
  inject: 'void',
  extract: 'spanContext?',
  // Not OpenTracing's, but every tracer that people used had one of them.
  close: 'void',
  flush: 'void',
  // jaeger-client's, for formats of one's own.
  registerInjector: 'void',
  registerExtractor: 'void',
} as const satisfies Record<string, Result>;

const span = {
  context: 'spanContext',
  tracer: 'tracer',
  setOperationName: 'this',
  setBaggageItem: 'this',
  getBaggageItem: 'other',
  setTag: 'this',
  addTags: 'this',
  log: 'this',
  logEvent: 'void',
  finish: 'void',
} as const satisfies Record<string, Result>;

const mockSpan = {
  ...span,
  operationName: 'other',
  durationMs: 'other',
  tags: 'other',
  uuid: 'other',
  startTime: 'other',
} as const satisfies Record<string, Result>;

/** Methods by the role of their receiver. */
export const methods = {
  tracer,
  span,
  spanContext: { toTraceId: 'other', toSpanId: 'other' },
  reference: { type: 'other', referencedContext: 'spanContext' },
  mockTracer: { ...tracer, clear: 'void', report: 'mockReport' },
  mockReport: { firstSpanWithTagValue: 'mockSpan?' },
  mockSpan,
} as const satisfies Partial<Record<Role, Record<string, Result>>>;

/** Functions of the namespace. */
export const functions = {
  globalTracer: 'tracer',
  initGlobalTracer: 'void',
  childOf: 'reference',
  followsFrom: 'reference',
} as const satisfies Record<string, Result>;

/** Classes of the namespace, and the role of their instances. */
export const classes = {
  Tracer: 'tracer',
  Span: 'span',
  SpanContext: 'spanContext',
  Reference: 'reference',
  BinaryCarrier: 'binaryCarrier',
  MockTracer: 'mockTracer',
  // Only `opentracing/lib/mock_tracer` exports these.
  MockSpan: 'mockSpan',
  MockContext: 'spanContext',
} as const satisfies Record<string, Role>;

/** Interfaces of the namespace that exist as types only. */
export const interfaces = { SpanOptions: 'spanOptions' } as const satisfies Record<string, Role>;

/** Constants of the namespace, with their values. */
export const constants = {
  FORMAT_BINARY: 'binary',
  FORMAT_TEXT_MAP: 'text_map',
  FORMAT_HTTP_HEADERS: 'http_headers',
  REFERENCE_CHILD_OF: 'child_of',
  REFERENCE_FOLLOWS_FROM: 'follows_from',
} as const;

/** `opentracing.Tags`, with the values. */
export const tags = {
  SPAN_KIND: 'span.kind',
  SPAN_KIND_RPC_CLIENT: 'client',
  SPAN_KIND_RPC_SERVER: 'server',
  SPAN_KIND_MESSAGING_PRODUCER: 'producer',
  SPAN_KIND_MESSAGING_CONSUMER: 'consumer',
  ERROR: 'error',
  COMPONENT: 'component',
  SAMPLING_PRIORITY: 'sampling.priority',
  PEER_SERVICE: 'peer.service',
  PEER_HOSTNAME: 'peer.hostname',
  PEER_ADDRESS: 'peer.address',
  PEER_HOST_IPV4: 'peer.ipv4',
  PEER_HOST_IPV6: 'peer.ipv6',
  PEER_PORT: 'peer.port',
  HTTP_URL: 'http.url',
  HTTP_METHOD: 'http.method',
  HTTP_STATUS_CODE: 'http.status_code',
  MESSAGE_BUS_DESTINATION: 'message_bus.destination',
  DB_INSTANCE: 'db.instance',
  DB_STATEMENT: 'db.statement',
  DB_TYPE: 'db.type',
  DB_USER: 'db.user',
} as const;

/** The methods of what has a role, and what each gives; none for a role that has none. */
export function methodsOf(role: string): Readonly<Record<string, string>> {
  return Object.hasOwn(methods, role) ? methods[role as keyof typeof methods] : {};
}

/** Whether what has a role has a method. */
export function hasMethod(role: string, name: string): boolean {
  return Object.hasOwn(methodsOf(role), name);
}

type MethodsOf<R extends keyof typeof methods> = `${R}.${Extract<keyof (typeof methods)[R], string>}`;

/** Every call that the codemod must settle: `role.method`, `function`, or `new Class`. */
export type Member =
  | { [R in keyof typeof methods]: MethodsOf<R> }[keyof typeof methods]
  | keyof typeof functions
  | `new ${keyof typeof classes}`
  | TracerFactory;

/** How tracers were made, by package; see `tracerPackages`. */
export type TracerFactory =
  | 'jaeger.initTracer'
  | 'jaeger.initTracerFromEnv'
  | 'new lightstep.Tracer'
  | 'new zipkin.Tracer'
  | 'new elastic.Tracer'
  | 'new otel.TracerShim';

/** Packages whose exports make tracers: export name -> member. `opentracing` names an export that re-exports the namespace. */
export const tracerPackages: Readonly<Record<string, Readonly<Record<string, TracerFactory | 'opentracing'>>>> = {
  'jaeger-client': {
    initTracer: 'jaeger.initTracer',
    initTracerFromEnv: 'jaeger.initTracerFromEnv',
    opentracing: 'opentracing',
  },
  'lightstep-tracer': { Tracer: 'new lightstep.Tracer' },
  'zipkin-javascript-opentracing': { default: 'new zipkin.Tracer' },
  'elastic-apm-node-opentracing': { default: 'new elastic.Tracer' },
  '@opentelemetry/shim-opentracing': { TracerShim: 'new otel.TracerShim' },
};

/** Types that such packages have for their tracers beside OpenTracing's own: package -> name -> what it is one of. */
export const tracerTypes: Readonly<Record<string, Readonly<Record<string, Role>>>> = {
  'jaeger-client': { JaegerTracer: 'tracer' },
};

/** Makers whose tracers the shim cannot connect to OpenTelemetry: what they make has none of its names, so it stays as it is. */
export const unconnectedMakers: ReadonlySet<TracerFactory> = new Set(['new zipkin.Tracer', 'new elastic.Tracer']);

const OLD_OPTIONS: ReadonlySet<string> = new Set(['childOf', 'references', 'tags']);

/** Whether a name is one of a start's options that OpenTelemetry does not know. */
export function isOldOption(name: string): boolean {
  return OLD_OPTIONS.has(name);
}

/** Packages whose spans and tracers have methods of the same names, and are not OpenTracing's. */
export const lookAlikePackages =
  /^(?:dd-trace|signalfx-tracing|elastic-apm-node|newrelic|moleculer|zipkin|applicationinsights|aws-xray-sdk(?:-.+)?|zipkin-(?:instrumentation|transport)-.+|@(?:sentry|opencensus|elastic|newrelic)\/.+|@google-cloud\/trace-agent)(?:\/|$)/;
