import { type Edit, remove } from '../../edit/edit';
import { rangeOf } from '../../parse/source-file';
import { statementLines } from '../calls/removal';
import { hasComment } from '../syntax/layout';
import type { FileContext } from '../types';

/**
 * `declare module 'jaeger-client' { ... }` adds to types that this file takes no more from that package; where no other file of the
 * project takes any, it says something of a package that is gone.
 */
export function withoutDeclarations({ source, project }: FileContext): Edit[] {
  const importers = [...project.files.values()].filter(({ imports }) =>
    imports.some(({ specifier }) => specifier === 'jaeger-client'),
  );
  if (importers.some((file) => file.source !== source)) return [];
  return source.ast.program.body
    .filter((statement) => statement.type === 'TSModuleDeclaration')
    .filter(({ id }) => id.type === 'StringLiteral' && id.value === 'jaeger-client')
    .filter((statement) => !hasComment(source, rangeOf(statement)))
    .map((statement) => remove(statementLines(source, statement)));
}
