import { TraceFlags } from '@opentelemetry/api';
import type * as opentracing from 'opentracing';
import { itemsIn } from '../../contexts/baggage';
import { define, redefine } from '../../define';
import { attempt } from '../../guard';
import { findParent } from '../../parents/find-parent';
import { foreignSpan, foreignSpanContext } from '../../spans/foreign-span';
import { answerOnBaseClasses, type BaseClasses } from '../../tracers/base-classes';
import type { Seams } from './module-hook';

/** jaeger-client's own class, as far as it is used here. */
interface ContextClass {
  readonly prototype: object;
  fromString(text: string): { baggage: Record<string, string> } | null;
}

type StartSpan = (this: object, name: string, options?: Partial<opentracing.SpanOptions>) => unknown;

/**
 * The classes of jaeger-client, whose tracers stay what they are where they keep their spans in memory: code that has moved is handed them
 * as well, and calls them in OpenTelemetry's words. They are no subclasses of OpenTracing's, which are taught elsewhere.
 */
export const jaegerClassSeams: Seams = {
  'jaeger-client/dist/src/span.js': (exports) => define(classOf(exports).prototype, foreignSpan),
  'jaeger-client/dist/src/span_context.js': (exports) => {
    const SpanContext = classOf(exports) as ContextClass; // what this file exports
    define(SpanContext.prototype, foreignSpanContext);
    contextClass = SpanContext;
  },
};

// A context of any copy of jaeger-client is a parent to the tracers of all: they ask it for its members only.
let contextClass: ContextClass | undefined;

/** The same for the class of its tracers. */
export function answerOnJaegerTracer(exports: unknown): void {
  const Tracer = classOf(exports);
  const { prototype } = Tracer as { prototype: { startSpan: StartSpan } }; // what the class has
  redefine(prototype, 'startSpan', withKnownParent(prototype.startSpan));
  answerOnBaseClasses({ Tracer } as BaseClasses);
}

/** These files have their class as `default`. */
function classOf(exports: unknown): { readonly prototype: object } {
  return (exports as { default: { readonly prototype: object } }).default;
}

/** jaeger-client throws at a parent that another tracer has made, or that came as OpenTelemetry's context. */
function withKnownParent(startSpan: StartSpan): StartSpan {
  return function (this: object, name, options, ...rest) {
    const parent: unknown = options?.childOf;
    const isStrange = parent != null && attempt('reading a parent', () => !isOwn(parent), false);
    const known = isStrange
      ? { ...options, childOf: attempt('reading a parent', () => ownFor(parent), undefined) }
      : options;
    return startSpan.call(this, name, known as typeof options, ...rest);
  };
}

/** A span or a context of jaeger-client's. */
function isOwn(parent: unknown): boolean {
  const { context } = parent as Partial<opentracing.Span>;
  const own: unknown = typeof context === 'function' ? context.call(parent) : parent;
  return typeof (own as { _makeChildContext?: unknown } | null)?._makeChildContext === 'function';
}

/** The ids and the baggage of a parent, in a context of jaeger-client's; undefined where it has none. */
function ownFor(given: unknown): unknown {
  const { span, baggage } = findParent(given) ?? {};
  if (span === undefined) return undefined;
  const { traceId, spanId, traceFlags } = span.spanContext();
  const own = contextClass?.fromString(`${traceId}:${spanId}:0:${traceFlags & TraceFlags.SAMPLED}`) ?? undefined;
  if (own !== undefined && baggage !== undefined) own.baggage = itemsIn(baggage);
  return own;
}
