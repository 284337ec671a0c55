import type * as t from '@babel/types';
import type { SourceFile } from '../parse/source-file';
import type { ImportStyle } from './declaration';

/** How a file imports types: in statements of their own, marked one by one, or like anything else. */
export function typeImportsOf(source: SourceFile): ImportStyle['types'] {
  const imports = source.ast.program.body.filter((statement) => statement.type === 'ImportDeclaration');
  if (isStripped(source) || imports.some(({ importKind }) => importKind === 'type')) return 'apart';
  if (imports.some(({ specifiers }) => specifiers.length > 0 && specifiers.every(isMarked))) return 'always inline';
  return imports.some(({ specifiers }) => specifiers.some(isMarked)) ? 'inline' : 'plain';
}

/** `type Span` in a list of names. */
function isMarked(specifier: t.ImportDeclaration['specifiers'][number]): boolean {
  return specifier.type === 'ImportSpecifier' && specifier.importKind === 'type';
}

/**
 * Whether types are only taken out of the file, as is done with Flow: what is not marked as a type then stays imported, and OpenTelemetry's
 * types are not there at run time. Much of Flow can be read as TypeScript too, but nobody compiles that in a `.js` file.
 */
function isStripped({ path, syntax }: SourceFile): boolean {
  return syntax === 'flow' || /\.[cm]?jsx?$/.test(path);
}
