import type { Range } from '../parse/source-file';

/**
 * A replacement of one range of the original text. Its parts are new text and ranges of the original that are kept, in any
 * order; edits that lie inside a kept range are applied to it. So rules that know nothing of each other compose: one
 * restructures a call, another rewrites an argument of it. Edits inside the range but inside no kept part are void: what they
 * spoke of is gone. An insertion at the border of a kept part lies inside it. A kept part may also lie outside the edit's range:
 * then the edit moves it (and another edit removes it where it was). A part may be kept twice: an edit that lies in one kept range
 * is applied there, and holds another kept range without changing that.
 */
export interface Edit extends Range {
  readonly parts: readonly Part[];
  /** Among insertions at the same offset, the lower goes first; then the order in which they were planned. */
  readonly order?: number;
  /** What an insertion stands above: it lies inside a kept part only with the whole of that. */
  readonly above?: Range;
}

export type Part = string | Kept;

/** A range of the original text that survives, with the edits inside it. */
export interface Kept extends Range {
  readonly kind: 'kept';
  /**
   * White space to put before each line after the first (the edit writes that of the first itself); with a leading `-`, white
   * space to take away. Template literals and other frozen text stay as they are, and so do blank lines.
   */
  readonly indent?: string;
}

/** Keeps a node or range of the original inside an edit. */
export function keep(range: { readonly start?: number | null; readonly end?: number | null }, indent?: string): Kept {
  if (typeof range.start !== 'number' || typeof range.end !== 'number')
    throw new TypeError('only what was read from a text can be kept');
  return indent === undefined
    ? { kind: 'kept', start: range.start, end: range.end }
    : { kind: 'kept', start: range.start, end: range.end, indent };
}

/** Replaces a range by the parts. */
export function replace(
  range: { readonly start?: number | null; readonly end?: number | null },
  ...parts: Part[]
): Edit {
  const { start, end } = keep(range);
  return { start, end, parts };
}

/** Inserts new text at an offset. */
export function insert(offset: number, text: string, order = 0): Edit {
  return { start: offset, end: offset, parts: [text], order };
}

/** Inserts new text above a range: what is written around a part of that begins behind it. */
export function insertAbove(range: Range, text: string, order = 0): Edit {
  return { ...insert(range.start, text, order), above: range };
}

/** Removes a range. */
export function remove(range: { readonly start?: number | null; readonly end?: number | null }): Edit {
  return replace(range);
}
