import { type Output, sourcesOf } from './module-outputs';
import { isInFolder } from './packages';
import { folderOf, within } from './paths';

/** A file that a compiler wrote, and where it wrote it from. */
export interface Compiled {
  readonly source: string;
  /** The folders that it and its source have in the place of each other, where no configuration says so. */
  readonly output?: { readonly home: string; readonly outDir: string; readonly rootDir: string };
}

/** What TypeScript, Babel and SWC write for a module: nobody who writes by hand needs it. */
const MARK = /^Object\.defineProperty\(exports, ["']__esModule["'], \{\s*value: true,?\s*\}\);?$/m;
/** The helpers of TypeScript, where a file needs one. */
const TYPESCRIPT_HELPER = /^var __\w+ = \(this && this\.__\w+\) \|\|/m;
/** Those of Babel and SWC. */
const BABEL_HELPER =
  /^function _(?:interop_?[rR]equire_?(?:[dD]efault|[wW]ildcard)|class_?[cC]all_?[cC]heck|async_?[tT]o_?[gG]enerator)\(/m;

const TYPESCRIPT: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.cjs': ['.cts'],
  '.mjs': ['.mts'],
};
const EITHER: typeof TYPESCRIPT = { '.js': ['.ts', '.tsx', '.js', '.jsx', '.mjs'] };

/**
 * What a file of JavaScript is compiled from, where it is certain that a compiler wrote it: a source of its name is in the project, and its
 * text, or the declarations beside it, are a compiler's. A declaration beside JavaScript alone proves nothing: people write both.
 */
export function compiledFrom(
  { path, text }: { readonly path: string; readonly text: string },
  files: ReadonlySet<string>,
  outputs: readonly Output[],
): Compiled | undefined {
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (extension === undefined) return undefined;
  const stem = path.slice(0, -extension.length);
  const found =
    (extensions: readonly string[] = []) =>
    (at: string) =>
      extensions.map((written) => at + written).find((file) => files.has(file));
  const typed = found(TYPESCRIPT[extension]);
  const beside = typed(stem);
  const isWritten = MARK.test(text) || TYPESCRIPT_HELPER.test(text);
  if (beside !== undefined) return isWritten || isDeclared(stem, extension, files) ? { source: beside } : undefined;
  // TypeScript would write over what is there, whatever it is.
  const [configured] = sourcesOf(stem, outputs).flatMap((source) => typed(source) ?? []);
  if (configured !== undefined) return { source: configured };
  if (!isWritten) return undefined;
  return inOtherFolder(stem, files, BABEL_HELPER.test(text) ? found(EITHER[extension]) : typed);
}

/** TypeScript passes over declarations beside a source of their name: nobody would write them. */
function isDeclared(stem: string, extension: string, files: ReadonlySet<string>): boolean {
  return files.has(`${stem}.d.${/[cm]/.exec(extension)?.[0] ?? ''}ts`);
}

/** A source in another folder of the same package, at the same place there: `src/a/b.ts` of `lib/a/b.js`. */
function inOtherFolder(
  stem: string,
  files: ReadonlySet<string>,
  sourceAt: (stem: string) => string | undefined,
): Compiled | undefined {
  const home = packageAround(stem, files);
  if (home === undefined) return undefined;
  const inside = home === '' ? stem : stem.slice(home.length + 1);
  const levels = inside.split('/').length;
  const folders = foldersIn(home, files);
  for (let level = 1; level < levels; level++) {
    const outDir = inside.split('/').slice(0, level).join('/');
    for (const rootDir of folders) {
      if (rootDir === outDir || files.has(within(home, `${rootDir}/package.json`))) continue;
      const source = sourceAt(within(home, `${rootDir}${inside.slice(outDir.length)}`));
      if (source !== undefined) return { source, output: { home, outDir, rootDir } };
    }
  }
  return undefined;
}

/** The innermost folder around a file that is a package. */
function packageAround(file: string, files: ReadonlySet<string>): string | undefined {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    if (files.has(within(folder, 'package.json'))) return folder;
    if (folder === '') return undefined;
  }
}

function foldersIn(folder: string, files: ReadonlySet<string>): ReadonlySet<string> {
  const start = folder === '' ? 0 : folder.length + 1;
  const names = [...files].flatMap((file) => {
    const end = isInFolder(file, folder) ? file.indexOf('/', start) : -1;
    return end < 0 ? [] : [file.slice(start, end)];
  });
  return new Set(names);
}
