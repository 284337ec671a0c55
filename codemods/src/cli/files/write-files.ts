import { randomUUID } from 'node:crypto';
import { accessSync, constants, realpathSync, type Stats } from 'node:fs';
import { copyFile, type FileHandle, link, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../io';
import type { Write } from '../run-migration';

/** What came of writing: all of it, or as far as it went. */
export interface Written {
  readonly count: number;
  /** The signal that stopped it. */
  readonly interrupted?: NodeJS.Signals;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Writes files one by one, each whole or not at all. A signal stops it between two files; a failure too, with a message that says
 * what is written and what is not.
 */
export async function writeFiles(writes: readonly Write[]): Promise<Written> {
  let interrupted: NodeJS.Signals | undefined;
  const stop = (signal: NodeJS.Signals) => {
    interrupted = signal;
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    let count = 0;
    assertWritable(writes);
    for (const write of writes) {
      if (interrupted !== undefined) return { count, interrupted };
      await writeOrExplain(write, count, writes.length);
      count += 1;
    }
    return { count };
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

async function writeOrExplain(write: Write, done: number, all: number): Promise<void> {
  try {
    await writeFile(write);
  } catch (error) {
    throw explained(error, write, done === 0 ? NOTHING : `${done} of ${all} files were written before it, whole`);
  }
}

const NOTHING = 'nothing was written';

function explained(error: unknown, { path: shown }: Write, before: string): UserError {
  const why = error instanceof UserError ? error.message : `${shown} cannot be written: ${reasonOf(error)}`;
  return new UserError(`${why}; it stays as it was, and ${before}`, nextAfter(error));
}

function reasonOf(error: unknown): string {
  const known: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOENT: 'it is gone since it was read',
  };
  return known[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function nextAfter(error: unknown): string {
  if (error instanceof UserError) return error.next;
  return codeOf(error) === 'ENOENT'
    ? 'run again'
    : 'make room or give permission, and run again: what is migrated already stays as it is';
}

/** A rename would also take the place of a file that its owner has made read-only. Asked of all before the first is written. */
function assertWritable(writes: readonly Write[]): void {
  for (const write of writes) {
    try {
      if (write.before !== undefined) assertMayWrite(realpathSync(write.absolute));
    } catch (error) {
      throw explained(error, write, NOTHING);
    }
  }
}

function assertMayWrite(file: string): void {
  accessSync(file, constants.W_OK);
  accessSync(path.dirname(file), constants.W_OK);
}

/** Writes one file beside its place and moves it there, so that at any time the old or the new text stands in it. */
async function writeFile({ absolute, path: shown, before, after }: Write): Promise<void> {
  if (before === undefined) return createFile(absolute, shown, after);
  // A link stays a link: what it leads to is written.
  const target = await realpath(absolute);
  await withTemporary(target, after, await stat(target), async (temporary) => {
    // As late as can be: until now somebody may have saved it.
    if (!(await readFile(target)).equals(before.bytes)) throw changedMeanwhile(shown);
    await rename(temporary, target);
  });
}

/** A new file never takes the place of one that is there. */
async function createFile(target: string, shown: string, text: string): Promise<void> {
  await withTemporary(target, text, undefined, async (temporary) => {
    await link(temporary, target).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST')
        throw new UserError(`${shown} exists already`, 'move it away, or give it another name, and run again');
      // Not every file system has links.
      return copyFile(temporary, target, constants.COPYFILE_EXCL);
    });
    await unlink(temporary);
  });
}

/** Writes a text to a file beside its place, which `place` then moves there. */
async function withTemporary(
  target: string,
  text: string,
  old: Stats | undefined,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = path.join(path.dirname(target), `.ot2otel-${randomUUID()}.tmp`);
  const handle = await open(temporary, 'wx', old?.mode);
  try {
    await fill(handle, text, old);
    await place(temporary);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

async function fill(handle: FileHandle, text: string, old: Stats | undefined): Promise<void> {
  try {
    await handle.writeFile(text, 'utf8');
    if (old !== undefined) await keepRights(handle, old);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The mode that open() sets is cut by the umask. Only root can give a file to somebody else, and root's must not become root's own. */
async function keepRights(handle: FileHandle, { mode, uid, gid }: Stats): Promise<void> {
  const own = await handle.stat();
  if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid).catch(() => {});
  await handle.chmod(mode);
}

function changedMeanwhile(shown: string): UserError {
  return new UserError(`${shown} has changed on the disk since it was read`, 'run again');
}
