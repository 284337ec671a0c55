import { INVALID_SPAN_CONTEXT, type Span, trace } from '@opentelemetry/api';
import { Tracer } from 'opentracing';

/** What is left to hand out when a span could not be started. */
export const INVALID_SPAN: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

/** What is left to hand out when there is no tracer. */
export const NOOP_TRACER: Tracer = new Tracer();
