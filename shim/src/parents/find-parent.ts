import * as api from '@opentelemetry/api';
import { baggageFrom, mergeBaggage } from '../contexts/baggage';
import { isSpanContext } from '../contexts/is-span-context';
import { type SpanContextState, STATE, spanOf } from '../contexts/plain-span-context';
import { attempt } from '../guard';
import { isSampled, undecided } from '../propagation/remote-span';
import { fromJaegerIds } from '../propagation/uber-trace-id';
import { foreignSpan, foreignSpanContext } from '../spans/foreign-span';
import { placeholderSpan } from '../spans/placeholder-span';
import { isPlainSpan } from '../spans/plain-span';

/** A parent in OpenTelemetry's terms, whatever it was given as. */
export interface Parent {
  /** Undefined if the parent is baggage alone. */
  readonly span: api.Span | undefined;
  readonly baggage: api.Baggage | undefined;
  /** The context that it came in, if it came as one. */
  readonly base?: api.Context | undefined;
  /** What `extract` made, if it came as that: a context with nothing in it but what came over the wire. */
  readonly extracted?: api.Context | undefined;
}

// Wrappers around wrappers exist; wrappers that return themselves must not hang the application.
const MAX_WRAPPERS = 8;

/**
 * Reads a parent from an OpenTracing or OpenTelemetry span, span context or context, of this package, another copy of it, the
 * official shim, or a wrapper around any of these; by shape, since `instanceof` fails across copies. Undefined if it is none.
 */
export function findParent(value: unknown): Parent | undefined {
  if (value === undefined || value === null) return undefined;
  return attempt('reading a parent', () => readParent(value, 0), undefined);
}

function readParent(value: unknown, depth: number): Parent | undefined {
  if (isPlainSpan(value)) return { span: value._inner, baggage: value._currentBaggage() };
  if (typeof value !== 'object' || value === null || depth > MAX_WRAPPERS) return undefined;
  // Any object may be asked for any member: what it lacks reads as undefined.
  const candidate = value as Candidate;
  return (
    fromState(candidate) ??
    fromContext(candidate) ??
    fromOfficialShim(candidate) ??
    fromJaegerClient(candidate) ??
    fromWrapper(candidate, depth) ??
    fromOtelSpan(candidate) ??
    fromIds(candidate)
  );
}

interface Candidate {
  readonly [STATE]?: SpanContextState;
  readonly getValue?: unknown;
  readonly deleteValue?: unknown;
  readonly getSpanContext?: () => unknown;
  readonly getBaggage?: () => unknown;
  readonly context?: () => unknown;
  readonly spanContext?: () => unknown;
  readonly traceId?: unknown;
  readonly spanId?: unknown;
  readonly traceIdStr?: unknown;
  readonly spanIdStr?: unknown;
  readonly flags?: unknown;
  readonly samplingFinalized?: unknown;
  readonly isRemote?: () => unknown;
  readonly baggage?: unknown;
}

function fromState(candidate: Candidate): Parent | undefined {
  const state = candidate[STATE];
  if (state === undefined) return undefined;
  const span = spanOf(state);
  return { span: unwrap(span), baggage: state.baggage, extracted: state.base };
}

function fromContext(candidate: Candidate): Parent | undefined {
  if (!isContext(candidate)) return undefined;
  const span = api.trace.getSpan(candidate);
  return { span: unwrap(span), baggage: baggageOf(candidate), base: candidate };
}

/** Whether the value is an OpenTelemetry Context, of any copy of the API. */
export function isContext(value: unknown): value is api.Context {
  if (typeof value !== 'object' || value === null) return false;
  try {
    const { getValue, deleteValue } = value as Candidate;
    // A span context of another tracer answers as one, and is read as what it is.
    const isForeign = getValue === foreignSpanContext.getValue;
    return typeof getValue === 'function' && typeof deleteValue === 'function' && !isForeign;
  } catch {
    return false;
  }
}

/** The baggage that code in a context sees: the context's own, and what OpenTracing code has set on its span. */
export function baggageOf(context: api.Context & Candidate): api.Baggage | undefined {
  const own = api.propagation.getBaggage(context);
  const span: unknown = api.trace.getSpan(context);
  // An OpenTracing span context does not change: what its span was given later is not in it.
  if (!isPlainSpan(span) || context[STATE] !== undefined) return own;
  return mergeBaggage(span._baggage, span._seenBaggage, own);
}

function unwrap(span: api.Span | undefined): api.Span | undefined {
  const given: unknown = span;
  return isPlainSpan(given) ? given._inner : span;
}

function fromOfficialShim(candidate: Candidate): Parent | undefined {
  if (typeof candidate.getSpanContext !== 'function' || typeof candidate.getBaggage !== 'function') return undefined;
  const ids = fromIds(candidate.getSpanContext());
  const baggage = candidate.getBaggage();
  return ids && { ...ids, baggage: isBaggage(baggage) ? baggage : undefined };
}

function isBaggage(value: unknown): value is api.Baggage {
  return typeof (value as Partial<api.Baggage> | null | undefined)?.getAllEntries === 'function';
}

/** A span context of jaeger-client, such as `SpanContext.fromString` makes from a message. */
function fromJaegerClient(candidate: Candidate): Parent | undefined {
  const { traceIdStr, spanIdStr, flags, baggage } = candidate;
  if (typeof traceIdStr !== 'string' || typeof spanIdStr !== 'string') return undefined;
  const ids = fromJaegerIds({ traceId: traceIdStr, spanId: spanIdStr, flags: Number(flags) });
  const given = ids && !isSampled(ids) && hasNotDecided(candidate) ? undecided(ids) : ids;
  return given && { span: api.trace.wrapSpanContext(given), baggage: baggageFrom(baggage) };
}

/** jaeger-client asks its sampler about the child of a context that no codec has read and no span has decided on. */
function hasNotDecided(candidate: Candidate): boolean {
  return candidate.samplingFinalized === false && candidate.isRemote?.() === false;
}

function fromWrapper(candidate: Candidate, depth: number): Parent | undefined {
  if (typeof candidate.context !== 'function' || candidate.context === placeholderSpan.context) return undefined;
  return readParent(candidate.context(), depth + 1);
}

function fromOtelSpan(candidate: Candidate): Parent | undefined {
  if (typeof candidate.spanContext !== 'function') return undefined;
  const ids = candidate.spanContext();
  // A span without effect has no ids, and is no parent.
  return candidate.spanContext === foreignSpan.spanContext && ids === api.INVALID_SPAN_CONTEXT
    ? undefined
    : fromIds(ids);
}

function fromIds(value: unknown): Parent | undefined {
  if (!isSpanContext(value)) return undefined;
  return { span: api.trace.wrapSpanContext(copyOf(value)), baggage: undefined };
}

/** Read here, where an error does no harm: a stranger's getter must not fail within the SDK. */
function copyOf({ traceId, spanId, traceFlags, traceState, isRemote }: api.SpanContext): api.SpanContext {
  return {
    traceId,
    spanId,
    traceFlags: Number(traceFlags) | 0,
    ...(traceState ? { traceState } : {}),
    ...(isRemote === undefined ? {} : { isRemote }),
  };
}
