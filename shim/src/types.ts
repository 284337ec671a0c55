/**
 * Types for a half-migrated project: with `import '@ot2otel/shim/types'` the types of both APIs name the hybrid objects that the shim
 * makes, so that code on either side of the migration compiles against the other. Types only; nothing happens at run time.
 *
 * What an interface lists, it lists because extending in both directions would be a circle. The modules within `opentracing` are named by
 * their files, as an ES module has to.
 */
import type * as api from '@opentelemetry/api';
import type * as opentracing from 'opentracing';

declare module '@opentelemetry/api' {
  interface Span extends opentracing.Span {}
  interface Tracer extends opentracing.Tracer {
    startSpan(name: string, options?: opentracing.SpanOptions): api.Span;
  }
  interface Context extends opentracing.SpanContext {}
  /** Declared by the API to implement Tracer. */
  interface ProxyTracer extends opentracing.Tracer {
    startSpan(name: string, options?: opentracing.SpanOptions): api.Span;
  }
}

declare module 'opentracing/lib/span.js' {
  interface Span {
    spanContext(): api.SpanContext;
    setAttribute(key: string, value: api.AttributeValue): this;
    setAttributes(attributes: api.Attributes): this;
    addEvent(name: string, attributesOrStartTime?: api.Attributes | api.TimeInput, startTime?: api.TimeInput): this;
    addLink(link: api.Link): this;
    addLinks(links: api.Link[]): this;
    setStatus(status: api.SpanStatus): this;
    updateName(name: string): this;
    end(endTime?: api.TimeInput): void;
    isRecording(): boolean;
    recordException(exception: api.Exception, time?: api.TimeInput): void;
  }
}

declare module 'opentracing/lib/span_context.js' {
  interface SpanContext {
    readonly traceId: string;
    readonly spanId: string;
    readonly traceFlags: number;
    readonly traceState?: api.TraceState;
    readonly isRemote?: boolean;
    getValue(key: symbol): unknown;
    setValue(key: symbol, value: unknown): api.Context;
    deleteValue(key: symbol): api.Context;
  }
}

declare module 'opentracing/lib/tracer.js' {
  interface Tracer {
    startSpan(name: string, options?: api.SpanOptions, context?: api.Context): api.Span;
    startActiveSpan<F extends (span: api.Span) => unknown>(name: string, fn: F): ReturnType<F>;
    startActiveSpan<F extends (span: api.Span) => unknown>(
      name: string,
      options: api.SpanOptions,
      fn: F,
    ): ReturnType<F>;
    startActiveSpan<F extends (span: api.Span) => unknown>(
      name: string,
      options: api.SpanOptions,
      context: api.Context,
      fn: F,
    ): ReturnType<F>;
  }
}
