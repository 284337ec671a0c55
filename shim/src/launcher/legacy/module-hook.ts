import Module from 'node:module';
import { diag } from '@opentelemetry/api';
import { loadFile } from '../load-file';

/** What to do with the exports of a file, by the end of the file's path. */
export type Seams = Readonly<Record<string, (exports: unknown) => void>>;

/** Not in the types of Node, but there since the beginning: require() and the import of CommonJS both find files by it. */
interface Resolver {
  _resolveFilename(...parameters: unknown[]): string;
  readonly _cache: Readonly<Record<string, unknown>>;
}

/**
 * Calls the seam of each CommonJS file that ends in one of the given paths, before anybody else sees the file's exports.
 *
 * The hook is on finding files, not on loading them: a hook on loading is a frame in the stack of every error that the
 * application's top-level code throws, and what it prints would not be the same as without us.
 */
export function hookModules(seams: Seams): void {
  const resolver = Module as unknown as Resolver;
  const original = resolver._resolveFilename;
  const find = seamFinder(Object.keys(seams));
  const seen = new Set<string>();
  const loading = new Set<string>();
  resolver._resolveFilename = function (this: unknown, ...parameters): string {
    const file = original.apply(this, parameters);
    const seam = find(file);
    // What was thrown out of the cache is loaded anew, as servers do that watch their files: its exports are others.
    const isKnown = seen.has(file) && file in resolver._cache;
    if (seam === undefined || isKnown || loading.has(file)) return file;
    seen.add(file);
    loading.add(file);
    runSeam(seams, seam, file);
    loading.delete(file);
    return file;
  };
}

/** One test by regular expression for the thousands of files that are none of ours. */
function seamFinder(endings: readonly string[]): (file: string) => string | undefined {
  const pattern = new RegExp(`[\\\\/](${endings.map((ending) => ending.replace(/[./]/g, toPattern)).join('|')})$`);
  return (file) => pattern.exec(file)?.[1]?.replaceAll('\\', '/');
}

function toPattern(character: string): string {
  return character === '/' ? '[\\\\/]' : `\\${character}`;
}

/** Loads the file, which whoever asked for it does next, and finds it loaded. */
function runSeam(seams: Seams, seam: string, file: string): void {
  try {
    seams[seam]?.(loadFile(file));
  } catch (error) {
    diag.warn(`ot2otel: ${seam} is not as expected, it is left as it is`, error);
  }
}
