import type ts from 'typescript';

/**
 * Files as the compiler parsed them, for the next program with the same options: most of its files will be the same, and a repository
 * of many packages has a program for each, over the same declarations; who asks for types and who compiles the result share them too. The
 * compiler's own language service shares them in this way.
 */
export class ParsedFiles {
  /** The options that were used last stand last. */
  readonly #byOptions = new Map<string, Map<string, ts.SourceFile>>();
  readonly #ignored: ReadonlySet<string>;

  /** `version`: of the compiler. */
  constructor(version: string) {
    this.#ignored = new Set([...NOT_OF_FILES, ...(keepsModules(version) ? [] : OF_PROGRAMS)]);
  }

  of(options: ts.CompilerOptions): Map<string, ts.SourceFile> {
    const key = this.#keyOf(options);
    const known = this.#byOptions.get(key) ?? new Map<string, ts.SourceFile>();
    this.#byOptions.delete(key);
    this.#byOptions.set(key, known);
    for (const old of [...this.#byOptions.keys()].slice(0, -MOST_OPTIONS)) this.#byOptions.delete(old);
    return known;
  }

  /** Paths that modules are looked up in stay in the key, as they do in the compiler's own. */
  #keyOf(options: ts.CompilerOptions): string {
    const entries = Object.entries(options).filter(([name]) => !this.#ignored.has(name));
    return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
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

/** Options by which imports are resolved, and which of the files that are found are looked at. */
const OF_PROGRAMS: readonly string[] = ['allowJs', 'checkJs', 'maxNodeModuleJsDepth'];

/** Until 5.3 a file kept what its imports had been resolved to; since then each program does. */
function keepsModules(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 5 || (major === 5 && minor < 3);
}
