import * as api from '@opentelemetry/api';
import { attempt } from '../guard';
import { contextWith } from '../parents/to-otel-span';

/** Starts a span from the options and the context that `startActiveSpan` was given. */
type Start<S> = (name: string, options: unknown, context: unknown) => S;

/**
 * `startActiveSpan(name, options?, context?, fn)`: whatever becomes of the span, the callback is the application's work and must run.
 */
export function runActive<S>(start: Start<S>, name: string, rest: readonly unknown[]): unknown {
  const fn = rest.at(-1);
  if (typeof fn !== 'function') return undefined;
  const given = rest.length > 2 ? rest[1] : api.context.active();
  const span = start(name, rest.length > 1 ? rest[0] : {}, given);
  const context = attempt('startActiveSpan', () => activated(span, given), api.context.active());
  return api.context.with(context, fn as (span: S) => unknown, undefined, span);
}

/** The given context (else the active one) with the span and its baggage. */
function activated(span: unknown, given: unknown): api.Context {
  const isApiContext = typeof (given as Partial<api.Context> | undefined)?.setValue === 'function';
  const base = isApiContext ? (given as api.Context) : api.context.active();
  return contextWith(span as Parameters<typeof contextWith>[0], base);
}
