import type { Sampler } from '@opentelemetry/api';
import type { SamplerSetting } from '../settings/configuration';
import { RateLimitingSampler } from './rate-limiting-sampler';
import type { TraceSdk } from './trace-sdk';

/** The sampler that a setting stands for, made of the SDK's own classes. */
export function createSampler({ name, argument = 1 }: SamplerSetting, sdk: TraceSdk): Sampler {
  if (name === 'always_on') return sdk.alwaysOn();
  if (name === 'always_off') return sdk.alwaysOff();
  if (name === 'traceidratio') return sdk.ratio(argument);
  return sdk.parentBased({ root: createRootSampler({ name, argument }, sdk) });
}

/** The part of a parent-based sampler that decides about new traces. */
export function createRootSampler({ name, argument = 1 }: SamplerSetting, sdk: TraceSdk): Sampler {
  if (name.endsWith('always_off')) return sdk.alwaysOff();
  if (name.endsWith('traceidratio')) return sdk.ratio(argument);
  if (name.endsWith('ratelimiting')) return new RateLimitingSampler(argument);
  return sdk.alwaysOn();
}
