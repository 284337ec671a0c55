import path from 'node:path';
import { typescriptFrom } from './find-typescript';
import { knownAs, listedVersion, type PackageVersion, type Release } from './package-version';

/** A package of the project that what is written does not work with, and where its version is known from. */
export type Outdated = Pick<PackageVersion, 'version' | 'from'>;

/** The first TypeScript that is too old among those that compile the files of these folders, as far as it is known without one being installed. */
export function findOutdatedTypeScript(root: string, folders: Iterable<string>): Outdated | undefined {
  for (const folder of folders) {
    const known = typescriptOf(root, folder);
    if (known !== undefined && isOutdated(known.release)) return { version: known.version, from: known.from };
  }
  return undefined;
}

/**
 * Measured: 4.7 reads each version of `@opentelemetry/api` that a range of ours admits; 4.5 reads 1.9.1, but not 1.10, and 3.8 nothing but
 * 1.9.0.
 */
function isOutdated({ major, minor }: Release): boolean {
  return major < 4 || (major === 4 && minor < 7);
}

/** What is installed is what compiles. */
function typescriptOf(root: string, folder: string): PackageVersion | undefined {
  const installed = typescriptFrom(path.join(root, folder, 'package.json'));
  return installed === undefined
    ? listedVersion(root, folder, 'typescript')
    : knownAs(installed.version, 'node_modules');
}
