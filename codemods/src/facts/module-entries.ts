/** Folders that hold what was compiled, and where its source usually is. */
const BUILT = /^(?:\.\/)?(?:dist|lib|build|out|es|esm|cjs|dist\/src|build\/src)(?=\/|$)/;

/** Paths in a package, best first, where what its manifest names may have its source. */
export function entriesOf(manifest: unknown, subpath: string): string[] {
  if (subpath !== '') return withSources(subpath);
  return [...namedEntries(manifest).flatMap(withSources), 'src/index', 'index', 'src/main', 'lib/index', 'src'];
}

function namedEntries(manifest: unknown): string[] {
  if (typeof manifest !== 'object' || manifest === null) return [];
  const fields = manifest as Readonly<Record<string, unknown>>; // an object read as a record of unknowns
  return [
    ...strings(fields.source),
    ...strings(rootExport(fields.exports)),
    ...['module', 'main', 'types', 'typings'].flatMap((field) => strings(fields[field])),
  ];
}

/** The conditions of `exports["."]`, in order. */
function rootExport(exports: unknown): unknown {
  if (typeof exports !== 'object' || exports === null || !('.' in exports)) return exports;
  return exports['.'];
}

/** Every path in a value of `exports`, conditions within conditions. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key.startsWith('./') ? [] : strings(inner)));
}

/** The path itself, and what it was compiled from. */
function withSources(path: string): string[] {
  const bare = path.replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
  return [path, bare, bare.replace(BUILT, 'src'), bare.replace(BUILT, '.')];
}
