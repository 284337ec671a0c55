/** Finds the tsconfig.json or jsconfig.json that speaks of a file: the nearest one at or above its folder, within the project. */
export class Configurations {
  readonly #known = new Map<string, string | undefined>();

  /** `root`: the absolute folder of the project, with forward slashes, as all paths here. */
  constructor(
    readonly root: string,
    readonly exists: (file: string) => boolean,
  ) {}

  of(file: string): string | undefined {
    return this.#at(file.slice(0, file.lastIndexOf('/')));
  }

  #at(folder: string): string | undefined {
    if (this.#known.has(folder)) return this.#known.get(folder);
    const own = ['tsconfig.json', 'jsconfig.json'].map((name) => `${folder}/${name}`).find(this.exists);
    const isInside = folder.startsWith(`${this.root}/`);
    const found = own ?? (isInside ? this.#at(folder.slice(0, folder.lastIndexOf('/'))) : undefined);
    this.#known.set(folder, found);
    return found;
  }
}

/** What a compiler reads; parts of `.vue` and `.svelte` files have other offsets there. */
export function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}
