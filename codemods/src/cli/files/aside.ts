import { existsSync, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isSourcePath, skipReasonOfPath } from '../../discover/skipped';
import { once } from '../../facts/flow/once';
import { gitAbsentIn } from '../git';
import { filesIn } from './find-files';
import { loads } from './loads';

/** What is this large is no program, unless its name says so. */
const MAX_BYTES = 5 * 1024 * 1024;

/** Asks of one file whether it loads a package, or may. */
export type MayLoad = (file: string, name: string) => boolean;

/**
 * Asks so of files that a run leaves as they are: of another language, made by a program, in another encoding, not to be read, or left out of a
 * sparse checkout. What is built from the sources is built anew.
 */
export function mayLoadIn(root: string): MayLoad {
  const absent = once(() => new Set(gitAbsentIn(root)));
  return (file, name) => {
    if (skipReasonOfPath(file) === 'build output') return false;
    const at = path.join(root, file);
    try {
      const stats = lstatSync(at);
      if (stats.isDirectory()) return submoduleLoads(at, name);
      // A link leads to a file that is looked at where it is.
      return stats.isFile() && (isSourcePath(file) || stats.size <= MAX_BYTES) && loads(file, readFileSync(at), name);
    } catch {
      // What is there and cannot be read may load it; what is gone does not, unless git only keeps it out of sight.
      return isSourcePath(file) && (isThere(at) || absent().has(file));
    }
  };
}

/** git lists a submodule as one file. It is a project of its own where it has a package.json. */
function submoduleLoads(folder: string, name: string): boolean {
  if (existsSync(path.join(folder, 'package.json'))) return false;
  const mayLoad = mayLoadIn(folder);
  return filesIn(folder).some((file) => mayLoad(file, name));
}

/** Also where a folder above it may not be looked into. */
function isThere(file: string): boolean {
  try {
    return lstatSync(file) !== undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM');
  }
}
