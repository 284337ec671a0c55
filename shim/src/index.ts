export { activeSpan, toOpenTracingSpan, withActive } from './border/active';
export { hybridPropagator, hybridTracerProvider } from './border/hybrid';
export {
  type FindCopies,
  type InstallOptions,
  installGlobal,
  type OpenTracingCopy,
  registerGlobalTracer,
} from './border/install-global';
export { type EitherTracer, type OfBoth, type StartsSpans, toOpenTracingTracer } from './border/to-open-tracing-tracer';
export { SpanContextShim } from './contexts/span-context-shim';
export { type AnySpan, toOtelSpan } from './parents/to-otel-span';
export { SpanShim } from './spans/span-shim';
export { type CloseableTracer, createTracerShim, type PlainOptions } from './tracers/create-tracer-shim';
export type { ShimOptions } from './tracers/options';
export { type AnyParent, type AnySpanOptions, TracerShim } from './tracers/tracer-shim';
export { VERSION } from './version';
