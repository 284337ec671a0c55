import type * as t from '@babel/types';
import { detectStyle } from '../../edit/style';
import { rangeOf, type SourceFile } from '../../parse/source-file';
import { indentationAt, lineStart } from './layout';

/**
 * What ends one statement and begins the next, of which one was there and the other is new: a line as deep as that, unless it stands in the midst
 * of one, as `() => { tracer = makeTracer() }` does.
 */
export function statementBreak(source: SourceFile, statement: t.Node): string {
  const { start } = rangeOf(statement);
  const isFirst = source.text.slice(lineStart(source, start), start).trim() === '';
  return isFirst ? `${detectStyle(source).semicolons ? ';' : ''}\n${indentationAt(source, start)}` : '; ';
}
