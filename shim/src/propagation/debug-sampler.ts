import {
  type Attributes,
  type Context,
  createTraceState,
  type Link,
  type Sampler,
  SamplingDecision,
  type SamplingResult,
  type SpanKind,
  trace,
} from '@opentelemetry/api';
import { findDebugId, isDebug, isUndecided, markDebug, withoutMark } from './kept-in-trace-state';
import { isSampled } from './remote-span';

/**
 * A sampler that records what `jaeger-debug-id` or a debug flag asks for, tags the first span with the id as
 * jaeger-client does, and leaves every other decision to the sampler it is given: also that on a trace whose parent has not decided.
 *
 * @example new NodeTracerProvider({ sampler: debugSampler(new ParentBasedSampler({ root })) })
 */
export function debugSampler(otherwise: Sampler): Sampler {
  return {
    shouldSample(
      context: Context,
      traceId: string,
      name: string,
      kind: SpanKind,
      attributes: Attributes,
      links: Link[],
    ): SamplingResult {
      const debug = sampleDebugTrace(context);
      if (debug !== undefined) return debug;
      const { traceState } = trace.getSpanContext(context) ?? {};
      if (!isUndecided(traceState) || traceState === undefined)
        return otherwise.shouldSample(context, traceId, name, kind, attributes, links);
      const decided = otherwise.shouldSample(trace.deleteSpan(context), traceId, name, kind, attributes, links);
      return { ...decided, traceState: withoutMark(decided.traceState ?? traceState) };
    },
    toString: () => `DebugSampler{${otherwise.toString()}}`,
  };
}

function sampleDebugTrace(context: Context): SamplingResult | undefined {
  const parent = trace.getSpanContext(context);
  if (parent === undefined || !isSampled(parent) || !isDebug(parent.traceState)) return undefined;
  const debugId = findDebugId(parent.traceState);
  return {
    decision: SamplingDecision.RECORD_AND_SAMPLED,
    // The id is for the first span; its descendants only inherit that they are debugged.
    traceState: markDebug(parent.traceState ?? createTraceState()),
    ...(debugId === undefined ? {} : { attributes: { 'jaeger-debug-id': debugId } }),
  };
}
