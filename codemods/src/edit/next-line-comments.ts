import type { SourceFile } from '../parse/source-file';
import { lineStartOf } from './lines';

/** Comments by which a linter, a compiler or a tool of coverage is told of the line below. */
const OF_NEXT_LINE =
  /^\s*(?:[\w-]+[-:]disable-next-line\b|@ts-(?:ignore|expect-error)\b|\$Flow[A-Z]|(?:biome|prettier|deno-lint)-ignore\b|(?:istanbul|c8|v8) ignore next\b|noinspection\b)/;

/** Where a line can be written above what begins at an offset: nothing may come between that and the comments which speak of its line. */
export function aboveNextLineComments(file: SourceFile, start: number): number {
  const { text, ast } = file;
  const comment = ast.comments?.findLast(({ end }) => (end ?? 0) <= start);
  if (!comment || !OF_NEXT_LINE.test(comment.value)) return start;
  const from = comment.start ?? 0;
  const isRightAbove = /^[ \t]*(?:\r\n|[\r\n])[ \t]*$/.test(text.slice(comment.end ?? 0, start));
  return isRightAbove && lineStartOf(text, from) !== undefined ? aboveNextLineComments(file, from) : start;
}
