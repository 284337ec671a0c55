import { accessSync, constants, realpathSync } from 'node:fs';
import { type FileHandle, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
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
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Record<string, string> = {
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}

function nextAfter(error: unknown): string {
  return error instanceof UserError
    ? error.next
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
  // A link stays a link: what it leads to is written.
  const target = before === undefined ? absolute : await realpath(absolute);
  if (before === undefined) return createFile(target, shown, after);
  if (!(await readFile(target)).equals(before.bytes)) throw changedMeanwhile(shown);
  const { mode } = await stat(target);
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.ot2otel-${process.pid}.tmp`);
  try {
    await fill(await open(temporary, 'wx', mode), after, mode);
    await rename(temporary, target);
  } catch (error) {
    await unlink(temporary).catch(() => {});
    throw error;
  }
}

/** A new file never takes the place of one that is there. */
async function createFile(target: string, shown: string, text: string): Promise<void> {
  const handle = await open(target, 'wx').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new UserError(`${shown} exists already`, 'move it away, or give it another name, and run again');
    throw error;
  });
  try {
    await fill(handle, text, undefined);
  } catch (error) {
    await unlink(target).catch(() => {});
    throw error;
  }
}

async function fill(handle: FileHandle, text: string, mode: number | undefined): Promise<void> {
  try {
    await handle.writeFile(text, 'utf8');
    // The mode that open() sets is cut by the umask.
    if (mode !== undefined) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function changedMeanwhile(shown: string): UserError {
  return new UserError(`${shown} has changed on the disk since it was read`, 'run again');
}
