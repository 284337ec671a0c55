import { isBuiltin } from 'node:module';
import { packageNameOf } from '../../catalog/package-name';
import { isTestFile } from '../../catalog/test-files';
import { once, oncePerKey } from '../flow/once';
import type { Others } from './bridges';
import type { Neighbour } from './connected';
import { loadsOf } from './loads';
import { type FactsOptions, Modules } from './modules';

/** A file of the project, read or not. */
interface Listed {
  readonly source: { readonly path: string };
}

/** What a file loads; undefined where that may be more than can be told. */
type Loaded = readonly string[] | undefined;

const NO_OTHERS: Others<Neighbour> = { paths: [], read: () => undefined };

/** A call by which a file says that a runner of tests begins with it. */
const DECLARES_TESTS = /\b(?:describe|it|tests?|suite|context|specify)(?:\.\w+)*\s*\(/;

/** What a runner is told to load before the tests, which need not import it. */
const SETS_UP = /set-?up|bootstrap|hooks|globals?|init/i;

/** What is no code. */
const DATA = /\.(?:json|css|s[ac]ss|less|svg|png|jpe?g|gif|txt|md|html|graphql|gql|ya?ml|proto|node|wasm)$/i;

/**
 * Which files are in the process that runs a test: what a test replaces for all who ask, such as a method of the global tracer, is met by
 * those alone.
 */
export class TestReach {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #others: Others<Neighbour>;
  readonly #modules: () => Modules<Listed>;
  readonly #folders: () => ReadonlySet<string>;

  constructor(files: readonly Neighbour[], project: FactsOptions) {
    this.#texts = new Map(files.map(({ path, text }) => [path, text]));
    this.#others = project.others ?? NO_OTHERS;
    this.#modules = once(
      () =>
        new Modules<Listed>(
          this.#paths().map((path) => ({ source: { path } })),
          project,
        ),
    );
    this.#folders = once(() => new Set(this.#paths().flatMap((path) => path.split('/').slice(0, -1))));
  }

  /** Whether the code of a file may meet what a test replaces; true where that cannot be told. */
  mayMeet(test: string, path: string): boolean {
    const reached = this.#reached(test);
    return reached === undefined || reached.has(path);
  }

  /** Undefined where it cannot be told, or what was found holds nothing that the test can be after. */
  readonly #reached = oncePerKey((test: string): ReadonlySet<string> | undefined => {
    const runs = this.#runsOf(test);
    const reached = runs && this.#loadedBy([...runs, ...this.#setUps()]);
    const tried = [...(reached ?? [])].filter((path) => !isTestFile(path));
    return tried.some((path) => this.#textOf(path).includes('startSpan')) ? reached : undefined;
  });

  /** The test with the files that load it; undefined where a runner does that, which loads others beside it. */
  #runsOf(test: string): ReadonlySet<string> | undefined {
    const loading = new Set([test]);
    // A set is walked in the order of insertion, also over what is added on the way.
    for (const at of loading) for (const path of this.#loaders().get(at) ?? []) loading.add(path);
    return [...loading].some((path) => DECLARES_TESTS.test(this.#textOf(path))) ? loading : undefined;
  }

  /** By file, those that load it, of the files that were read. */
  readonly #loaders = once(() => {
    const loaders = new Map<string, string[]>();
    for (const from of this.#texts.keys())
      for (const path of this.#namedIn(from)) loaders.set(path, [...(loaders.get(path) ?? []), from]);
    return loaders;
  });

  readonly #setUps = once(() =>
    this.#paths().filter((path) => isTestFile(path) && SETS_UP.test(path.slice(path.lastIndexOf('/') + 1))),
  );

  #loadedBy(roots: Iterable<string>): ReadonlySet<string> | undefined {
    const reached = new Set(roots);
    for (const at of reached) {
      const loaded = this.#loaded(at);
      if (loaded === undefined) return undefined;
      for (const path of loaded) reached.add(path);
    }
    return reached;
  }

  readonly #loaded = oncePerKey((path: string): Loaded => {
    const { imported, isOpen } = loadsOf(this.#textOf(path));
    const source = { source: { path } };
    const isKnown = (specifier: string) =>
      this.#modules().resolve(specifier, source) !== undefined || this.#isElsewhere(specifier, source);
    return isOpen || ![...imported].every(isKnown) ? undefined : this.#namedIn(path);
  });

  #namedIn(path: string): readonly string[] {
    const { imported, named } = loadsOf(this.#textOf(path));
    const found = [...imported, ...named].map((one) => this.#modules().resolve(one, { source: { path } }));
    return found.flatMap((file) => file?.source.path ?? []);
  }

  /** Data, or a package that is certainly none of the project's: no folder bears its name. */
  #isElsewhere(specifier: string, from: Listed): boolean {
    if (DATA.test(specifier) || isBuiltin(specifier)) return true;
    if (/^[./#~]/.test(specifier) || this.#modules().hasPackage(specifier)) return false;
    const name = packageNameOf(specifier);
    return this.#modules().listsPackage(specifier, from) && !this.#folders().has(name.slice(name.indexOf('/') + 1));
  }

  #paths(): readonly string[] {
    return [...new Set([...this.#texts.keys(), ...this.#others.paths])];
  }

  #textOf(path: string): string {
    return this.#texts.get(path) ?? this.#others.read(path)?.text ?? '';
  }
}
