import type * as t from '@babel/types';
import { type Edit, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf, type SourceFile } from '../../parse/source-file';
import { indentationAt } from './layout';

/** What ends a line that is written before a statement, as deep as that. */
export function endOfLineBefore(source: SourceFile, statement: t.Node): string {
  const { eol, semicolons } = detectStyle(source);
  return `${semicolons ? ';' : ''}${eol}${indentationAt(source, rangeOf(statement).start)}`;
}

/** A constant on a line of its own before a statement, and before what is remarked on that: a second run looks for it there. */
export function constantBefore(source: SourceFile, statement: t.Node, ...constant: Part[]): Edit {
  const { start } = rangeOf(statement);
  return { ...replace({ start, end: start }, ...constant, endOfLineBefore(source, statement)), order: -2 };
}
