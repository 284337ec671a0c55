import path from 'node:path/posix';

const SPECIFIER = /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"`](\.{1,2}(?:\/[^'"`]*)?)['"`]/g;
const EXTENSION = /(?:\.d)?\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** A file and its text, by a path with forward slashes. */
export interface Neighbour {
  readonly path: string;
  readonly text: string;
}

/** Which of the files that may matter import, or are imported by, the ones that do, directly or by way of each other. */
export function findConnected(certain: readonly Neighbour[], possible: readonly Neighbour[]): ReadonlySet<Neighbour> {
  if (possible.length === 0) return new Set();
  const all = [...certain, ...possible];
  const byStem = new Map(all.map((file) => [stemOf(file.path), file]));
  const links = new Map<Neighbour, Neighbour[]>(all.map((file) => [file, []]));
  for (const file of all) {
    for (const other of importedBy(file, byStem)) {
      links.get(file)?.push(other);
      links.get(other)?.push(file);
    }
  }
  const reached = new Set<Neighbour>(certain);
  // A set is walked in the order of insertion, also over what is added on the way.
  for (const file of reached) for (const other of links.get(file) ?? []) reached.add(other);
  return new Set(possible.filter((file) => reached.has(file)));
}

function importedBy({ path: from, text }: Neighbour, byStem: ReadonlyMap<string, Neighbour>): readonly Neighbour[] {
  return [...text.matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    return byStem.get(stemOf(path.join(path.dirname(from), specifier))) ?? [];
  });
}

/** `a/index.js`, `a.ts` and `a` are the same module to an importer. */
function stemOf(file: string): string {
  return file.replace(EXTENSION, '').replace(/\/(?:index)?$/, '');
}
