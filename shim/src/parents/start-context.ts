import { type Context, context as contextApi, propagation, trace } from '@opentelemetry/api';
import { reportFailure } from '../guard';
import { ParentContext, parentContext } from '../spans/parent-context';
import { baggageOf, findParent, isContext, type Parent } from './find-parent';

/** The context in which a child of the parent starts. */
export function childContext(parent: Parent, active: Context): Context {
  const { span, baggage, base, extracted } = parent;
  return extracted === undefined
    ? parentContext(span, baggage, base ?? active)
    : new ParentContext(span, baggage, extracted, active);
}

/** The active context as it is, with the baggage that OpenTracing code has set on its span. */
export function implicitContext(active: Context = contextApi.active()): Context {
  const baggage = baggageOf(active);
  return baggage === propagation.getBaggage(active)
    ? active
    : new ParentContext(trace.getSpan(active), baggage, active);
}

/** The context in which a span starts that was given one as OpenTelemetry's third argument; other things may stand for it. */
export function givenContext(given: unknown): Context {
  try {
    if (isContext(given)) return implicitContext(given);
  } catch (error) {
    reportFailure('reading the context', error);
  }
  const parent = findParent(given);
  const active = contextApi.active();
  return parent ? childContext(parent, active) : rootContext(active);
}

/** The context in which a root of OpenTelemetry starts: without span, and with the baggage of the given context. */
export function withoutSpan(given: Context): Context {
  return trace.getSpan(given) === undefined
    ? given
    : new ParentContext(undefined, propagation.getBaggage(given), given);
}

/** The context in which a root of OpenTracing starts: what is active is not its business, neither span nor baggage. */
export function rootContext(active: Context): Context {
  const hasSpan = trace.getSpan(active) !== undefined;
  return hasSpan || propagation.getBaggage(active) !== undefined
    ? new ParentContext(undefined, undefined, active)
    : active;
}
