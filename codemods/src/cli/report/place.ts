import { firstAfter } from '../../parse/first-after';

/** Where a finding stands, as people and editors count: from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
}

/** Gives line and column of ranges of offsets in a text, which is gone through once for all of them. */
export function placesIn(text: string): (range: { readonly start: number; readonly end: number }) => Place {
  const lines = [{ start: 0 }];
  for (const { index, 0: end } of text.matchAll(/\r\n|[\n\r]/g)) lines.push({ start: index + end.length });
  return ({ start, end }) => {
    const line = firstAfter(lines, start);
    return { line, column: start - (lines[line - 1]?.start ?? 0) + 1, endLine: firstAfter(lines, end) };
  };
}
