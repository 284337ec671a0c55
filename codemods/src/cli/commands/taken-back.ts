import { existsSync } from 'node:fs';
import { byRepository, gitRefusalIn, noAnswer, uncommittedAmong } from '../git';
import { type Io, UserError } from '../io';
import type { Migration } from '../run-migration';

/** Refuses to write over what git could not bring back; where there is no git, it says so. */
export function assertTakenBack({ writes, project }: Migration, io: Io): void {
  if (writes.length === 0) return;
  for (const { before, absolute, path } of writes)
    if (before !== undefined && !existsSync(absolute))
      throw new UserError(`${path} is gone since it was read`, 'run again; no file was touched');
  const before = new Map(writes.flatMap((write) => (write.before ? [[write.absolute, write.path]] : [])));
  const pathOf = (file: string) => before.get(file) ?? file;
  const { homes, outside } = repositoriesOf(project, [...before.keys()]);
  const dirty = homes.flatMap(([top, files]) => uncommittedAmong(top, files)).map(pathOf);
  if (dirty.length > 0) {
    const listed = dirty.slice(0, 5).join(', ') + (dirty.length > 5 ? `, and ${dirty.length - 5} more` : '');
    throw new UserError(
      `there are changes that are not committed in files that would be written: ${listed}`,
      'commit or stash them first, or say --force; no file was touched',
    );
  }
  const [first] = outside;
  if (homes.length > 0 && first === undefined) return;
  const what = homes.length === 0 || first === undefined ? 'this is no' : `${pathOf(first)} is in no`;
  io.stderr.write(`ot2otel: ${what} git repository, so what is written cannot be taken back with git\n`);
}

interface Homes {
  readonly homes: readonly (readonly [top: string, files: readonly string[]])[];
  /** Files that are in no repository. */
  readonly outside: readonly string[];
}

/** A folder of many repositories, such as one of all services of a team, is none itself. */
function repositoriesOf({ root, inGit }: Migration['project'], files: readonly string[]): Homes {
  if (inGit) return { homes: [[root, files]], outside: [] };
  const refusal = gitRefusalIn(root);
  if (refusal !== undefined) throw noAnswer(root, refusal);
  const found = byRepository(files);
  const homes = [...found].flatMap(([top, own]) => (top === undefined ? [] : [[top, own] as const]));
  return { homes, outside: found.get(undefined) ?? [] };
}
