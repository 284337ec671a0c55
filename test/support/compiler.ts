// TypeScript in the test's own process: the declarations that several programs share are read and parsed once.
import path from 'node:path';
import ts from 'typescript';

interface ProgramOptions {
  /** What files contain that are not on the disk, or not so, by path. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Where the compiler looks for `types`. */
  readonly cwd?: string;
}

const parsed = new Map<string, ts.SourceFile | undefined>();

/** The program of some files. */
export function programOf(
  fileNames: readonly string[],
  options: ts.CompilerOptions,
  { texts = new Map(), cwd = process.cwd() }: ProgramOptions = {},
): ts.Program {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  const folders = new Set([...texts.keys()].flatMap(foldersAbove));
  host.getCurrentDirectory = () => cwd;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.directoryExists = (folder) => folders.has(folder) || ts.sys.directoryExists(folder);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, version) => {
    const text = texts.get(file);
    if (text !== undefined) return ts.createSourceFile(file, text, version, true);
    if (!/\.d\.[cm]?ts$/.test(file)) return getSourceFile(file, version);
    // Whether a declaration is an ES module's follows from the options, and is kept with what was parsed.
    const key = JSON.stringify([file, version]);
    if (!parsed.has(key)) parsed.set(key, getSourceFile(file, version));
    return parsed.get(key);
  };
  return ts.createProgram(fileNames, options, host);
}

function foldersAbove(file: string): string[] {
  const folder = path.dirname(file);
  return folder === file ? [] : [folder, ...foldersAbove(folder)];
}

/** What `tsc` says of a command line in a folder: nothing when it compiles. */
export function tsc(cwd: string, args: readonly string[]): string {
  const { fileNames, options, errors } = ts.parseCommandLine(args);
  const program = programOf(
    fileNames.map((file) => path.resolve(cwd, file)),
    options,
    { cwd },
  );
  const host = { getCurrentDirectory: () => cwd, getCanonicalFileName: (file: string) => file, getNewLine: () => '\n' };
  return ts.formatDiagnostics([...errors, ...ts.getPreEmitDiagnostics(program)], host);
}
