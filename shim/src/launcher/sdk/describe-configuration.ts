import type { Configuration } from '../settings/configuration';
import type { Sdk } from './find-sdk';

/** The resolved configuration as readable JSON, without secrets. */
export function describeConfiguration(configuration: Configuration, { name, version }: Sdk): string {
  const { environment, propagators, ...rest } = configuration;
  const readable = {
    sdk: `${name} ${version}`,
    ...rest,
    propagators: propagators.map((entry) => (typeof entry === 'string' ? entry : entry.constructor.name)),
    environment: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, mask(key, value)])),
  };
  return `configuration ${JSON.stringify(readable, undefined, 2)}`;
}

function mask(name: string, value: string | undefined): string {
  if (value === undefined) return '(left out)';
  return name.endsWith('_HEADERS') ? value.replaceAll(/=[^,]+/g, '=***') : value;
}
