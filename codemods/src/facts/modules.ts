import type { FileModel } from './graph';

/** What is known of the project beside its source; all of it optional. */
export interface FactsOptions {
  /** package.json files by folder, parsed. */
  readonly manifests?: ReadonlyMap<string, unknown> | undefined;
  /** tsconfig.json and jsconfig.json files by folder, parsed. */
  readonly tsconfigs?: ReadonlyMap<string, unknown> | undefined;
}

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts', '.vue', '.svelte'];
const COMPILED: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Finds the file of the project that a specifier means. */
export class Modules {
  readonly #files: ReadonlyMap<string, FileModel>;

  constructor(files: Iterable<FileModel>, _options: FactsOptions) {
    this.#files = new Map([...files].map((file) => [normalize(file.source.path), file]));
  }

  /** The file, or undefined for a package, a missing file, or one that was not read. */
  resolve(specifier: string, from: FileModel): FileModel | undefined {
    if (!specifier.startsWith('.')) return undefined;
    return this.#at(normalize(`${folderOf(from.source.path)}/${specifier}`));
  }

  #at(path: string): FileModel | undefined {
    return this.#file(path) ?? this.#file(`${path}/index`);
  }

  #file(path: string): FileModel | undefined {
    for (const extension of EXTENSIONS) {
      const file = this.#files.get(path + extension);
      if (file !== undefined) return file;
    }
    return this.#source(path);
  }

  /** TypeScript sources name the compiled file: `./span.js` is `./span.ts`. */
  #source(path: string): FileModel | undefined {
    const extension = /\.[cm]?jsx?$/.exec(path)?.[0] ?? '';
    const stem = path.slice(0, path.length - extension.length);
    const found = (COMPILED[extension] ?? []).find((written) => this.#files.has(stem + written));
    return found === undefined ? undefined : this.#files.get(stem + found);
  }
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : path.slice(0, slash);
}

/** Resolves `.` and `..`; keeps a leading slash. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}
