// Where an expression stands with the parentheses around it: they are not part of its node.
import type * as t from '@babel/types';
import { commentsOf } from './comments';
import { type Range, rangeOf, type SourceFile } from './source-file';

/** The offset of the next character, from `offset` on, that is neither white space nor part of a comment. */
export function nextToken(file: SourceFile, offset: number): number {
  let at = offset;
  for (;;) {
    at += /^\s*/.exec(file.text.slice(at))?.[0].length ?? 0;
    const comment = commentAt(file, at);
    if (comment === undefined) return at;
    at = comment.end;
  }
}

/** Where an expression begins, with the parentheses around it. */
export function outerStart(node: t.Node): number {
  const from = node.extra?.parenthesized === true ? node.extra.parenStart : undefined;
  return typeof from === 'number' ? from : rangeOf(node).start;
}

/** The end of an expression with all the parentheses around it. */
export function outerEnd(file: SourceFile, node: t.Node): number {
  let { end } = rangeOf(node);
  for (let open = parenthesesAround(file, node); open > 0; open -= 1) {
    const after = nextToken(file, end);
    if (file.text[after] !== ')') return end;
    end = after + 1;
  }
  return end;
}

/** How many pairs of parentheses stand around an expression. */
function parenthesesAround(file: SourceFile, { extra, start }: t.Node): number {
  const from = extra?.parenthesized === true ? extra.parenStart : undefined;
  if (typeof from !== 'number') return 0;
  let count = 0;
  for (let at = from; at < (start ?? from); at = nextToken(file, at + 1)) count += 1;
  return count;
}

function commentAt(file: SourceFile, offset: number): Range | undefined {
  return commentsOf(file).find(({ start }) => start === offset);
}
