import { oncePerKey } from '../flow/once';
import { reachedFrom } from '../flow/reached';
import { isInFolder, nameOf, neededBy, packageOf } from './packages';

/** Whether one program may load both of two files, so that what the one makes global is what the other gets. */
export type MayShareProgram = (one: string, other: string) => boolean;

/**
 * A program is a package with all that it needs, by the names in its package.json. Files of one package share a program; so do
 * those of packages of which one needs the other, stands in the folder of the other, or which a third needs both. Of a package without
 * package.json nothing is known, so it may be part of any program.
 */
export function programsOf(manifests: ReadonlyMap<string, unknown>): MayShareProgram {
  const programs = [...manifests.keys()].map((folder) => packagesOf(folder, manifests));
  const folderOf = oncePerKey((path: string) => packageOf(path, manifests).folder);
  return (one, other) => {
    const [a, b] = [folderOf(one), folderOf(other)];
    if (a === undefined || b === undefined || isInFolder(a, b) || isInFolder(b, a)) return true;
    return programs.some((packages) => packages.has(a) && packages.has(b));
  };
}

/** The folder of a package and of all packages of the project that it needs, directly or by way of each other. */
function packagesOf(folder: string, manifests: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  return reachedFrom([folder], (one) => {
    const needed = neededBy(manifests.get(one));
    return [...manifests].flatMap(([other, manifest]) => (needed.has(nameOf(manifest) ?? '') ? [other] : []));
  });
}
