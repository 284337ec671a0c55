import type * as t from '@babel/types';
import { type Edit, insertAbove } from '../../edit/edit';
import { aboveNextLineComments } from '../../edit/next-line-comments';
import { detectStyle } from '../../edit/style';
import { rangeOf, type SourceFile } from '../../parse/source-file';

/** Writes a statement on a line of its own above another, as deep as that. */
export function lineAbove(source: SourceFile, statement: t.Node, text: string): Edit {
  const { start, end } = rangeOf(statement);
  const range = { start: aboveNextLineComments(source, start), end };
  const { eol, semicolons } = detectStyle(source);
  const indent = /[ \t]*$/.exec(source.text.slice(0, range.start))?.[0] ?? '';
  return insertAbove(range, `${text}${semicolons ? ';' : ''}${eol}${indent}`);
}
