import { type Notice, warn } from '../notices';
import { SAMPLERS, type SamplerName, type SamplerSetting } from './configuration';
import type { Setting, Settings } from './settings';

/** Reads OTEL_TRACES_SAMPLER and its _ARG; undefined when nobody chose a sampler, or chose one that does not exist. */
export function resolveSampler(settings: Settings, notices: Notice[]): SamplerSetting | undefined {
  const setting = settings.get('OTEL_TRACES_SAMPLER');
  if (setting === undefined) return undefined;
  const name = SAMPLERS.find((candidate) => candidate === setting.value);
  if (name === undefined) {
    notices.push(
      warn(
        `${setting.from}=${setting.value} is not known, using parentbased_always_on: set one of ${SAMPLERS.join(', ')}`,
      ),
    );
    return undefined;
  }
  return takesArgument(name) ? withArgument(name, settings.get('OTEL_TRACES_SAMPLER_ARG'), notices) : { name };
}

function takesArgument(name: SamplerName): boolean {
  return name.endsWith('traceidratio') || name.endsWith('ratelimiting');
}

/** The specification's default is a ratio of 1. */
function withArgument(name: SamplerName, setting: Setting | undefined, notices: Notice[]): SamplerSetting {
  const limit = name.endsWith('traceidratio') ? 1 : Number.POSITIVE_INFINITY;
  const argument = setting === undefined ? Number.NaN : Number(setting.value);
  if (argument >= 0 && argument <= limit) return { name, argument };
  const wanted = limit === 1 ? 'a number from 0 to 1' : 'traces a second';
  const given =
    setting === undefined ? 'OTEL_TRACES_SAMPLER_ARG is not set' : `${setting.from}=${setting.value} does not fit`;
  notices.push(warn(`${given}, using 1 for ${name}: it takes ${wanted}`));
  return { name, argument: 1 };
}
