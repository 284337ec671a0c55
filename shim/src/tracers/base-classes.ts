import type * as opentracing from 'opentracing';
import { define, redefine } from '../define';
import { attempt, reportFailure } from '../guard';
import { foreignSpan, foreignSpanContext } from '../spans/foreign-span';
import { INVALID_SPAN } from '../spans/without-effect';
import { inBothVocabularies, speaksOpenTelemetry } from './both-vocabularies';
import { runActive } from './run-active';

/** What there is to see of a loaded copy of `opentracing`. */
export interface BaseClasses {
  readonly Tracer?: typeof opentracing.Tracer;
  readonly Span?: typeof opentracing.Span;
  readonly SpanContext?: typeof opentracing.SpanContext;
  globalTracer?(): opentracing.Tracer;
}

/**
 * Lets OpenTracing objects that are not ours answer code that has moved: the tracer without effect, mocks, tracers that the application
 * wrote by extending OpenTracing's classes, and the delegate that `globalTracer()` gives. What such a class defines itself stays.
 */
export function answerOnBaseClasses({ Tracer, Span, SpanContext, globalTracer }: BaseClasses): void {
  if (Tracer === undefined || Object.hasOwn(Tracer.prototype, 'startActiveSpan')) return;
  define(Tracer.prototype, { startActiveSpan });
  redefine(Tracer.prototype, 'startSpan', inEitherWords(Tracer.prototype.startSpan));
  const delegate = globalTracer?.();
  // The delegate has a method of its own, which hands on whatever it is given, to a tracer that may know only OpenTracing's words.
  if (delegate !== undefined) redefine(delegate, 'startSpan', inEitherWords(delegate.startSpan));
  if (Span !== undefined) define(Span.prototype, foreignSpan);
  if (SpanContext !== undefined) define(SpanContext.prototype, foreignSpanContext);
}

type StartSpan = (this: opentracing.Tracer, name: string, options?: object, context?: unknown) => opentracing.Span;

function inEitherWords(startSpan: StartSpan): StartSpan {
  return function (this: opentracing.Tracer, name, options, context) {
    return startSpan.call(this, name, eitherOptions(options, context), context);
  };
}

/** Options in OpenTracing's words stay the object that they are. Asked for every span, so without a closure. */
function eitherOptions(options: object | undefined, context: unknown): object | undefined {
  try {
    const given = (options ?? NONE) as Readonly<Record<string, unknown>>; // any object may be asked for any member
    return speaksOpenTelemetry(given, context) ? inBothVocabularies(given, context) : options;
  } catch (error) {
    reportFailure('startSpan', error);
    return options;
  }
}

const NONE = {};

function startActiveSpan(this: opentracing.Tracer, name: string, ...rest: unknown[]): unknown {
  const start = (title: string, options: unknown, context: unknown): unknown => {
    // Said in both words here: a class that has a `startSpan` of its own is given no third argument.
    const both = eitherOptions(options as object | undefined, context); // what a caller passes as options
    return attempt('startSpan', () => this.startSpan(title, both), INVALID_SPAN);
  };
  return runActive(start, name, rest);
}
