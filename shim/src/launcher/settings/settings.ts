/** A value, and the name that the user knows it by: notices speak of that name. */
export interface Setting {
  readonly value: string;
  readonly from: string;
}

/** Settings by the name of the standard variable, whoever set them. */
export type Settings = ReadonlyMap<string, Setting>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Their values are lists: what two sources say is put together. */
const LISTS: ReadonlySet<string> = new Set(['OTEL_RESOURCE_ATTRIBUTES', 'OTEL_EXPORTER_OTLP_HEADERS']);

/** Whether values of this name add up. */
export function isList(name: string): boolean {
  return LISTS.has(name);
}

/** The specification has an empty variable mean the same as an unset one (configuration/sdk-environment-variables.md). */
export function settingsFromEnvironment(env: Environment): Settings {
  const settings = new Map<string, Setting>();
  for (const [name, raw] of Object.entries(env)) {
    const value = name.startsWith('OTEL_') ? raw?.trim() : undefined;
    if (value) settings.set(name, { value, from: name });
  }
  return settings;
}

/** The first layer that has a name wins; of lists, its entries win. */
export function mergeSettings(...layers: readonly Settings[]): Settings {
  const merged = new Map<string, Setting>();
  for (const layer of layers)
    for (const [name, setting] of layer) {
      const stronger = merged.get(name);
      if (stronger === undefined) merged.set(name, setting);
      else if (isList(name))
        merged.set(name, { value: `${setting.value},${stronger.value}`, from: `${setting.from} and ${stronger.from}` });
    }
  return merged;
}

/** What `process.env` lacks of the settings, or has otherwise; undefined stands for a variable to take away. */
export function differences(settings: Settings, env: Environment): Record<string, string> {
  const pairs = [...settings]
    .filter(([name, { value }]) => env[name] !== value)
    .map(([name, { value }]) => [name, value]);
  return Object.fromEntries(pairs);
}
