import type * as t from '@babel/types';
import { nextToken, outerEnd } from '../../parse/parentheses';
import type { Range, SourceFile } from '../../parse/source-file';

/** An expression in parentheses with the comment that is a cast of it: `/** @type {import('opentracing').Span} *\/ (x)`. */
export function docCastOf(source: SourceFile, node: t.Node): Range | undefined {
  const open = node.extra?.parenStart;
  if (typeof open !== 'number') return undefined;
  const comment = source.ast.comments?.find(({ end }) => nextToken(source, end ?? 0) === open);
  const isCast = comment?.type === 'CommentBlock' && /^\*[\s\S]*@type\b/.test(comment.value);
  return isCast ? { start: comment.start ?? open, end: outerEnd(source, node) } : undefined;
}
