import type { TypeOracle } from '../types-oracle/type-oracle';
import type { FileModel } from './graph';
import { aliasesOf, type PathAlias } from './module-aliases';
import { entriesOf } from './module-entries';
import { type Output, outputsOf, sourcesOf } from './module-outputs';
import { isWithin, nameOf } from './packages';
import { folderOf, normalize, within } from './paths';

/** What is known of the project beside its source; all of it optional. */
export interface FactsOptions {
  /** package.json files by folder, parsed. */
  readonly manifests?: ReadonlyMap<string, unknown> | undefined;
  /** tsconfig.json and jsconfig.json files by folder, parsed. */
  readonly tsconfigs?: ReadonlyMap<string, unknown> | undefined;
  /** A type checker, asked for what the source alone does not tell. */
  readonly oracle?: TypeOracle | undefined;
}

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.vue', '.svelte'];
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** A file, as far as finding it goes. */
interface Located {
  readonly source: { readonly path: string };
}

/** Finds the file of the project that a specifier means. */
export class Modules<File extends Located = FileModel> {
  readonly #files: ReadonlyMap<string, File>;
  /** Folders of the project's own packages, by name. */
  readonly #packages = new Map<string, { readonly folder: string; readonly manifest: unknown }>();
  readonly #manifests = new Map<string, unknown>();
  readonly #aliases: readonly PathAlias[];
  readonly #outputs: readonly Output[];

  constructor(files: Iterable<File>, { manifests, tsconfigs }: FactsOptions) {
    this.#files = new Map([...files].map((file) => [normalize(file.source.path), file]));
    for (const [folder, manifest] of manifests ?? []) {
      const name = nameOf(manifest);
      this.#manifests.set(normalize(folder), manifest);
      if (name !== undefined) this.#packages.set(name, { folder: normalize(folder), manifest });
    }
    this.#aliases = aliasesOf(tsconfigs ?? new Map());
    this.#outputs = outputsOf(tsconfigs ?? new Map());
  }

  /** The file of a path of the project. */
  fileAt(path: string): File | undefined {
    return this.#files.get(normalize(path));
  }

  /** The file, or undefined for a package, a missing file, or one that was not read. */
  resolve(specifier: string, from: Located): File | undefined {
    const folder = folderOf(from.source.path);
    if (/^\.{1,2}(\/|$)/.test(specifier)) return this.#at(within(folder, specifier));
    if (specifier.startsWith('/')) return this.#at(normalize(specifier));
    return this.#aliased(specifier, folder) ?? this.#inPackage(specifier);
  }

  /** `paths` and `baseUrl` of the nearest configuration that has an answer. */
  #aliased(specifier: string, folder: string): File | undefined {
    for (const alias of this.#aliases) {
      if (!isWithin(folder, alias.folder)) continue;
      for (const path of alias.candidates(specifier)) {
        const file = this.#at(normalize(path));
        if (file !== undefined) return file;
      }
    }
    return undefined;
  }

  /** A package of the same workspace, by its name, or a path in it. */
  #inPackage(specifier: string): File | undefined {
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;
    const found = this.#packages.get(name);
    if (found === undefined) return undefined;
    for (const entry of entriesOf(found.manifest, specifier.slice(name.length + 1))) {
      const file = this.#at(within(found.folder, entry));
      if (file !== undefined) return file;
    }
    return undefined;
  }

  #at(path: string): File | undefined {
    return this.#file(path) ?? this.#file(within(path, 'index')) ?? this.#entryOf(path) ?? this.#compiled(path);
  }

  /** What is written to an output folder is known by its source. */
  #compiled(path: string): File | undefined {
    for (const source of sourcesOf(path, this.#outputs)) {
      const file = this.#file(source) ?? this.#file(within(source, 'index'));
      if (file !== undefined) return file;
    }
    return undefined;
  }

  /** A folder with a manifest of its own, as in a require of `..`. */
  #entryOf(folder: string): File | undefined {
    const manifest = this.#manifests.get(folder);
    if (manifest === undefined) return undefined;
    for (const entry of entriesOf(manifest, '')) {
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
