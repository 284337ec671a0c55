/** Names of `@opentelemetry/api` that rewritten code may use. */
export type ApiName =
  | 'trace'
  | 'context'
  | 'propagation'
  | 'ROOT_CONTEXT'
  | 'SpanKind'
  | 'SpanStatusCode'
  | 'TraceFlags'
  | 'INVALID_SPAN_CONTEXT'
  | 'ProxyTracerProvider'
  | 'Span'
  | 'Tracer'
  | 'Context'
  | 'SpanOptions'
  | 'Attributes'
  | 'AttributeValue'
  | 'Link'
  | 'TextMapGetter'
  | 'TextMapSetter';

/** Functions that rewritten code may import from a file of its own project. */
export type HelperName = 'attributeValue';

/** The package that moved code speaks to. */
export const API = '@opentelemetry/api';

/** The package that lets code which stays report to OpenTelemetry. */
export const SHIM = '@ot2otel/shim';

/** Functions of the shim that code may import where old and new meet. */
export type ShimName = 'toOpenTracingTracer';

const NEW_OPTIONS: ReadonlySet<string> = new Set(['attributes', 'kind', 'links', 'root']);

/** Whether a name is one of a start's options that OpenTracing does not know. */
export function isNewOption(name: string): boolean {
  return NEW_OPTIONS.has(name);
}

/** What the methods of OpenTracing's span are called now. */
export const spanSuccessors: ReadonlyMap<string, string> = new Map([
  ['setTag', 'setAttribute'],
  ['addTags', 'setAttributes'],
  ['log', 'addEvent'],
  ['finish', 'end'],
  ['context', 'spanContext'],
  ['setOperationName', 'updateName'],
]);

/** Methods of OpenTelemetry's span that give the span back. */
export const chainingSpanMethods: ReadonlySet<string> = new Set([
  'addEvent',
  'addLink',
  'addLinks',
  'setAttribute',
  'setAttributes',
  'setStatus',
  'updateName',
]);

/** What a span is asked in OpenTelemetry's words. */
export const newSpanMethods: ReadonlySet<string> = new Set([
  ...chainingSpanMethods,
  'end',
  'isRecording',
  'recordException',
  'spanContext',
]);
