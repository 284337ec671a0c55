import { ROOT_CONTEXT, SamplingDecision, SpanKind } from '@opentelemetry/api';
import test from 'ava';
import { LateSampler } from '../../../shim/src/launcher/sdk/late-sampler';
import { RateLimitingSampler } from '../../../shim/src/launcher/sdk/rate-limiting-sampler';
import { sdk } from '../../support/sdk';

test('a rate limiting sampler takes so many a second, and saves up no more than a second', (t) => {
  let now = 0;
  const sampler = new RateLimitingSampler(2, () => now);
  const take = (): boolean => sampler.shouldSample().decision === SamplingDecision.RECORD_AND_SAMPLED;
  t.deepEqual([take(), take(), take()], [true, true, false]);
  now += 500;
  t.deepEqual([take(), take()], [true, false]);
  now += 60_000;
  t.deepEqual([take(), take(), take()], [true, true, false]);
});

test('less than one a second is possible', (t) => {
  let now = 0;
  const sampler = new RateLimitingSampler(0.1, () => now);
  const take = (): boolean => sampler.shouldSample().decision === SamplingDecision.RECORD_AND_SAMPLED;
  t.deepEqual([take(), take()], [true, false]);
  now += 9_000;
  t.false(take());
  now += 1_000;
  t.true(take());
});

test('a late sampler decides as the one it was given last', (t) => {
  const sampler = new LateSampler(new sdk.AlwaysOnSampler());
  const decide = () => sampler.shouldSample(ROOT_CONTEXT, 'f'.repeat(32), 'x', SpanKind.INTERNAL, {}, []).decision;
  t.is(decide(), SamplingDecision.RECORD_AND_SAMPLED);
  sampler.use(new sdk.AlwaysOffSampler());
  t.is(decide(), SamplingDecision.NOT_RECORD);
  t.is(sampler.toString(), 'AlwaysOffSampler');
});
