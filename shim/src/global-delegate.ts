import type * as opentracing from 'opentracing';
import { attempt } from './guard';
import { INVALID_SPAN } from './plain-tracer';
import { runActive } from './run-active';

/** What there is to see of a loaded copy of `opentracing`. */
interface WithGlobalTracer {
  globalTracer?(): opentracing.Tracer;
}

/**
 * `globalTracer()` of OpenTracing is a delegate of its own, which passes on the methods that OpenTracing knows and no other. Code that has
 * moved may be handed it, and calls `startActiveSpan` on it: it answers, by way of the tracer that is registered.
 */
export function answerOnDelegate(copy: WithGlobalTracer): void {
  const delegate = copy.globalTracer?.();
  if (delegate === undefined || 'startActiveSpan' in delegate) return;
  Object.defineProperty(delegate, 'startActiveSpan', { value: startActiveSpan, configurable: true, writable: true });
}

/** `startSpan` of the delegate hands on whatever it is given, contexts too. */
type Delegate = { startSpan(name: string, options: unknown, context: unknown): unknown };

function startActiveSpan(this: Delegate, name: string, ...rest: unknown[]): unknown {
  const start = (...given: Parameters<Delegate['startSpan']>): unknown =>
    attempt('startSpan', () => this.startSpan(...given), INVALID_SPAN);
  return runActive(start, name, rest);
}
