import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { SkipReason } from '../../discover/skipped';

/** Nobody edits a file of this size, and its tree would not fit into memory. */
const MAX_BYTES = 5 * 1024 * 1024;

/** A pipe that is called `x.js` would be waited for until somebody writes into it. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Reads files one after the other into the same memory: most have nothing to do with tracing, and are forgotten at once. */
export class FileReader {
  #memory = Buffer.allocUnsafe(1 << 16);

  /** The bytes of a file, good until the next is read, or why it cannot be. */
  read(file: string): Buffer | SkipReason {
    let descriptor: number | undefined;
    try {
      descriptor = openSync(file, FLAGS);
      const stats = fstatSync(descriptor);
      if (!stats.isFile()) return 'no regular file';
      return stats.size > MAX_BYTES ? 'larger than 5 MB' : this.#fill(descriptor, stats.size);
    } catch (error) {
      return reasonOf(error, file);
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  /** As much as there is: a file may grow or shrink while it is read. */
  #fill(descriptor: number, size: number): Buffer {
    if (size + 1 > this.#memory.length) this.#memory = Buffer.allocUnsafe(size * 2 + 1);
    let end = 0;
    for (;;) {
      const count = readSync(descriptor, this.#memory, end, this.#memory.length - end, null);
      end += count;
      if (count === 0 || end === size) return this.#memory.subarray(0, end);
    }
  }
}

/** The text of a file and its bytes, where either stands for the other; undefined as with `readText`, and where it is not UTF-8. */
export function readWhole(file: string): { readonly text: string; readonly bytes: Buffer } | undefined {
  const read = new FileReader().read(file);
  if (typeof read === 'string') return undefined;
  const text = read.toString('utf8');
  return Buffer.from(text, 'utf8').equals(read) ? { text, bytes: Buffer.from(read) } : undefined;
}

/** The text of a file that need not be there; undefined also where a folder has its name, or nobody may read it. */
export function readText(file: string): string | undefined {
  const read = new FileReader().read(file);
  return typeof read === 'string' ? undefined : read.toString('utf8');
}

/** git also lists links to folders, submodules, and files that are deleted but not committed. */
function reasonOf(error: unknown, file: string): SkipReason {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // What stands for bytes that are no UTF-8 is in the name of hardly any file.
  if (code === 'ENOENT' && file.includes('\uFFFD')) return 'a name that is not UTF-8';
  if (/^E(?:ISDIR|NOENT|NOTDIR|LOOP|NXIO)$/.test(code)) return 'no regular file';
  if (code === 'EACCES' || code === 'EPERM') return 'not readable';
  throw error;
}
