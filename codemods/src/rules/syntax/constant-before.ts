import type * as t from '@babel/types';
import { type Edit, insert, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { rangeOf, type SourceFile } from '../../parse/source-file';
import { indentationAt } from './layout';
import { outermostBegunBy, ownStatement } from './own-statement';

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

/** A constant above the statement whose first thing an expression is, or in a block that its function gets; undefined where it is neither. */
export function constantFor(source: SourceFile, node: t.Node, ...constant: Part[]): readonly Edit[] | undefined {
  const statement = ownStatement(source, node);
  return statement ? [constantBefore(source, statement, ...constant)] : inBraces(source, node, constant);
}

/** `(request) => tracer.startSpan('query', optionsFor(request))`: the function gets a block. */
function inBraces(source: SourceFile, node: t.Node, constant: readonly Part[]): readonly Edit[] | undefined {
  const result = outermostBegunBy(source, node);
  const fn = source.parents.get(result);
  if (fn?.type !== 'ArrowFunctionExpression' || fn.body !== result || result.extra?.parenthesized) return undefined;
  const { start, end } = rangeOf(result);
  const arrow = source.text.lastIndexOf('=>', start) + 2;
  // A comment would have to be put somewhere.
  if (source.text.slice(arrow, start).trim() !== '') return undefined;
  const { eol, indent, semicolons } = detectStyle(source);
  const base = indentationAt(source, rangeOf(fn).start);
  const [semicolon, line] = [semicolons ? ';' : '', `${eol}${base}${indent}`];
  return [
    replace({ start: arrow, end: start }, ` {${line}`, ...constant, `${semicolon}${line}return `),
    insert(end, `${semicolon}${eol}${base}}`),
  ];
}
