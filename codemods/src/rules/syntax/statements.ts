import type * as t from '@babel/types';
import { firstAfter } from '../../parse/first-after';
import { isWithin, type Range, rangeOf, type SourceFile } from '../../parse/source-file';

/** The list of statements that a node is an element of. */
export function listOf(file: SourceFile, statement: t.Node): readonly t.Statement[] | undefined {
  const parent = file.parents.get(statement);
  switch (parent?.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return parent.body;
    case 'SwitchCase':
      return parent.consequent;
    default:
      return undefined;
  }
}

/** Which statement of a list holds a range; -1 where none does. A list may be long, and is asked for each of as many references. */
export function indexHolding(statements: readonly t.Statement[], range: Range): number {
  const index = firstAfter(statements, range.start) - 1;
  const statement = statements[index];
  return statement !== undefined && isWithin(range, rangeOf(statement)) ? index : -1;
}

/** The range from the first statement to the last. */
export function rangeOfRun(statements: readonly t.Node[]): Range {
  const [first] = statements;
  const last = statements.at(-1);
  if (!first || !last) return { start: 0, end: 0 };
  return { start: rangeOf(first).start, end: rangeOf(last).end };
}
