import { normalize, within } from './paths';
import { fieldsOf } from './records';

/** Names that stand for files: `paths` and `baseUrl` of a tsconfig.json, `_moduleAliases` of a package.json. */
export interface PathAlias {
  /** Files in this folder see it. */
  readonly folder: string;
  /** Where a specifier may be, best first. */
  candidates(specifier: string): string[];
}

/** The aliases of all configurations and manifests, the innermost folder first. */
export function aliasesOf(
  tsconfigs: ReadonlyMap<string, unknown>,
  manifests: ReadonlyMap<string, unknown>,
): readonly PathAlias[] {
  return [
    ...[...tsconfigs].map(([folder, config]) => ofTsconfig(normalize(folder), config)),
    ...[...manifests].map(([folder, manifest]) => ofManifest(normalize(folder), manifest)),
  ]
    .filter((alias) => alias !== undefined)
    .sort((a, b) => b.folder.length - a.folder.length);
}

function ofTsconfig(folder: string, config: unknown): PathAlias | undefined {
  const { baseUrl, paths } = fieldsOf(fieldsOf(config).compilerOptions);
  const hasBase = typeof baseUrl === 'string';
  const base = hasBase ? within(folder, baseUrl) : folder;
  const patterns = bestFirst(fieldsOf(paths));
  if (!hasBase && patterns.length === 0) return undefined;
  return {
    folder,
    candidates: (specifier) => [
      ...patterns
        .flatMap(([pattern, targets]) => matched(pattern, strings(targets), specifier))
        .map((path) => within(base, path)),
      ...(hasBase ? [within(base, specifier)] : []),
    ],
  };
}

/** What the package `module-alias` makes of a manifest: a name stands for a file, or for a folder and all that is in it. */
function ofManifest(folder: string, manifest: unknown): PathAlias | undefined {
  const aliases = Object.entries(fieldsOf(fieldsOf(manifest)._moduleAliases));
  if (aliases.length === 0) return undefined;
  return {
    folder,
    candidates: (specifier) =>
      aliases.flatMap(([name, target]) =>
        typeof target === 'string' && (specifier === name || specifier.startsWith(`${name}/`))
          ? [within(folder, target + specifier.slice(name.length))]
          : [],
      ),
  };
}

/** The paths that `imports` of a manifest (`#name`) or its `exports` (`./name`) give for a key, whatever the conditions. */
export function mapped(table: unknown, key: string): string[] {
  return bestFirst(fieldsOf(table)).flatMap(([pattern, targets]) => matched(pattern, conditional(targets), key));
}

/** Every path in a value, conditions within conditions. */
export function conditional(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(conditional);
  return Object.values(fieldsOf(value)).flatMap(conditional);
}

/** A name that is written out counts more than one with a star, and of those the one that says more. */
function bestFirst(table: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  const rank = (pattern: string) => (pattern.includes('*') ? pattern.indexOf('*') : Number.POSITIVE_INFINITY);
  return Object.entries(table).sort(([a], [b]) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)));
}

/** `@app/*` with `src/*`: the star stands for what it matched. */
function matched(pattern: string, targets: readonly string[], specifier: string): string[] {
  const [before = '', after] = pattern.split('*');
  const isExact = after === undefined;
  if (isExact ? specifier !== pattern : !surrounds(before, after, specifier)) return [];
  const star = isExact ? '' : specifier.slice(before.length, specifier.length - after.length);
  return targets.map((target) => target.replaceAll('*', star));
}

function surrounds(before: string, after: string, text: string): boolean {
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

function strings(targets: unknown): string[] {
  return Array.isArray(targets) ? targets.filter((target) => typeof target === 'string') : [];
}
