import type { SourceFile } from '../parse/source-file';
import type { ImportStyle } from './declaration';

/** How a file imports types: in statements of their own, marked one by one, or like anything else. */
export function typeImportsOf({ ast, syntax }: SourceFile): ImportStyle['types'] {
  const imports = ast.program.body.filter((statement) => statement.type === 'ImportDeclaration');
  if (syntax === 'flow' || imports.some(({ importKind }) => importKind === 'type')) return 'apart';
  const specifiers = imports.flatMap((statement) => statement.specifiers);
  return specifiers.some((one) => one.type === 'ImportSpecifier' && one.importKind === 'type') ? 'inline' : 'plain';
}
