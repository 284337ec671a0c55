import type { Outdated } from './outdated-typescript';
import { versionOf } from './package-version';

/** Measured: 28 is the first that knows `exports` of package.json, by which the SDK finds its parts, and whose Node.js has `performance`. */
const FIRST = 28;

/** The first jest that cannot load OpenTelemetry's SDK among those that test what stands in these folders. */
export function findOutdatedJest(root: string, folders: Iterable<string>): Outdated | undefined {
  for (const folder of folders) {
    const known = versionOf(root, folder, 'jest');
    if (known !== undefined && known.release.major < FIRST) return { version: known.version, from: known.from };
  }
  return undefined;
}
