import type * as t from '@babel/types';
import type { Finding } from '../catalog/findings';
import { holdsRemark, remarkMarker } from '../catalog/remark';
import { blockOf } from '../edit/block-comment';
import { type Edit, insertAbove } from '../edit/edit';
import { lineStartOf } from '../edit/lines';
import { aboveNextLineComments } from '../edit/next-line-comments';
import { oncePerFile } from '../parse/once-per-file';
import { lineOf, type SourceFile } from '../parse/source-file';
import { type Anchor, anchorOf, anchorsFrom } from './anchor';

const IGNORE = /\bot2otel-ignore\b/;

/** Whether the author accepts that a node stays: `ot2otel-ignore` behind it on its line, on the line before, or above its statement. */
export function isAccepted(file: SourceFile, node: t.Node): boolean {
  const lines = acceptedLinesOf(file);
  if (lines.size === 0) return false;
  return lines.has(lineOf(file, node.start ?? 0)) || IGNORE.test(textAbove(file, anchorOf(file, node)));
}

const acceptedLinesOf = oncePerFile((file): ReadonlySet<number> => {
  const comments = (file.ast.comments ?? []).filter(({ value }) => IGNORE.test(value));
  return new Set(comments.map((comment) => lineMeantBy(file, comment)));
});

/** A comment on a line of its own speaks of the next. */
function lineMeantBy(file: SourceFile, { start, end }: t.Comment): number {
  const isBehind = lineStartOf(file.text, start ?? 0) === undefined;
  return isBehind ? lineOf(file, start ?? 0) : lineOf(file, end ?? 0) + 1;
}

/** A site that stays, and why. */
export interface Left {
  readonly site: t.Node;
  readonly finding: Finding;
}

/** The comments to write above what stays: each reason once above a statement, and none that is there already. */
export function planRemarks(file: SourceFile, left: readonly Left[]): readonly Edit[] {
  const written = new Set<string>();
  const told = new Set<number>();
  const edits: Edit[] = [];
  for (const { site, finding } of left) {
    // What the engine could not do is no work for the reader of the code.
    if (finding.code.startsWith('OT9')) continue;
    const anchor = anchorOf(file, site);
    const key = `${anchor.start} ${finding.code}`;
    if (written.has(key) || remarksOn(file, { site, finding }).length > 0) continue;
    // A suspicion adds nothing to what is said of a statement anyhow.
    if (isSuspicion(finding) && (told.has(anchor.start) || earlierAround(file, site, holdsRemark).length > 0)) continue;
    written.add(key);
    told.add(anchor.start);
    const start = anchor.beginsLine ? aboveNextLineComments(file, anchor.start) : anchor.start;
    const range = { start, end: anchor.node.end ?? anchor.start };
    edits.push(insertAbove(range, remarkOf(file, { ...anchor, start }, finding), -1));
  }
  return edits;
}

/**
 * The comments of an earlier run that tell of a site: above its statement, else above one around it, because there was other code before it on
 * its line, which that run has broken.
 */
export function remarksOn(file: SourceFile, { site, finding }: Left): readonly t.Comment[] {
  return earlierAround(file, site, (text) => text.includes(remarkMarker(finding.code)));
}

function earlierAround(file: SourceFile, site: t.Node, isMeant: (text: string) => boolean): readonly t.Comment[] {
  const earlier = remarksIn(file).filter(({ value }) => isMeant(value));
  if (earlier.length === 0) return [];
  for (const anchor of anchorsFrom(file, site)) {
    const above = commentsAbove(file, anchor).filter((comment) => earlier.includes(comment));
    if (above.length > 0) return above;
  }
  return [];
}

const remarksIn = oncePerFile(({ ast }): readonly t.Comment[] =>
  (ast.comments ?? []).filter(({ value }) => holdsRemark(value)),
);

function isSuspicion({ code }: Finding): boolean {
  return code === 'OT801' || code === 'OT804';
}

function remarkOf({ text }: SourceFile, { start, beginsLine }: Anchor, finding: Finding): string {
  const remark = `${remarkMarker(finding.code)}: ${finding.message.replace(/\s+/g, ' ')}`;
  if (!beginsLine) return `${blockOf(` ${remark} `)} `;
  return `// ${remark}\n${lineStartOf(text, start) ?? ''}`;
}

function textAbove(file: SourceFile, anchor: Anchor): string {
  return commentsAbove(file, anchor)
    .map(({ value }) => value)
    .join('\n');
}

/** The comments between the code before an anchor and the anchor, the nearest first. */
export function commentsAbove({ text, ast }: SourceFile, { start }: Anchor): readonly t.Comment[] {
  const above: t.Comment[] = [];
  let from = start;
  for (const comment of [...(ast.comments ?? [])].reverse()) {
    if ((comment.end ?? 0) > from) continue;
    const between = text.slice(comment.end ?? 0, from);
    // What stands at the end of another line belongs to that.
    const isBehind = lineStartOf(text, comment.start ?? 0) === undefined && /[\r\n]/.test(between);
    if (between.trim() !== '' || isBehind) break;
    above.push(comment);
    from = comment.start ?? 0;
  }
  return above;
}
