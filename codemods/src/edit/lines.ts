/** The white space before an offset, if there is nothing else before it on its line. */
export function lineStartOf(text: string, offset: number): string | undefined {
  return /(?:^|[\r\n])\uFEFF?([ \t]*)$/.exec(text.slice(Math.max(0, offset - 400), offset))?.[1];
}
