import { conditional, mapped } from './module-aliases';
import { fieldsOf } from './records';

/** Folders that hold what was compiled, and where its source usually is. */
const BUILT = /^(?:\.\/)?(?:dist|lib|build|out|es|esm|cjs|dist\/src|build\/src)(?=\/|$)/;

/** Paths in a package, best first, where what its manifest names may have its source. */
export function entriesOf(manifest: unknown, subpath: string): string[] {
  const { exports } = fieldsOf(manifest);
  if (subpath !== '') return [...mapped(exports, `./${subpath}`), subpath].flatMap(withSources);
  return [...namedEntries(manifest).flatMap(withSources), 'index', 'src/index', 'src/main', 'lib/index', 'src'];
}

/** Paths in a package, best first, that its manifest gives a `#name`, and where they may have their source. */
export function importsOf(manifest: unknown, specifier: string): string[] {
  return mapped(fieldsOf(manifest).imports, specifier)
    .filter((path) => path.startsWith('./'))
    .flatMap(withSources);
}

function namedEntries(manifest: unknown): string[] {
  const fields = fieldsOf(manifest);
  return [
    ...conditional(fields.source),
    ...conditional(rootExport(fields.exports)),
    ...['module', 'main', 'types', 'typings'].flatMap((field) => conditional(fields[field])),
  ];
}

/** The conditions of `exports["."]`, in order; all of `exports` where it has no paths but conditions. */
function rootExport(exports: unknown): unknown {
  const paths = Object.entries(fieldsOf(exports)).filter(([key]) => key.startsWith('.'));
  return paths.length === 0 ? exports : fieldsOf(exports)['.'];
}

/** The path itself, and what it was compiled from. */
function withSources(path: string): string[] {
  const bare = path.replace(/(?:\.d)?\.[cm]?[jt]s$/, '');
  return [path, bare, bare.replace(BUILT, 'src'), bare.replace(BUILT, '.')];
}
