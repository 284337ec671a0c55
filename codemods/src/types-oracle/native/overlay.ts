import type { NativeFiles } from './native-api';

/** Texts by absolute path that a compiler reads in place of what is on the disk; more may be added while it runs. */
export type Overlay = Map<string, string>;

/** The texts of a project, by their paths below its root. */
export function overlayOf(root: string, texts: ReadonlyMap<string, string>): Overlay {
  return new Map([...texts].map(([path, text]) => [`${root}/${path}`, text]));
}

/** All else is on the disk. */
export function filesOf(overlay: Overlay): NativeFiles {
  return {
    readFile: (file) => overlay.get(file),
    fileExists: (file) => (overlay.has(file) ? true : undefined),
  };
}
