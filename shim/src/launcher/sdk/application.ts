import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { OWN_FOLDER } from '../own-folder';

/** Where the application's own packages are found. */
export interface Application {
  /** The main script, when there is one. */
  readonly main: string | undefined;
  /** Folders to resolve from, the best first. */
  readonly folders: readonly string[];
}

/** Resolves from the main script, then the working directory, then from here: a package beside ours is better than none. */
export function findApplication(argv: readonly string[], cwd: string): Application {
  const main = argv[1] === undefined ? undefined : realPath(path.resolve(cwd, argv[1]));
  const folders = [main === undefined ? undefined : path.dirname(main), cwd, OWN_FOLDER];
  return { main, folders: [...new Set(folders.filter((folder) => folder !== undefined))] };
}

/** A script may be a link into its package, as those in `node_modules/.bin` are, and may lack its extension. */
function realPath(file: string): string | undefined {
  try {
    return realpathSync(createRequire(`${file}/`).resolve(file));
  } catch {
    return undefined;
  }
}

/** The file that `name` stands for, resolved from the first folder that has it. */
export function findModule(name: string, folders: readonly string[]): string | undefined {
  for (const folder of folders) {
    try {
      return createRequire(path.join(folder, 'noop.js')).resolve(name);
    } catch {
      // Not installed here, or an ES module only: the next folder may have one.
    }
  }
  return undefined;
}
