import type { Attributes, HrTime, SpanContext } from '@opentelemetry/api';
import { defineField, redefine } from '../../define';
import { attempt } from '../../guard';
import { isSampled } from '../../propagation/remote-span';
import { SpanShim } from '../../spans/span-shim';

/** What {@link LegacySpan} answers from, given by the tracer that makes it. */
export interface LegacySpanOwner {
  readonly serviceName: string | undefined;
  readonly accessToken: string | undefined;
}

/**
 * A span of the shim with the members beyond OpenTracing's that applications are known to use on spans of jaeger-client and
 * lightstep-tracer: what these are printed with and looked up by.
 */
export class LegacySpan extends SpanShim {
  // Those of the SDK's span, which SpanShim answers for.
  declare readonly name?: string;
  declare readonly parentSpanContext?: SpanContext;
  declare readonly startTime?: HrTime;
  declare readonly endTime?: HrTime;
  declare readonly attributes?: Attributes;

  // Those of jaeger-client.
  declare readonly operationName: string | undefined;
  declare readonly serviceName: string | undefined;

  /** lightstep-tracer's. */
  guid(): string {
    return idsOf(this).spanId;
  }

  /** lightstep-tracer's. */
  traceGUID(): string {
    return idsOf(this).traceId;
  }

  /** lightstep-tracer's; undefined for a root. */
  parentGUID(): string | undefined {
    return attempt('parentGUID', () => this.parentSpanContext?.spanId, undefined);
  }

  /** lightstep-tracer's. A span of OpenTelemetry has the parent that it was started with. */
  setParentGUID(): this {
    return this;
  }

  /** lightstep-tracer's. */
  getOperationName(): string | undefined {
    return attempt('getOperationName', () => this.name, undefined);
  }

  /** lightstep-tracer's. What is written to the object does not reach the span. */
  getTags(): Attributes {
    return attempt('getTags', () => ({ ...this.attributes }), {});
  }

  /** lightstep-tracer's. */
  isSampled(): boolean {
    return isSampled(idsOf(this));
  }

  /** lightstep-tracer's. */
  beginMicros(): number {
    return attempt('beginMicros', () => microsOf(this.startTime), 0);
  }

  /** lightstep-tracer's. A span of OpenTelemetry has the start that it was started with. */
  setBeginMicros(): this {
    return this;
  }

  /** lightstep-tracer's: 0 until the span is finished. */
  endMicros(): number {
    return attempt('endMicros', () => microsOf(this.endTime), 0);
  }

  /** lightstep-tracer's: when the span ends, whatever `finish` is told. */
  setEndMicros(micros: number): this {
    attempt('setEndMicros', () => redefine(this, 'finish', () => finishAt(this, micros)), undefined);
    return this;
  }

  /** lightstep-tracer's: where its site shows the span. */
  generateTraceURL(): string {
    const token = encodeURIComponent(ownerOf(this)?.accessToken ?? '');
    return `https://app.lightstep.com/${token}/trace?span_guid=${idsOf(this).spanId}&at_micros=${Date.now() * 1000}`;
  }
}

defineField(LegacySpan.prototype, 'operationName', (span) => span.name);
defineField(LegacySpan.prototype, 'serviceName', (span) => ownerOf(span)?.serviceName);

// Functions and no methods of the class, since `this` may be anything.

function microsOf([seconds, nanoseconds]: HrTime = [0, 0]): number {
  return seconds * 1e6 + Math.trunc(nanoseconds / 1e3);
}

function finishAt(span: LegacySpan, micros: number): void {
  LegacySpan.prototype.finish.call(span, micros / 1e3);
}

function idsOf(span: LegacySpan): SpanContext {
  return SpanShim.prototype.spanContext.call(span);
}

function ownerOf(span: LegacySpan): LegacySpanOwner | undefined {
  // The tracer that makes these spans is one.
  const tracer = SpanShim.prototype.tracer.call(span) as { readonly owner?: LegacySpanOwner };
  return tracer.owner;
}
