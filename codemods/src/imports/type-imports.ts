import type { SourceFile } from '../parse/source-file';
import type { ImportStyle } from './declaration';

/** How a file imports types: in statements of their own, marked one by one, or like anything else. */
export function typeImportsOf(source: SourceFile): ImportStyle['types'] {
  const imports = source.ast.program.body.filter((statement) => statement.type === 'ImportDeclaration');
  if (isStripped(source) || imports.some(({ importKind }) => importKind === 'type')) return 'apart';
  const specifiers = imports.flatMap((statement) => statement.specifiers);
  return specifiers.some((one) => one.type === 'ImportSpecifier' && one.importKind === 'type') ? 'inline' : 'plain';
}

/**
 * Whether types are only taken out of the file, as is done with Flow: what is not marked as a type then stays imported, and OpenTelemetry's
 * types are not there at run time. Much of Flow can be read as TypeScript too, but nobody compiles that in a `.js` file.
 */
function isStripped({ path, syntax }: SourceFile): boolean {
  return syntax === 'flow' || /\.[cm]?jsx?$/.test(path);
}
