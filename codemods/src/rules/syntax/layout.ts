import type * as t from '@babel/types';
import type { Edit, Part } from '../../edit/edit';
import { commentsIn } from '../../parse/comments';
import { outerEnd } from '../../parse/parentheses';
import { type Range, rangeOf, type SourceFile } from '../../parse/source-file';
import type { AnyMember } from './syntax';

/** Whether a range of the text holds a comment. */
export function hasComment(file: SourceFile, { start, end }: Range): boolean {
  return commentsIn(file, { start, end }).length > 0;
}

/** The white space before the first character of the line that holds an offset. */
export function indentationAt(file: SourceFile, offset: number): string {
  const line = file.text.slice(lineStart(file, offset), offset);
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The offset at which the line of another offset begins. */
export function lineStart(file: SourceFile, offset: number): number {
  return file.text.lastIndexOf('\n', offset - 1) + 1;
}

/** Lines get no longer than this if it can be helped. */
const MAX_WIDTH = 120;

/** Where new text stands. */
export interface Place {
  readonly column: number;
  /** The indentation of its line. */
  readonly base: string;
  /** How much text follows it on its line. */
  readonly after: number;
  /** Whether an object of several lines, of which one entry is left, goes on the line if there is room. */
  readonly joins?: boolean;
}

/** The place of an offset in its line; `moved`: by how many columns that goes deeper. */
export function placeAt(file: SourceFile, offset: number, moved: number, after: number): Place {
  const line = file.text.slice(lineStart(file, offset), offset);
  return { column: moved + columnsOf(line), base: indentationAt(file, offset), after };
}

/** What stands behind an offset on its line. */
export function restOfLine({ text }: SourceFile, offset: number): string {
  return /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
}

/** A tab is as wide as the formatters count it that set none themselves. */
const TAB = '  ';

/** The columns that the beginning of a line takes. */
export function columnsOf(line: string): number {
  return line.replaceAll('\t', TAB).length;
}

/** The line break between an object and the method that is called on it: it was made for a line that began with a declaration. */
export function breakInCallee(file: SourceFile, { callee }: { readonly callee: t.Node }): Range | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  const start = outerEnd(file, callee.object);
  const end = rangeOf(callee.property).start;
  return /^\s*[\r\n]\s*\.$/.test(file.text.slice(start, end)) ? { start, end } : undefined;
}

/** Where another member can be named from on, and what has to come before it there: `.name` is replaced behind its dot, `['name']` as a whole. */
export function memberFrom(file: SourceFile, { object, property, computed, optional }: AnyMember): MemberFrom {
  if (!computed) return { start: rangeOf(property).start, dot: '' };
  return { start: outerEnd(file, object), dot: optional ? '?.' : '.' };
}

interface MemberFrom {
  readonly start: number;
  readonly dot: string;
}

/** The columns that are left at a place. */
export function roomAt({ column, after }: Place): number {
  return MAX_WIDTH - column - after;
}

/** The columns that parts on one line take, before other edits. */
export function widthOf(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + (typeof part === 'string' ? columns(part) : part.end - part.start), 0);
}

/** By how many columns edits make the text longer. */
export function growthOf(edits: readonly Edit[]): number {
  return edits.reduce((sum, { parts, start, end }) => sum + widthOf(parts) - (end - start), 0);
}

// Names of the API stand as placeholders until the imports are settled.
const PLACEHOLDER = /__ot2otel_(?:api|helper|shim)_/g;

function columns(text: string): number {
  return text.replace(PLACEHOLDER, '').length;
}

/** The lists of parts one after another, with a separator between them. */
export function joinParts(lists: readonly (readonly Part[])[], separator: string): Part[] {
  return lists.flatMap((parts, index) => (index === 0 ? [...parts] : [separator, ...parts]));
}
