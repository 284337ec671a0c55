import { reachedFrom } from '../flow/reached';
import type { FactsOptions } from './modules';
import { Modules } from './modules';
import { specifiersIn } from './specifiers';

/** A file and its text. */
export interface Neighbour {
  readonly path: string;
  readonly text: string;
}

/** Which of the files that may matter import, or are imported by, the ones that do, directly or by way of each other. */
export function findConnected<File extends Neighbour>(
  certain: readonly File[],
  possible: readonly File[],
  project: FactsOptions,
): ReadonlySet<File> {
  if (possible.length === 0 || certain.length === 0) return new Set();
  const all = [...certain, ...possible].map((source) => ({ source }));
  const modules = new Modules(all, project);
  const links = new Map<File, File[]>(all.map(({ source }) => [source, []]));
  for (const { source } of all) {
    for (const specifier of specifiersIn(source.text)) {
      const other = modules.resolve(specifier, { source })?.source;
      if (other === undefined) continue;
      links.get(source)?.push(other);
      links.get(other)?.push(source);
    }
  }
  const reached = reachedFrom(certain, (file) => links.get(file) ?? []);
  return new Set(possible.filter((file) => reached.has(file)));
}
