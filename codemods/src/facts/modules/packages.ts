import { fieldsOf } from './records';

/** The package that a file belongs to. */
export interface PackageOf {
  readonly folder: string | undefined;
  readonly name: string | undefined;
  /** Its package.json as parsed. */
  readonly manifest: unknown;
}

/** The nearest package.json above a path. `manifests` are given by folder; the top folder is the empty string, or `.`. */
export function packageOf(path: string, manifests: ReadonlyMap<string, unknown>): PackageOf {
  for (let folder = parentOf(path); folder !== undefined; folder = parentOf(folder)) {
    const key = manifests.has(folder) ? folder : folder === '' && manifests.has('.') ? '.' : undefined;
    if (key !== undefined) return { folder, name: nameOf(manifests.get(key)), manifest: manifests.get(key) };
  }
  return { folder: undefined, name: undefined, manifest: undefined };
}

/** Of things that stand in files, one for each package that the files are of. */
export function onePerPackage<One>(
  all: readonly One[],
  pathOf: (one: One) => string,
  manifests: ReadonlyMap<string, unknown>,
): readonly One[] {
  return [...new Map(all.map((one) => [packageOf(pathOf(one), manifests).folder, one])).values()];
}

function parentOf(path: string): string | undefined {
  if (path === '') return undefined;
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}

/** The name that a manifest gives. */
export function nameOf(manifest: unknown): string | undefined {
  const name = typeof manifest === 'object' && manifest !== null && 'name' in manifest ? manifest.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

/** Whether a manifest makes `.js` files ECMAScript modules. */
export function isModulePackage(manifest: unknown): boolean {
  return typeof manifest === 'object' && manifest !== null && 'type' in manifest && manifest.type === 'module';
}

const LISTS = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The packages that a manifest lists. */
export function neededBy(manifest: unknown): ReadonlySet<string> {
  return new Set(rangesOf(manifest).keys());
}

/** The packages that a manifest lists, each with the versions that it admits. */
export function rangesOf(manifest: unknown): ReadonlyMap<string, string> {
  const sections = fieldsOf(manifest);
  return new Map(
    LISTS.flatMap((list) => Object.entries(fieldsOf(sections[list]))).map(([name, range]) => [name, String(range)]),
  );
}

/** Whether a path is that of a folder or stands in it; the top folder is the empty string, or `.`. */
export function isInFolder(path: string, folder: string): boolean {
  return folder === '' || folder === '.' || path === folder || path.startsWith(`${folder}/`);
}
