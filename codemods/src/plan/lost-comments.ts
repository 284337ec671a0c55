import type * as t from '@babel/types';
import type { Edited } from '../edit/apply';
import { blockOf } from '../edit/block-comment';
import { type Edit, insert } from '../edit/edit';
import { lineStartOf } from '../edit/lines';
import { isOfSpanMember } from '../facts/lookups/member-comments';
import type { SourceFile } from '../parse/source-file';

/** Puts comments that would go with the code around them above the edit that takes them; what is stale goes. */
export function keepLostComments(
  file: SourceFile,
  edits: readonly Edit[],
  edited: Edited,
  stale: ReadonlySet<t.Comment>,
): readonly Edit[] {
  const comments = (file.ast.comments ?? []).filter(hasRange).filter((comment) => !stale.has(comment));
  const lost = comments.filter((comment) => !isKept(edited, comment) && !isOfSpanMember(file, comment));
  return lost.map((comment) => insertAbove(file, edits, comment));
}

/** A comment in which a type was renamed is still there: its opening is. */
function isKept(edited: Edited, comment: PlacedComment): boolean {
  return edited.survives(comment) || edited.survives({ start: comment.start, end: comment.start + '/*'.length });
}

type PlacedComment = t.Comment & { start: number; end: number };

function hasRange(comment: t.Comment): comment is PlacedComment {
  return typeof comment.start === 'number' && typeof comment.end === 'number';
}

function insertAbove(file: SourceFile, edits: readonly Edit[], comment: PlacedComment): Edit {
  const holder = edits
    .filter(({ start, end }) => start <= comment.start && comment.end <= end)
    .sort((a, b) => a.end - a.start - (b.end - b.start))[0];
  const from = Math.min(statementStartOf(file, comment), holder?.start ?? comment.start);
  const text = file.text.slice(comment.start, comment.end);
  const space = lineStartOf(file.text, from);
  if (space === undefined)
    return insert(from, comment.type === 'CommentLine' ? `${blockOf(comment.value)} ` : `${text} `, -1);
  // An edit that takes whole lines starts before the white space of its first line.
  const ahead = space === '' ? (/^[ \t]*/.exec(file.text.slice(from))?.[0] ?? '') : '';
  return insert(from, `${ahead}${text}\n${space}`, -1);
}

/** The start of the innermost statement around an offset. */
function statementStartOf({ ast, parents }: SourceFile, { start, end }: PlacedComment): number {
  let found = start;
  let size = Number.POSITIVE_INFINITY;
  for (const node of parents.keys()) {
    if (!/Statement$|Declaration$/.test(node.type) || node.type === 'BlockStatement') continue;
    const [from, to] = [node.start ?? 0, node.end ?? 0];
    if (from > start || to < end || to - from >= size) continue;
    found = from;
    size = to - from;
  }
  return size === Number.POSITIVE_INFINITY ? (ast.program.start ?? found) : found;
}
