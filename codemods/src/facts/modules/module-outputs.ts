import { isInFolder } from './packages';
import { normalize, within } from './paths';
import { fieldsOf } from './records';

/** A folder that a configuration has TypeScript write to. */
export interface Output {
  readonly folder: string;
  /** Where it is compiled from, best first. */
  readonly sources: readonly string[];
}

/** The output folders of all configurations: a test may load what was compiled, which is not there before it is. */
export function outputsOf(tsconfigs: ReadonlyMap<string, unknown>): Output[] {
  return [...tsconfigs].flatMap(([folder, config]) => outputOf(folder, config) ?? []);
}

function outputOf(folder: string, config: unknown): Output | undefined {
  const { outDir, rootDir } = fieldsOf(fieldsOf(config).compilerOptions);
  if (typeof outDir !== 'string') return undefined;
  const home = normalize(folder);
  // Without `rootDir` it is the folder that all sources are in.
  const roots = typeof rootDir === 'string' ? [rootDir] : ['src', '.'];
  return { folder: within(home, outDir), sources: roots.map((root) => within(home, root)) };
}

/** The paths that a path in an output folder may be compiled from. */
export function sourcesOf(path: string, outputs: readonly Output[]): string[] {
  return outputs
    .filter(({ folder }) => folder !== '' && isInFolder(path, folder))
    .flatMap(({ folder, sources }) => sources.map((source) => within(source, `.${path.slice(folder.length)}`)));
}
