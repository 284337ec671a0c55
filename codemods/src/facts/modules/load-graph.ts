import { once, oncePerKey } from '../flow/once';
import type { Others } from './bridges';
import type { Neighbour } from './connected';
import { type Loads, loadsOf } from './loads';
import { type FactsOptions, Modules } from './modules';

/** A file of the project, read or not. */
export interface Listed {
  readonly source: { readonly path: string };
}

const NO_OTHERS: Others<Neighbour> = { paths: [], read: () => undefined };

/** Which files of a project load which, as far as their bytes tell: those that are looked into, and all others by way of which they do. */
export class LoadGraph {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #others: Others<Neighbour>;
  readonly modules: () => Modules<Listed>;

  constructor(files: readonly Neighbour[], project: FactsOptions) {
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
    this.#others = project.others ?? NO_OTHERS;
    this.modules = once(
      () =>
        new Modules<Listed>(
          this.paths().map((path) => ({ source: { path } })),
          project,
        ),
    );
  }

  /** The files that are looked into. */
  get read(): Iterable<string> {
    return this.#texts.keys();
  }

  readonly paths = once((): readonly string[] => [...new Set([...this.#texts.keys(), ...this.#others.paths])]);

  textOf(path: string): string {
    return this.#texts.get(path) ?? this.#others.read(path)?.text ?? '';
  }

  readonly loadsOf = oncePerKey((path: string): Loads => loadsOf(this.textOf(path)));

  /** The files that a file imports. */
  readonly importedBy = oncePerKey((path: string): readonly string[] =>
    [...this.loadsOf(path).imported].flatMap((specifier) => this.fileOf(specifier, path) ?? []),
  );

  /** The files that a file imports, or names by their paths. */
  readonly namedBy = oncePerKey((path: string): readonly string[] => [
    ...this.importedBy(path),
    ...[...this.loadsOf(path).named].flatMap((specifier) => this.fileOf(specifier, path) ?? []),
  ]);

  /** The file of the project that a specifier means. */
  fileOf(specifier: string, from: string): string | undefined {
    return this.modules().resolve(specifier, { source: { path: from } })?.source.path;
  }
}
