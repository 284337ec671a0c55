import type * as t from '@babel/types';
import type { SourceFile } from '../parse/source-file';
import { lineStartOf } from './lines';

/** Comments by which a linter, a compiler or a tool of coverage is told of the line below. */
const OF_NEXT_LINE =
  /^\s*(?:[\w-]+[-:]disable-next-line\b|@ts-(?:ignore|expect-error)\b|\$Flow[A-Z]|(?:biome|prettier|deno-lint)-ignore\b|(?:istanbul|c8|v8) ignore next\b|noinspection\b)/;

/** Where a line can be written above what begins at an offset: nothing may come between that and the comments which speak of its line. */
export function aboveNextLineComments({ text, ast }: SourceFile, start: number): number {
  const comments: readonly t.Comment[] = ast.comments ?? [];
  let above = start;
  for (const comment of [...comments].reverse()) {
    const end = comment.end ?? 0;
    if (end > above) continue;
    const from = comment.start ?? 0;
    const isRightAbove = /^[ \t]*(?:\r\n|[\r\n])[ \t]*$/.test(text.slice(end, above));
    if (!isRightAbove || lineStartOf(text, from) === undefined || !OF_NEXT_LINE.test(comment.value)) break;
    above = from;
  }
  return above;
}
