import { type Sampler, SamplingDecision, type SamplingResult } from '@opentelemetry/api';

/** Takes up to a number of new traces a second, as jaeger-client's `ratelimiting` sampler does: a bucket that leaks as time goes by. */
export class RateLimitingSampler implements Sampler {
  private balance: number;
  private last: number;

  constructor(
    private readonly tracesPerSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.balance = this.capacity;
    this.last = now();
  }

  shouldSample(): SamplingResult {
    const now = this.now();
    this.balance = Math.min(this.capacity, this.balance + ((now - this.last) / 1000) * this.tracesPerSecond);
    this.last = now;
    if (this.balance < 1) return { decision: SamplingDecision.NOT_RECORD };
    this.balance -= 1;
    return { decision: SamplingDecision.RECORD_AND_SAMPLED };
  }

  toString(): string {
    return `RateLimitingSampler{${this.tracesPerSecond}}`;
  }

  /** Less than one trace a second still needs room for a whole one; jaeger-client's rate_limiting_sampler.js has the same rule. */
  private get capacity(): number {
    return Math.max(this.tracesPerSecond, 1);
  }
}
