import * as api from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import { BAGGAGE_KEY, SPAN_KEY } from '../contexts/context-keys';
import { isDate } from '../conversion/values';
import { attempt } from '../guard';

type Span = opentracing.Span;
type SpanContext = opentracing.SpanContext;

/**
 * OpenTelemetry's methods for OpenTracing spans that are not ours: those without effect, those of a mock, those of a tracer that the
 * application wrote. Code that has moved may be handed one, and says in OpenTelemetry's words what the span knows in OpenTracing's.
 */
export const foreignSpan = {
  spanContext(this: Span): api.SpanContext {
    return attempt('spanContext', () => idsOf(this.context()), api.INVALID_SPAN_CONTEXT);
  },
  setAttribute(this: Span, key: string, value: unknown): Span {
    return tell(this, 'setAttribute', () => this.setTag(key, value));
  },
  setAttributes(this: Span, attributes: api.Attributes): Span {
    return tell(this, 'setAttributes', () => this.addTags(attributes));
  },
  addEvent(this: Span, name: string, attributesOrTime?: unknown, time?: unknown): Span {
    return tell(this, 'addEvent', () => logEvent(this, name, attributesOrTime, time));
  },
  addLink(this: Span): Span {
    return this;
  },
  addLinks(this: Span): Span {
    return this;
  },
  setStatus(this: Span, { code }: api.SpanStatus): Span {
    return code === api.SpanStatusCode.UNSET
      ? this
      : tell(this, 'setStatus', () => this.setTag('error', isError(code)));
  },
  updateName(this: Span, name: string): Span {
    return tell(this, 'updateName', () => this.setOperationName(name));
  },
  recordException(this: Span, exception: unknown, time?: unknown): void {
    tell(this, 'recordException', () => this.log({ event: 'error', 'error.object': exception }, millisecondsOf(time)));
  },
  isRecording(this: Span): boolean {
    return true;
  },
  end(this: Span, time?: unknown): void {
    tell(this, 'end', () => this.finish(millisecondsOf(time)));
  },
};

/** OpenTelemetry's Context, for span contexts that are not ours: the ids, and for the rest whatever is active. */
export const foreignSpanContext = {
  getValue(this: SpanContext, key: symbol): unknown {
    return attempt('getValue', () => memberOf(this, key), undefined);
  },
  setValue(this: SpanContext, key: symbol, value: unknown): api.Context {
    return attempt('setValue', () => asContext(this), api.ROOT_CONTEXT).setValue(key, value);
  },
  deleteValue(this: SpanContext, key: symbol): api.Context {
    return attempt('deleteValue', () => asContext(this), api.ROOT_CONTEXT).deleteValue(key);
  },
};

function tell(span: Span, operation: string, work: () => unknown): Span {
  attempt(operation, work, undefined);
  return span;
}

function isError(code: api.SpanStatusCode): boolean {
  return code === api.SpanStatusCode.ERROR;
}

/** What `log` would have been told: an event without a name of its own is called `log`, one that is an error `exception`. */
function logEvent(span: Span, name: string, attributesOrTime: unknown, time: unknown): void {
  const isTime = typeof attributesOrTime !== 'object' || isDate(attributesOrTime) || Array.isArray(attributesOrTime);
  const fields = isTime ? {} : { ...attributesOrTime };
  const event = name === 'exception' ? 'error' : name;
  span.log(name === 'log' ? fields : { event, ...fields }, millisecondsOf(isTime ? attributesOrTime : time));
}

/** OpenTracing's time; undefined where none was given. */
function millisecondsOf(time: unknown): number | undefined {
  if (typeof time === 'number') return time;
  if (isDate(time)) return time.getTime();
  return Array.isArray(time) ? Number(time[0]) * 1000 + Number(time[1]) / 1e6 : undefined;
}

/** Other tracers write shorter ids; what are no hexadecimal digits at all is no id that OpenTelemetry could carry. */
function idsOf(context: SpanContext): api.SpanContext {
  const traceId = String(context.toTraceId()).toLowerCase();
  const spanId = String(context.toSpanId()).toLowerCase();
  if (!HEX.test(traceId) || !HEX.test(spanId)) return api.INVALID_SPAN_CONTEXT;
  return { traceId: traceId.padStart(32, '0'), spanId: spanId.padStart(16, '0'), traceFlags: api.TraceFlags.SAMPLED };
}

const HEX = /^[\da-f]{1,32}$/;

function spanOf(context: SpanContext): api.Span | undefined {
  const ids = idsOf(context);
  return api.isSpanContextValid(ids) ? api.trace.wrapSpanContext(ids) : undefined;
}

function memberOf(context: SpanContext, key: symbol): unknown {
  if (key === SPAN_KEY) return spanOf(context);
  const active: unknown = api.context.active();
  return key === BAGGAGE_KEY || active === context ? undefined : api.context.active().getValue(key);
}

function asContext(context: SpanContext): api.Context {
  const span = spanOf(context);
  return span ? api.trace.setSpan(api.ROOT_CONTEXT, span) : api.ROOT_CONTEXT;
}
