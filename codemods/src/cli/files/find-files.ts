import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import ignore from 'ignore';
import { globSync, isDynamicPattern } from 'tinyglobby';
import { isSourcePath, type SkipReason, SOURCE_EXTENSIONS, skipReasonOfPath } from '../../discover/skipped';
import { oncePerKey } from '../../facts/flow/once';
import { gitFilesIn } from '../git';
import { UserError } from '../io';
import { readText } from './read-file';

/** Files that were found, by absolute path, and those that were passed over. */
export interface FoundFiles {
  readonly files: readonly string[];
  readonly skipped: ReadonlyMap<string, SkipReason>;
  /** Files that the user named one by one. */
  readonly named: ReadonlySet<string>;
}

/** Gives every file below a folder, relative to it. */
export type ListFiles = (folder: string) => readonly string[];

/** The JavaScript and TypeScript files that paths of the command line mean: files, folders and globs, on every platform. */
export function findFiles(cwd: string, paths: readonly string[], list: ListFiles = filesIn): FoundFiles {
  const files = new Set<string>();
  const skipped = new Map<string, SkipReason>();
  const named = new Set<string>();
  for (const given of paths) {
    const at = placeOfPath(cwd, given);
    if (at === undefined) addAll(given, cwd, filesOfGlob(cwd, given), files, skipped);
    else if (statSync(at).isDirectory()) addAll(given, at, list(assertOpen(given, at)), files, skipped);
    else named.add(sourceFile(given, at));
  }
  // What is named is meant, whatever folder it is in.
  for (const file of named) skipped.delete(file);
  return { files: [...new Set([...files, ...named])].sort(), skipped, named };
}

/** Where a path of the command line leads, through links; undefined where nothing is. */
export function placeOfPath(cwd: string, given: string): string | undefined {
  if (given === '')
    throw new UserError('an empty path was given', 'name a folder; a variable of your shell may be empty');
  const at = path.resolve(cwd, given);
  return existsSync(at) ? realpathSync.native(at) : undefined;
}

/** A folder that may not be read looks like an empty one. */
function assertOpen(given: string, at: string): string {
  try {
    accessSync(at, constants.R_OK | constants.X_OK);
    return at;
  } catch {
    throw new UserError(`${given} cannot be read: permission denied`, 'give permission, or leave it out');
  }
}

function sourceFile(given: string, at: string): string {
  if (isSourcePath(at)) return at;
  throw new UserError(
    `${given} is no JavaScript or TypeScript file`,
    `name a folder, or a file that ends in ${ENDINGS}`,
  );
}

const ENDINGS = SOURCE_EXTENSIONS.map((extension) => `.${extension}`).join(', ');

function nothingIn(given: string): UserError {
  return new UserError(
    `there is no JavaScript or TypeScript in ${given}`,
    `name a folder that holds files ending in ${ENDINGS}`,
  );
}

function filesOfGlob(cwd: string, given: string): readonly string[] {
  if (!isDynamicPattern(given))
    throw new UserError(`there is no file or folder ${given}`, 'check the path; it is read from the current folder');
  return globSync(given.replaceAll('\\', '/'), {
    cwd,
    ignore: ['**/node_modules/**'],
    expandDirectories: false,
    onlyFiles: true,
  });
}

function addAll(
  given: string,
  folder: string,
  listed: readonly string[],
  files: Set<string>,
  skipped: Map<string, SkipReason>,
): void {
  const sources = listed.filter(isSourcePath);
  const elsewhere = repositoriesAmong(folder, listed).flatMap((below) =>
    filesIn(path.join(folder, below)).flatMap((file) => (isSourcePath(file) ? path.join(folder, below, file) : [])),
  );
  if (sources.length + elsewhere.length === 0) throw nothingIn(given);
  for (const file of sources) {
    const reason = skipReasonOfPath(file);
    const at = path.join(folder, file);
    if (reason === undefined) files.add(at);
    else skipped.set(at, reason);
  }
  for (const file of elsewhere) skipped.set(file, skipReasonOfPath(file) ?? 'in a repository of its own');
}

/** What git lists as a folder: a submodule, or a repository that it does not look into. */
function repositoriesAmong(folder: string, listed: readonly string[]): readonly string[] {
  return listed.filter((entry) => !isSourcePath(entry) && existsSync(path.join(folder, entry, '.git')));
}

/** Every file below a folder: as git lists them, else all that the folder's own .gitignore does not name. */
export function filesIn(folder: string): readonly string[] {
  const listed = gitFilesIn(folder);
  if (listed !== undefined && listed.length > 0) return listed;
  const ignored = ignore().add(readText(path.join(folder, '.gitignore')) ?? '');
  const all = ignored.filter(
    globSync('**/*', {
      cwd: folder,
      ignore: ['**/node_modules/**', '**/.git/**'],
      dot: true,
      followSymbolicLinks: false,
    }),
  );
  return asRepositoriesList(folder, all);
}

/** The same files, but of the repositories among them what git lists there: each has a .gitignore of its own. */
function asRepositoriesList(folder: string, files: readonly string[]): readonly string[] {
  const listedAt = oncePerKey((below: string) =>
    existsSync(path.join(folder, below, '.git')) ? gitFilesIn(path.join(folder, below)) : undefined,
  );
  const topOf = oncePerKey((below: string): string | undefined => {
    if (below === '.') return undefined;
    return topOf(path.posix.dirname(below)) ?? (listedAt(below) === undefined ? undefined : below);
  });
  const tops = new Set(files.map((file) => topOf(path.posix.dirname(file))));
  return [
    ...files.filter((file) => topOf(path.posix.dirname(file)) === undefined),
    ...[...tops].flatMap((top) => (top === undefined ? [] : (listedAt(top) ?? []).map((file) => `${top}/${file}`))),
  ];
}
