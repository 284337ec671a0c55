export { activeSpan, toOpenTracingSpan, withActive } from './active';
export { type CloseableTracer, createTracerShim, type PlainOptions } from './create-tracer-shim';
export {
  type FindCopies,
  type InstallOptions,
  installGlobal,
  type OpenTracingCopy,
  registerGlobalTracer,
} from './global';
export { hybridPropagator, hybridTracerProvider } from './hybrid';
export type { ShimOptions } from './options';
export { type AnySpan, toOtelSpan } from './otel-span';
export { SpanContextShim } from './span-context-shim';
export { SpanShim } from './span-shim';
export { type EitherTracer, type OfBoth, type StartsSpans, toOpenTracingTracer } from './to-open-tracing-tracer';
export { type AnyParent, type AnySpanOptions, TracerShim } from './tracer-shim';
export { VERSION } from './version';
