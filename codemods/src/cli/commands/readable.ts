import nodePath from 'node:path';
import type { SkipReason } from '../../discover/skipped';
import { UserError } from '../io';
import type { Migration } from '../run-migration';

/** What to do about a file that cannot be read. */
const CANNOT_READ: ReadonlyMap<SkipReason, string> = new Map([
  ['not UTF-8', 'convert it'],
  ['not readable', 'give permission to read it'],
  ['no regular file', 'name the file itself'],
  ['larger than 5 MB', 'split it'],
]);

/** A file that the user named must be read, or nothing is done. */
export function assertReadable({ failed, skipped, project }: Migration): void {
  for (const { path, reason, cause } of failed)
    if (cause !== 'verification' && project.named.has(nodePath.join(project.root, path)))
      throw cause === 'manifest'
        ? new UserError(`${path} cannot be worked on: ${reason}`, 'correct the package.json; no file was touched')
        : new UserError(`${path} cannot be read: ${reason}`, 'correct the file, or leave it out; no file was touched');
  for (const [file, reason] of skipped)
    if (project.named.has(file) && CANNOT_READ.has(reason))
      throw new UserError(`${file} is ${reason}`, `${CANNOT_READ.get(reason)}, or leave it out; no file was touched`);
}
