import type { Neighbour } from './connected';
import { handsOn } from './hands-on';
import { type FactsOptions, Modules } from './modules';
import { onePerPackage, packageOf } from './packages';
import { publicSpecifiers } from './public-paths';
import { specifiersIn } from './specifiers';

/** Files without a word of tracing, and how one of them is read. */
export interface Others<File> {
  readonly paths: readonly string[];
  readonly read: (path: string) => File | undefined;
}

/** A file that was not read because nothing in it concerns tracing. */
interface Unread {
  readonly source: { readonly path: string };
  readonly isUnread: true;
}

/**
 * Modules of which no word tells that they matter, by way of which a file that does has what another makes: `config/index.js`
 * exports under a name of its own what `config/jaeger.js` gives. In a large tree nearly every module hands something on, so only
 * those are read that a file which matters imports, and what a package with such a file gives to those who install it.
 */
export function findBridges<File extends Neighbour>(
  certain: readonly File[],
  possible: readonly File[],
  others: Others<File>,
  project: FactsOptions,
): File[] {
  const known = [...certain, ...possible].map((source) => ({ source, isUnread: false as const }));
  const unread = others.paths.map((path): Unread => ({ source: { path }, isUnread: true }));
  const modules = new Modules<(typeof known)[number] | Unread>([...unread, ...known], project);
  const met = new Map<string, boolean>();
  const bridges: File[] = [];

  function leadsOn(path: string): boolean {
    const before = met.get(path);
    if (before !== undefined) return before;
    // In a circle of modules one of them has to be the first.
    met.set(path, false);
    const file = others.read(path);
    if (file === undefined || !handsOn(file.text)) return false;
    const leads = importsOf(file).filter((found) => (found.isUnread ? leadsOn(found.source.path) : true));
    if (leads.length === 0) return false;
    met.set(path, true);
    bridges.push(file);
    return true;
  }

  /** Whatever an entry does with what it imports, others have it by that. */
  function enter(path: string): void {
    const file = met.get(path) === true ? undefined : others.read(path);
    if (file === undefined) return;
    met.set(path, true);
    if (importsOf(file).some((found) => !found.isUnread || leadsOn(found.source.path))) bridges.push(file);
  }

  function importsOf(source: File) {
    return [...specifiersIn(source.text)].flatMap((specifier) => modules.resolve(specifier, { source }) ?? []);
  }

  for (const file of certain) for (const found of importsOf(file)) if (found.isUnread) leadsOn(found.source.path);
  for (const found of entriesOf(certain, modules, project)) if (found.isUnread) enter(found.source.path);
  return bridges;
}

/** What others load of the packages that files are of. */
function entriesOf<File extends Neighbour, Found extends { readonly source: { readonly path: string } }>(
  files: readonly File[],
  modules: Modules<Found>,
  { manifests = new Map() }: FactsOptions,
): readonly Found[] {
  return onePerPackage(files, ({ path }) => path, manifests).flatMap((source) =>
    publicSpecifiers(packageOf(source.path, manifests).manifest).flatMap(
      (specifier) => modules.resolve(specifier, { source }) ?? [],
    ),
  );
}
