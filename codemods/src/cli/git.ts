import { spawnSync } from 'node:child_process';

/** A hook of git, or a shell, may name another repository than the one that the folder is in. */
const OF_THE_FOLDER = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };

/** Runs git in a folder; undefined where git, or a repository, is missing. Never asks, never takes a lock. */
function git(folder: string, args: readonly string[]): string | undefined {
  const env = { ...process.env, ...OF_THE_FOLDER, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
  const { status, stdout } = spawnSync('git', ['-C', folder, ...args], { env, maxBuffer: 1 << 29, windowsHide: true });
  return status === 0 ? stdout.toString('utf8') : undefined;
}

/** The top folder of the work tree that a folder belongs to. */
export function gitRootOf(folder: string): string | undefined {
  return git(folder, ['rev-parse', '--show-toplevel'])?.replace(/\r?\n$/, '');
}

/** The files below a folder that git tracks or would add, relative to it: what `.gitignore` names is not among them. */
export function gitFilesIn(folder: string): readonly string[] | undefined {
  return git(folder, ['ls-files', '--cached', '--others', '--exclude-standard', '-z'])?.split('\0').filter(Boolean);
}

/** The files among some, relative to the top folder, that differ from what is committed: writing over them could not be undone. */
export function uncommittedAmong(root: string, files: readonly string[]): readonly string[] {
  const changed = new Set<string>();
  // Command lines are limited in length.
  for (let from = 0; from < files.length; from += 500) {
    const some = files.slice(from, from + 500).map((file) => `:(literal)${file}`);
    const status =
      git(root, ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames', '--', ...some]) ?? '';
    for (const line of status.split('\0').filter(Boolean)) changed.add(line.slice(3));
  }
  return [...changed];
}
