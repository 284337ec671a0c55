import type * as t from '@babel/types';
import { type Edit, remove } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { outerEnd } from '../../parse/parentheses';
import { type Range, rangeOf, type SourceFile } from '../../parse/source-file';
import { lineStart } from '../syntax/layout';
import { calleeOf } from '../syntax/syntax';
import type { FileContext } from '../types';
import { chainOf } from './chain';

/**
 * Removes a call that says nothing any more: out of its chain, or with its statement where all calls of that go. `goes`: whether another call
 * of the chain does.
 */
export function removeCall(
  context: FileContext,
  site: CallSite,
  goes: (other: CallSite) => boolean = (other) => other === site,
): Edit[] {
  const { calls, statement } = chainOf(context, site);
  if (statement && calls.every(goes))
    return site === calls[0] ? [remove(statementLines(context.source, statement))] : [];
  const callee = calleeOf(site.node);
  return callee ? [remove({ start: outerEnd(context.source, callee.object), end: rangeOf(site.node).end })] : [];
}

/** A statement with the lines it stands on, if it stands there alone; else with the blanks before what follows on its line. */
export function statementLines(source: SourceFile, statement: t.Node): Range {
  const { start, end } = rangeOf(statement);
  const from = lineStart(source, start);
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(source.text.slice(end));
  if (!rest) return { start, end: end + (/^[ \t]*/.exec(source.text.slice(end))?.[0].length ?? 0) };
  if (source.text.slice(from, start).trim() !== '') return { start, end };
  return { start: from, end: end + rest[0].length + blankLines(source, from, end + rest[0].length) };
}

/** The blank line that would otherwise follow another one, or open the block. */
export function blankLines(source: SourceFile, from: number, to: number): number {
  const before = source.text.slice(0, from);
  const opens = /(?:\{|\n)[ \t]*\r?\n$/.test(before);
  return opens ? (/^[ \t]*\r?\n/.exec(source.text.slice(to))?.[0].length ?? 0) : 0;
}
