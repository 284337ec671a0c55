import { packageNameOf } from '../../catalog/package-name';
import type { TypeOracle } from '../../types-oracle/type-oracle';
import type { FileModel } from '../flow/graph';
import type { Others } from './bridges';
import type { Neighbour } from './connected';
import { aliasesOf, type PathAlias } from './module-aliases';
import { entriesOf, importsOf } from './module-entries';
import { type Output, outputsOf, sourcesOf } from './module-outputs';
import { isInFolder, nameOf, neededBy, packageOf } from './packages';
import { folderOf, normalize, within } from './paths';

/** What is known of the project beside its source; all of it optional. */
export interface FactsOptions {
  /** package.json files by folder, parsed. */
  readonly manifests?: ReadonlyMap<string, unknown> | undefined;
  /** tsconfig.json and jsconfig.json files by folder, parsed. */
  readonly tsconfigs?: ReadonlyMap<string, unknown> | undefined;
  /** A type checker, asked for what the source alone does not tell. */
  readonly oracle?: TypeOracle | undefined;
  /** The other files, which are not among those that are looked into: what loads what goes by way of them as well. */
  readonly others?: Others<Neighbour> | undefined;
}

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.vue', '.svelte'];
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** `.`, `..` and what ends in a slash: never the file beside the folder that has its name. */
const NAMES_FOLDER = /(?:^|\/)\.{0,2}$/;

/** A file, as far as finding it goes. */
interface Located {
  readonly source: { readonly path: string };
}

/** Finds the file of the project that a specifier means. */
export class Modules<File extends Located = FileModel> {
  readonly #files: ReadonlyMap<string, File>;
  /** Folders of the project's own packages, by name; a copy of one bears the same. */
  readonly #packages = new Map<string, readonly string[]>();
  readonly #manifests = new Map<string, unknown>();
  readonly #aliases: readonly PathAlias[];
  readonly #outputs: readonly Output[];

  constructor(files: Iterable<File>, { manifests, tsconfigs }: FactsOptions) {
    this.#files = new Map([...files].map((file) => [normalize(file.source.path), file]));
    for (const [folder, manifest] of manifests ?? []) {
      const name = nameOf(manifest);
      const at = normalize(folder);
      this.#manifests.set(at, manifest);
      if (name !== undefined) this.#packages.set(name, [...(this.#packages.get(name) ?? []), at]);
    }
    this.#aliases = aliasesOf(tsconfigs ?? new Map(), this.#manifests);
    this.#outputs = outputsOf(tsconfigs ?? new Map());
  }

  /** The file of a path of the project. */
  fileAt(path: string): File | undefined {
    return this.#files.get(normalize(path));
  }

  /** The file, or undefined for a package, a missing file, or one that was not read. */
  resolve(specifier: string, from: Located): File | undefined {
    const folder = folderOf(from.source.path);
    if (/^\.{1,2}(\/|$)/.test(specifier)) {
      const path = within(folder, specifier);
      return NAMES_FOLDER.test(specifier) ? this.#inFolder(path) : this.#at(path);
    }
    if (specifier.startsWith('/')) return this.#at(normalize(specifier));
    if (specifier.startsWith('#')) return this.#imported(specifier, from.source.path);
    return this.#aliased(specifier, folder) ?? this.#inPackage(specifier, folder);
  }

  /** Whether a specifier names the package that the file is part of. */
  isOwnPackage(specifier: string, from: Located): boolean {
    return this.#packagesAround(folderOf(from.source.path), packageNameOf(specifier)).length > 0;
  }

  /** Whether a package of the project has the name that a specifier begins with, also where what it exports is not among the files. */
  hasPackage(specifier: string): boolean {
    return this.#packages.has(packageNameOf(specifier));
  }

  /** Whether a manifest around a file lists the package that a specifier would be of; true where there is no manifest to tell. */
  listsPackage(specifier: string, { source }: Located): boolean {
    const name = packageNameOf(specifier);
    const around = [...this.#manifests].filter(([folder]) => isInFolder(source.path, folder));
    return around.length === 0 || around.some(([, manifest]) => neededBy(manifest).has(name));
  }

  /** `imports` of the package that the file is part of; a tsconfig may give such a name as well. */
  #imported(specifier: string, path: string): File | undefined {
    const { folder = '', manifest } = packageOf(path, this.#manifests);
    return this.#firstOf(importsOf(manifest, specifier), folder) ?? this.#aliased(specifier, folderOf(path));
  }

  /** `paths` and `baseUrl` of the nearest configuration that has an answer. */
  #aliased(specifier: string, folder: string): File | undefined {
    for (const alias of this.#aliases) {
      if (!isInFolder(folder, alias.folder)) continue;
      for (const path of alias.candidates(specifier)) {
        const file = this.#at(normalize(path));
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  /** A package of the same workspace, by its name, or a path in it. */
  #inPackage(specifier: string, from: string): File | undefined {
    const name = packageNameOf(specifier);
    const [own] = this.#packagesAround(from, name);
    const [only, other] = this.#packages.get(name) ?? [];
    const folder = own ?? (other === undefined ? only : undefined);
    return folder === undefined ? undefined : this.#entry(folder, specifier.slice(name.length + 1));
  }

  /** The folders of packages of a name that a folder stands in, the innermost first. */
  #packagesAround(folder: string, name: string): readonly string[] {
    const around = (this.#packages.get(name) ?? []).filter((own) => isInFolder(folder, own));
    return around.sort((a, b) => b.length - a.length);
  }

  #at(path: string): File | undefined {
    return this.#file(path) ?? this.#inFolder(path) ?? this.#compiled(path);
  }

  /** What is written to an output folder is known by its source. */
  #compiled(path: string): File | undefined {
    for (const source of sourcesOf(path, this.#outputs)) {
      const file = this.#file(source) ?? this.#file(within(source, 'index'));
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #inFolder(folder: string): File | undefined {
    return this.#entry(folder, '') ?? this.#file(within(folder, 'index'));
  }

  /** What the manifest of a folder names, by name or as in a require of `..`. */
  #entry(folder: string, subpath: string): File | undefined {
    if (!this.#manifests.has(folder)) return undefined;
    return this.#firstOf(entriesOf(this.#manifests.get(folder), subpath), folder);
  }

  #firstOf(entries: readonly string[], folder: string): File | undefined {
    for (const entry of entries) {
      const path = within(folder, entry);
      const file = this.#file(path) ?? this.#file(within(path, 'index'));
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #file(path: string): File | undefined {
    for (const extension of EXTENSIONS) {
      const file = this.#files.get(path + extension);
      if (file !== undefined) return file;
    }
    return this.#source(path);
  }

  /** TypeScript sources name the compiled file: `./span.js` is `./span.ts`. */
  #source(path: string): File | undefined {
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
    const stem = path.slice(0, path.length - extension.length);
    const found = (COMPILED[extension] ?? []).find((written) => this.#files.has(stem + written));
    return found === undefined ? undefined : this.#files.get(stem + found);
  }
}
