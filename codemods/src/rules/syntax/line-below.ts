import type * as t from '@babel/types';
import { type Edit, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf, type SourceFile } from '../../parse/source-file';
import { indentationAt, restOfLine } from './layout';

/** What is said of a statement behind it on its line. */
const COMMENTS = /^(?:[ \t]*\/\*(?:[^*]|\*(?!\/))*\*\/)*(?:[ \t]*\/\/.*)?$/;

/** Writes a statement on a line of its own below another, as deep as that, and below what is said of that on its line. */
export function lineBelow(source: SourceFile, statement: t.Node, ...text: readonly Part[]): Edit {
  const { start, end } = rangeOf(statement);
  const { eol, semicolons } = detectStyle(source);
  const rest = restOfLine(source, end);
  const isLast = COMMENTS.test(rest);
  const at = end + (isLast ? rest.length : 0);
  // What follows on the line follows the new statement then.
  const ending = semicolons || !isLast ? ';' : '';
  return replace({ start: at, end: at }, `${eol}${indentationAt(source, start)}`, ...text, ending);
}
