/** The folder of a path; empty for a bare name. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : normalize(path.slice(0, slash));
}

/** Resolves `.` and `..`; keeps a leading slash. */
export function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return (path.startsWith('/') ? '/' : '') + parts.join('/');
}

/** A path as seen from a folder. */
export function within(folder: string, path: string): string {
  return normalize(folder === '' ? path : `${folder}/${path}`);
}
