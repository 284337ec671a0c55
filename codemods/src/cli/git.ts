import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { oncePerKey } from '../facts/flow/once';
import { UserError } from './io';

/** A hook of git, or a shell, may name another repository than the one that the folder is in. */
const OF_THE_FOLDER = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };

interface Answer {
  readonly text: string | undefined;
  /** Why there is none. */
  readonly refusal: string;
}

/** Asks git in a folder. Never asks back, never takes a lock. */
function ask(folder: string, args: readonly string[]): Answer {
  const env = { ...process.env, ...OF_THE_FOLDER, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', folder, ...args], {
    env,
    maxBuffer: 1 << 29,
    windowsHide: true,
  });
  if (status === 0) return { text: stdout.toString('utf8'), refusal: '' };
  if (error !== undefined) return { text: undefined, refusal: 'git cannot be started' };
  const [line = ''] = stderr.toString('utf8').split('\n');
  return { text: undefined, refusal: line.replace(/^fatal: /, '') || `git ended with ${status}` };
}

/** The top folder of the work tree that a folder belongs to; undefined where git, or a repository, is missing. */
export function gitRootOf(folder: string): string | undefined {
  return ask(folder, ['rev-parse', '--show-toplevel']).text?.replace(/\r?\n$/, '');
}

/** Why git says nothing of a folder that is in a repository by all appearances: another owner, a damaged one, no git. */
export function gitRefusalIn(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return ask(folder, ['rev-parse', '--show-toplevel']).refusal || undefined;
    if (at === path.dirname(at)) return undefined;
  }
}

/** The files below a folder that git tracks or would add, relative to it: what `.gitignore` names is not among them. */
export function gitFilesIn(folder: string): readonly string[] | undefined {
  return ask(folder, ['ls-files', '--cached', '--others', '--exclude-standard', '-z'])
    .text?.split('\0')
    .filter(Boolean);
}

/** The files that git tracks and keeps out of the work tree: of a sparse checkout. */
export function gitAbsentIn(folder: string): readonly string[] {
  const listed = ask(folder, ['ls-files', '-t', '-z']).text?.split('\0') ?? [];
  return listed.filter((line) => line.startsWith('S ')).map((line) => line.slice(2));
}

/** Files that no one repository holds, by the repository that each is in; under undefined those that are in none. */
export function byRepository(files: readonly string[]): ReadonlyMap<string | undefined, readonly string[]> {
  const topOf = oncePerKey((folder: string) => {
    const top = gitRootOf(folder);
    const refusal = top === undefined ? gitRefusalIn(folder) : undefined;
    if (refusal !== undefined) throw noAnswer(folder, refusal);
    return top;
  });
  const homes = new Map<string | undefined, string[]>();
  for (const file of files) {
    const top = topOf(path.dirname(realpathSync(file)));
    homes.set(top, [...(homes.get(top) ?? []), file]);
  }
  return homes;
}

/**
 * The files among some that git could not bring back as they are: those that differ from what is committed, and those that it does not
 * keep. A file of another repository, a submodule mostly, is asked for there.
 */
export function uncommittedAmong(root: string, files: readonly string[]): readonly string[] {
  const kept = committedIn(root, files);
  const elsewhere = new Map<string, string[]>();
  const uncommitted: string[] = [];
  const topOf = oncePerKey(gitRootOf);
  for (const file of files.filter((one) => !kept.has(one))) {
    const top = topOf(path.dirname(realpathSync(file)));
    if (top === undefined || top === root) uncommitted.push(file);
    else elsewhere.set(top, [...(elsewhere.get(top) ?? []), file]);
  }
  return [...uncommitted, ...[...elsewhere].flatMap(([top, own]) => uncommittedAmong(top, own))];
}

/** The files that git keeps in one repository, and that are there as it keeps them. */
function committedIn(root: string, files: readonly string[]): ReadonlySet<string> {
  const byPath = new Map<string, string>();
  for (const file of files) {
    const inside = path.relative(realpathSync(root), realpathSync(file)).split(path.sep).join('/');
    if (!inside.startsWith('../') && !path.isAbsolute(inside)) byPath.set(inside.normalize('NFC'), file);
  }
  const tracked = linesFor(root, ['ls-files', '-v', '-z'], [...byPath.keys()]);
  const changed = linesFor(
    root,
    ['status', '--porcelain', '-z', '--untracked-files=no', '--no-renames'],
    [...byPath.keys()],
  );
  const committed = new Set(tracked.filter(IS_COMPARED).map((line) => line.slice(2).normalize('NFC')));
  for (const line of changed) committed.delete(line.slice(3).normalize('NFC'));
  return new Set([...byPath].flatMap(([inside, file]) => (committed.has(inside) ? [file] : [])));
}

/** Of others, `assume-unchanged` ones, git says nothing whatever is in them. */
const IS_COMPARED = (line: string) => line.startsWith('H ');

/** What git says of some files. Command lines are limited in length. */
function linesFor(root: string, args: readonly string[], files: readonly string[]): readonly string[] {
  const lines: string[] = [];
  for (let from = 0; from < files.length; from += 500) {
    const some = files.slice(from, from + 500).map((file) => `:(literal)${file}`);
    const { text, refusal } = ask(root, [...args, '--', ...some]);
    if (text === undefined) throw noAnswer(root, refusal);
    lines.push(...text.split('\0').filter(Boolean));
  }
  return lines;
}

/** Nobody knows then what could be taken back. */
export function noAnswer(folder: string, refusal: string): UserError {
  return new UserError(
    `git does not say what is committed in ${folder}: ${refusal}`,
    'make git status work there, or say --force; no file was touched',
  );
}
