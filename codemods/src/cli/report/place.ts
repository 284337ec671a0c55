/** Where a finding stands, as people and editors count: from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
}

/** Line and column of a range of offsets. */
export function placeOf(text: string, { start, end }: { readonly start: number; readonly end: number }): Place {
  const lines = text.slice(0, start).split(/\r\n|[\n\r]/);
  const column = (lines.at(-1)?.length ?? 0) + 1;
  const inside = text.slice(start, end).match(/\r\n|[\n\r]/g)?.length ?? 0;
  return { line: lines.length, column, endLine: lines.length + inside };
}
