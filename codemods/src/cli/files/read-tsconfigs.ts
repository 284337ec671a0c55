import { existsSync } from 'node:fs';
import path from 'node:path';
import { oncePerKey } from '../../facts/flow/once';
import { nameOf } from '../../facts/modules/packages';
import { fieldsOf } from '../../facts/modules/records';
import { readJson } from './read-json';

/** `baseUrl` and `paths` of a configuration with all that it extends, and where it writes to; the folders are absolute. */
interface Names {
  readonly baseUrl?: string;
  readonly paths?: Readonly<Record<string, unknown>>;
  /** The folder of the configuration that says `paths`. */
  readonly pathsBase?: string;
  readonly outDir?: string;
  readonly rootDir?: string;
  readonly writesNothing?: boolean;
}

/** Where configurations come from. */
interface Sources {
  /** Many extend the same one. */
  readonly read: (file: string) => Readonly<Record<string, unknown>>;
  /** Folders of the project's own packages, by name. */
  readonly packages: ReadonlyMap<string, string>;
}

/**
 * The names that tsconfig.json, or jsconfig.json, gives to files, by folder. What it extends is part of it, and so are the
 * configurations beside it that it refers to, as with tsconfig.app.json. All is said as `paths` relative to the folder. So are the
 * folder that it writes to and the one of its sources.
 */
export function readTsconfigs(
  root: string,
  folders: ReadonlySet<string>,
  manifests: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, unknown> {
  const packages = new Map(
    [...manifests].map(([folder, manifest]) => [nameOf(manifest) ?? '', path.join(root, folder)]),
  );
  const sources: Sources = { packages, read: oncePerKey((file: string) => fieldsOf(readJson(file))) };
  const found = new Map<string, unknown>();
  for (const folder of folders) {
    const at = path.join(root, folder);
    const names = configurationsIn(at, sources.read).map((file) => namesOf(file, { ...sources, leaf: at, below: [] }));
    const paths = pathsSeenFrom(at, names);
    const compilerOptions = { ...(Object.keys(paths).length > 0 ? { paths } : {}), ...outputSeenFrom(at, names) };
    if (Object.keys(compilerOptions).length > 0) found.set(folder, { compilerOptions });
  }
  return found;
}

function configurationsIn(folder: string, read: Sources['read']): readonly string[] {
  const files = ['tsconfig.json', 'jsconfig.json'].map((name) => path.join(folder, name));
  const file = files.find((name) => existsSync(name));
  if (file === undefined) return [];
  const beside = listOf(read(file).references)
    .map((reference) => path.resolve(folder, String(fieldsOf(reference).path)))
    .filter((other) => other !== file && path.dirname(other) === folder && other.endsWith('.json'));
  return [file, ...beside];
}

interface Extending extends Sources {
  /** The folder of the configuration that is asked for: `${configDir}`. */
  readonly leaf: string;
  /** The configurations that extend this one. */
  readonly below: readonly string[];
}

function namesOf(file: string, extending: Extending): Names {
  const { packages, leaf, below, read } = extending;
  if (below.includes(file)) return {};
  const config = read(file);
  const folder = path.dirname(file);
  const bases = (Array.isArray(config.extends) ? config.extends : [config.extends])
    .map((base) => (typeof base === 'string' ? fileOf(base, folder, packages) : undefined))
    .map((base) => (base === undefined ? {} : namesOf(base, { ...extending, below: [...below, file] })));
  const { baseUrl, paths, outDir, rootDir, noEmit, emitDeclarationOnly } = fieldsOf(config.compilerOptions);
  const own: Names = {
    ...(typeof outDir === 'string' ? { outDir: path.resolve(folder, inLeaf(outDir, leaf)) } : {}),
    ...(typeof rootDir === 'string' ? { rootDir: path.resolve(folder, inLeaf(rootDir, leaf)) } : {}),
    ...(noEmit === undefined && emitDeclarationOnly === undefined
      ? {}
      : { writesNothing: noEmit === true || emitDeclarationOnly === true }),
    ...(typeof baseUrl === 'string' ? { baseUrl: path.resolve(folder, inLeaf(baseUrl, leaf)) } : {}),
    ...(paths === undefined ? {} : { paths: fieldsOf(paths), pathsBase: folder }),
  };
  return Object.assign({}, ...bases, own);
}

/** What `extends` names: a file beside, one of an installed package, or one of a package of the project. */
function fileOf(base: string, folder: string, packages: Sources['packages']): string | undefined {
  if (/^\.{0,2}\//.test(base) || path.isAbsolute(base)) return firstFile(path.resolve(folder, base));
  for (let up = folder; ; up = path.dirname(up)) {
    const installed = firstFile(path.join(up, 'node_modules', base));
    if (installed !== undefined || up === path.dirname(up)) return installed ?? ofPackage(base, packages);
  }
}

function ofPackage(base: string, packages: Sources['packages']): string | undefined {
  const name = [...packages.keys()].find((own) => own !== '' && (base === own || base.startsWith(`${own}/`)));
  return name === undefined ? undefined : firstFile(path.join(packages.get(name) ?? '', base.slice(name.length)));
}

function firstFile(named: string): string | undefined {
  return [named, `${named}.json`, path.join(named, 'tsconfig.json')].find(
    (file) => /\.json$/.test(file) && existsSync(file),
  );
}

function pathsSeenFrom(folder: string, all: readonly Names[]): Readonly<Record<string, readonly string[]>> {
  const seen = new Map<string, string[]>();
  const add = (pattern: string, target: string) => {
    const relative = path.relative(folder, target).split(path.sep).join('/');
    seen.set(pattern, [...(seen.get(pattern) ?? []), relative]);
  };
  for (const { baseUrl, paths = {}, pathsBase = folder } of all)
    for (const [pattern, targets] of Object.entries(paths))
      for (const target of listOf(targets))
        if (typeof target === 'string') add(pattern, path.resolve(baseUrl ?? pathsBase, inLeaf(target, folder)));
  for (const { baseUrl } of all) if (baseUrl !== undefined) add('*', path.join(baseUrl, '*'));
  return Object.fromEntries(seen);
}

/** Where the first of the configurations that writes JavaScript does. */
function outputSeenFrom(
  folder: string,
  all: readonly Names[],
): { readonly outDir?: string; readonly rootDir?: string } {
  const seen = (at: string) => path.relative(folder, at).split(path.sep).join('/') || '.';
  const { outDir, rootDir } = all.find((names) => names.outDir !== undefined && names.writesNothing !== true) ?? {};
  if (outDir === undefined) return {};
  return { outDir: seen(outDir), ...(rootDir === undefined ? {} : { rootDir: seen(rootDir) }) };
}

function inLeaf(text: string, leaf: string): string {
  return text.replace(/^\$\{configDir\}/, leaf);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
