import path from 'node:path';
import { API } from '../catalog/opentelemetry-api';
import { packageOf } from '../facts/modules/packages';
import {
  listedIn,
  listsTracing,
  type ManifestFile,
  manifestChange,
  manifestMentions,
  mentions,
} from '../manifest/manifest-change';
import { updateManifest } from '../manifest/update-manifest';
import { sdkLineFor } from '../rules/setup/sdk-line';
import { mayLoadIn } from './files/aside';
import { asksHostFor } from './files/peers';
import { readWhole } from './files/read-file';
import type { Project } from './files/read-project';
import type { Write } from './run-migration';

/** The texts of all files that concern tracing, as they will be. */
export function filesAfter({ files }: Project, writes: readonly Write[]): readonly ManifestFile[] {
  const after = new Map([
    ...files.map(({ path, text }) => [path, text] as const),
    ...writes.map((write) => [write.path, write.after] as const),
  ]);
  return [...after].map(([path, text]) => ({ path, text }));
}

/** The package.json files of which a file changes, where their dependencies change with it. */
export function manifestWrites(
  project: Project,
  writes: readonly Write[],
  folderOf: (file: string) => string | undefined,
): readonly Write[] {
  const { root, manifests } = project;
  const own = [...manifests].map(([folder, manifest]) =>
    manifestMentions(path.posix.join(folder, 'package.json'), manifest),
  );
  const after = [...filesAfter(project, writes), ...own];
  const written = new Map(writes.map((write) => [write.path, write.before?.text ?? '']));
  // The API serves whoever asks for it; of the SDK, a file that asked before knows which version it is written for.
  const asksAnew = (file: string, name: string) => {
    const text = written.get(file);
    return text !== undefined && (name === API || !mentions(text, name));
  };
  const folders = new Set(writes.map((write) => folderOf(write.path)));
  return [...folders].flatMap((folder) => {
    if (folder === undefined) return [];
    const own = after.filter((file) => folderOf(file.path) === folder);
    const isHeld = holderOf(project, folder, folderOf);
    const change = manifestChange(own, sdkLineFor(manifests.get(folder)), asksAnew, isHeld);
    const file = path.posix.join(folder, 'package.json');
    const absolute = path.join(root, file);
    const before = readWhole(absolute);
    const updated = before && updateManifest(before.text, change);
    return updated === undefined || updated === before?.text ? [] : [{ absolute, path: file, before, after: updated }];
  });
}

/** What keeps a package in a package.json beside the files that are worked on: others that load it, and packages that ask their host for it. */
function holderOf({ root, aside, manifests }: Project, folder: string, folderOf: (file: string) => string | undefined) {
  const listed = listedIn(manifests.get(folder));
  const mayLoad = mayLoadIn(root);
  return (name: string) =>
    listed.has(name) &&
    ([...listed.keys()].some((other) => asksHostFor(path.join(root, folder), other, name)) ||
      aside.some((file) => folderOf(file) === folder && mayLoad(file, name)));
}

/**
 * The folder of the package.json that lists OpenTracing for a file: the nearest that does, one for many packages in some repositories, else
 * that of its package.
 */
export function listingFolders(manifests: Project['manifests']): (file: string) => string | undefined {
  const listing = new Map([...manifests].filter(([, manifest]) => listsTracing(manifest)));
  const known = new Map<string, string | undefined>();
  return (file) => {
    const home = path.posix.dirname(file);
    if (!known.has(home)) known.set(home, packageOf(file, listing).folder ?? packageOf(file, manifests).folder);
    return known.get(home);
  };
}
