import type * as t from '@babel/types';
import { type Finding, finding } from '../catalog/findings';
import { remarkedCode } from '../catalog/remark';
import { lineStartOf } from '../edit/lines';
import type { Range, SourceFile } from '../parse/source-file';
import { anchorOf } from './anchor';
import { commentsAbove, type Left, remarksOn } from './remarks';

/** A comment that an earlier run has left, with its line. */
export interface StaleRemark {
  readonly comment: t.Comment;
  readonly line: Range;
}

/** The reasons that earlier runs have written above statements which move now, as far as they hold no more. */
export function staleRemarks(
  file: SourceFile,
  moved: readonly t.Node[],
  left: readonly Left[],
): readonly StaleRemark[] {
  if (!file.ast.comments?.some((comment) => remarkedCode(comment) !== undefined)) return [];
  const held = new Set(left.flatMap((one) => remarksOn(file, one)));
  const anchors = new Map(moved.map((node) => anchorOf(file, node)).map((anchor) => [anchor.start, anchor]));
  return [...anchors.values()].flatMap((anchor) =>
    commentsAbove(file, anchor).flatMap((comment) => {
      const isStale = remarkedCode(comment) !== undefined && !held.has(comment);
      const line = isStale ? ownLineOf(file, comment) : undefined;
      return line ? [{ comment, line }] : [];
    }),
  );
}

/**
 * The reasons of earlier runs that this one has not found again: what they speak of is no longer OpenTracing's, as a private member of a span
 * that has moved, or was settled and the comment forgotten. `held`: what this run finds, `stale`: what goes.
 */
export function standingRemarks(
  file: SourceFile,
  held: readonly Left[],
  stale: readonly StaleRemark[],
): readonly Finding[] {
  const remarks = (file.ast.comments ?? []).filter((comment) => remarkedCode(comment) !== undefined);
  if (remarks.length === 0) return [];
  const known = new Set(stale.map(({ comment }) => comment));
  for (const comment of held.flatMap((one) => remarksOn(file, one))) known.add(comment);
  return remarks.flatMap((comment) => {
    const [, code = '', reason = ''] = /^ TODO\(ot2otel (OT\d+)\): ([\s\S]*?) ?$/.exec(comment.value) ?? [];
    return known.has(comment) ? [] : [finding('OT808', file.path, comment, { code, reason })];
  });
}

/** The line of a comment that has it for itself. */
function ownLineOf({ text }: SourceFile, comment: t.Comment): Range | undefined {
  const [start, end] = [comment.start ?? 0, comment.end ?? 0];
  const space = lineStartOf(text, start);
  const rest = /^[ \t]*(?:\r\n|[\r\n])/.exec(text.slice(end));
  return space === undefined || !rest ? undefined : { start: start - space.length, end: end + rest[0].length };
}
