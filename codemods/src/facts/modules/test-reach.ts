import { isBuiltin } from 'node:module';
import { packageNameOf } from '../../catalog/package-name';
import { isTestFile } from '../../catalog/test-files';
import { once, oncePerKey } from '../flow/once';
import { reachedFrom } from '../flow/reached';
import type { LoadGraph } from './load-graph';

/** What a file loads; undefined where that may be more than can be told. */
type Loaded = readonly string[] | undefined;

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
  readonly #graph: LoadGraph;
  readonly #folders: () => ReadonlySet<string>;

  constructor(graph: LoadGraph) {
    this.#graph = graph;
    this.#folders = once(() => new Set(graph.paths().flatMap((path) => path.split('/').slice(0, -1))));
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
    return tried.some((path) => this.#graph.textOf(path).includes('startSpan')) ? reached : undefined;
  });

  /** The test with the files that load it; undefined where a runner does that, which loads others beside it. */
  #runsOf(test: string): ReadonlySet<string> | undefined {
    const loading = reachedFrom([test], (at) => this.#loaders().get(at) ?? []);
    return [...loading].some((path) => DECLARES_TESTS.test(this.#graph.textOf(path))) ? loading : undefined;
  }

  /** By file, those that load it, of the files that were read. */
  readonly #loaders = once(() => {
    const loaders = new Map<string, string[]>();
    for (const from of this.#graph.read)
      for (const path of this.#graph.namedBy(from)) loaders.set(path, [...(loaders.get(path) ?? []), from]);
    return loaders;
  });

  readonly #setUps = once(() =>
    this.#graph.paths().filter((path) => isTestFile(path) && SETS_UP.test(path.slice(path.lastIndexOf('/') + 1))),
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
    const { imported, isOpen } = this.#graph.loadsOf(path);
    const isKnown = (specifier: string) =>
      this.#graph.fileOf(specifier, path) !== undefined || this.#isElsewhere(specifier, path);
    return isOpen || ![...imported].every(isKnown) ? undefined : this.#graph.namedBy(path);
  });

  /** Data, or a package that is certainly none of the project's: no folder bears its name. */
  #isElsewhere(specifier: string, path: string): boolean {
    if (DATA.test(specifier) || isBuiltin(specifier)) return true;
    const modules = this.#graph.modules();
    if (/^[./#~]/.test(specifier) || modules.hasPackage(specifier)) return false;
    const name = packageNameOf(specifier);
    return (
      modules.listsPackage(specifier, { source: { path } }) && !this.#folders().has(name.slice(name.indexOf('/') + 1))
    );
  }
}
