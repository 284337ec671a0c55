import type ts from 'typescript';

/**
 * Files as the compiler parsed them, for the next program with the same options: most of its files will be the same, and a repository
 * of many packages has a program for each, over the same declarations. The compiler's own language service shares them in this way.
 */
export class ParsedFiles {
  /** The options that were used last stand last. */
  readonly #byOptions = new Map<string, Map<string, ts.SourceFile>>();

  of(options: ts.CompilerOptions): Map<string, ts.SourceFile> {
    const key = keyOf(options);
    const known = this.#byOptions.get(key) ?? new Map<string, ts.SourceFile>();
    this.#byOptions.delete(key);
    this.#byOptions.set(key, known);
    for (const old of [...this.#byOptions.keys()].slice(0, -MOST_OPTIONS)) this.#byOptions.delete(old);
    return known;
  }
}

/** Where each package has options of its own there is little to share, and much to hold. */
const MOST_OPTIONS = 3;

/** Where a configuration stands and where it writes to changes nothing of a file, nor what only the checker looks at. */
const NOT_OF_FILES: ReadonlySet<string> = new Set([
  'configFilePath',
  'declarationDir',
  'declarationMap',
  'inlineSourceMap',
  'noImplicitAny',
  'noUnusedLocals',
  'noUnusedParameters',
  'outDir',
  'pathsBasePath',
  'rootDir',
  'sourceMap',
  'strictNullChecks',
  'tsBuildInfoFile',
]);

/** Paths that modules are looked up in stay in the key: version 4 keeps what it found at the file. */
function keyOf(options: ts.CompilerOptions): string {
  const entries = Object.entries(options).filter(([name]) => !NOT_OF_FILES.has(name));
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
