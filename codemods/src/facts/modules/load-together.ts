import { isTestFile } from '../../catalog/test-files';
import { once, oncePerKey } from '../flow/once';
import { reachedFrom } from '../flow/reached';
import type { LoadGraph } from './load-graph';

/** Which files some program of the project is seen to load both. */
export class LoadTogether {
  readonly #graph: LoadGraph;

  constructor(graph: LoadGraph) {
    this.#graph = graph;
  }

  /** Whether a file that is no test loads both, itself or by way of others, or is one of them. */
  isSeen(one: string, other: string): boolean {
    const [a, b] = [this.#loading(one), this.#loading(other)];
    return [...a].some((path) => b.has(path));
  }

  /** Where a program can begin in which a file is loaded. */
  readonly #loading = oncePerKey(
    (file: string): ReadonlySet<string> => reachedFrom([file], (at) => this.#loaders().get(at) ?? []),
  );

  /** By file, those that import it; a test runs what the program does not. */
  readonly #loaders = once(() => {
    const loaders = new Map<string, string[]>();
    for (const from of this.#graph.paths().filter((path) => !isTestFile(path)))
      for (const path of this.#graph.importedBy(from)) loaders.set(path, [...(loaders.get(path) ?? []), from]);
    return loaders;
  });
}
