import { normalize, within } from './paths';

/** `compilerOptions.paths` and `baseUrl` of one configuration. */
export interface PathAlias {
  /** Files in this folder see it. */
  readonly folder: string;
  /** Where a specifier may be, best first. */
  candidates(specifier: string): string[];
}

/** The aliases of all configurations, the innermost folder first. */
export function aliasesOf(tsconfigs: ReadonlyMap<string, unknown>): PathAlias[] {
  const aliases: PathAlias[] = [];
  for (const [folder, config] of tsconfigs) {
    const options = record(record(config)?.compilerOptions);
    if (options !== undefined) aliases.push(aliasOf(normalize(folder), options));
  }
  return aliases.sort((a, b) => b.folder.length - a.folder.length);
}

function aliasOf(folder: string, options: Readonly<Record<string, unknown>>): PathAlias {
  const hasBase = typeof options.baseUrl === 'string';
  const base = hasBase ? within(folder, String(options.baseUrl)) : folder;
  const paths = Object.entries(record(options.paths) ?? {});
  return {
    folder,
    candidates: (specifier) => [
      ...paths.flatMap(([pattern, targets]) => matched(pattern, targets, specifier)).map((path) => within(base, path)),
      ...(hasBase ? [within(base, specifier)] : []),
    ],
  };
}

/** `@app/*` with `src/*`: the star stands for what it matched. */
function matched(pattern: string, targets: unknown, specifier: string): string[] {
  const [before = '', after] = pattern.split('*');
  const isExact = after === undefined;
  if (isExact ? specifier !== pattern : !specifier.startsWith(before) || !specifier.endsWith(after)) return [];
  const star = isExact ? '' : specifier.slice(before.length, specifier.length - after.length);
  const list: readonly unknown[] = Array.isArray(targets) ? targets : [];
  return list.filter((target) => typeof target === 'string').map((target) => target.replace('*', star));
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  // Any object can be read as a record of unknowns.
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}
