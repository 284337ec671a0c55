export { canonicalTraces } from './canonical';
export { compareTraces } from './compare';
export { type Aspect, type Difference, describeDifference } from './differences';
export { type JaegerSpan, recordJaeger } from './from-jaeger';
export { type MockReference, type MockSpan, recordMock } from './from-mock';
export {
  type OpenTracingLog,
  type OpenTracingReference,
  type OpenTracingSpan,
  recordOpenTracing,
} from './from-opentracing';
export { type OtlpRequest, recordOtlp } from './from-otlp';
export { recordSdk, type SdkSpan } from './from-sdk';
export { type RenderOptions, type RenderStyle, renderTraces } from './render';
export type {
  Attributes,
  CanonicalEvent,
  CanonicalLink,
  CanonicalSpan,
  CanonicalTrace,
  Kind,
  RecordedEvent,
  RecordedLink,
  RecordedSpan,
  Status,
  Value,
  Window,
} from './types';
