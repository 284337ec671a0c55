import type { Attributes, Context, Link, Sampler, SamplingResult, SpanKind } from '@opentelemetry/api';

/** A sampler that can be exchanged: a legacy application brings its own when it calls `initTracer`. */
export class LateSampler implements Sampler {
  constructor(private current: Sampler) {}

  use(sampler: Sampler): void {
    this.current = sampler;
  }

  shouldSample(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult {
    return this.current.shouldSample(context, traceId, name, kind, attributes, links);
  }

  toString(): string {
    return this.current.toString();
  }
}
