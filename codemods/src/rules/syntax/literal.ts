import type * as t from '@babel/types';
import { type Edit, type Kept, keep, type Part, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { commentsIn } from '../../parse/comments';
import { nextToken } from '../../parse/parentheses';
import { type Range, rangeOf, type SourceFile, textOf } from '../../parse/source-file';
import { entryOnLine } from './choice-layout';
import { indentationAt, joinParts, type Place, roomAt, widthOf } from './layout';
import { objectParts } from './object-parts';

type Property = t.ObjectExpression['properties'][number];

/** What shall become of an object literal. */
export interface LiteralChange {
  readonly removed: ReadonlySet<Property>;
  /** Entries that come in at the end. */
  readonly added: readonly (readonly Part[])[];
  /** Where a literal of one line is broken up if it gets too wide. */
  readonly place?: Place;
}

/** The literal with properties removed and added, in the layout that it had; comments stay. Nothing at all if no property is left. */
export function changeLiteral(
  file: SourceFile,
  literal: t.ObjectExpression,
  change: LiteralChange,
): Part[] | undefined {
  const kept = literal.properties.filter((property) => !change.removed.has(property));
  if (kept.length === 0 && change.added.length === 0) return undefined;
  const noComments = commentsIn(file, rangeOf(literal)).length === 0;
  if (kept.length === 0 && noComments) return objectParts(file, change.added, change.place);
  const left = [...kept.map((property): Part[] => [keep(property)]), ...change.added];
  if (noComments && isJoined(file, left, change)) return objectParts(file, left);
  const { start } = rangeOf(literal);
  const { entries, orphans } = entriesOf(file, literal, change);
  if (isTooWide(file, literal, entries, change.place)) return objectParts(file, left, change.place);
  return [
    keep({ start, end: start + 1 }),
    ...joinParts(entries, ','),
    ...tailParts(file, literal, { entries, orphans }),
  ];
}

/** The edit that makes the change in its place, where there is any; a literal that has nothing left stays as an empty one. */
export function literalEdits(file: SourceFile, literal: t.ObjectExpression, change: LiteralChange): readonly Edit[] {
  if (change.removed.size + change.added.length === 0) return [];
  return [replace(literal, ...(changeLiteral(file, literal, change) ?? ['{}']))];
}

/** Whether the one entry that is left of several goes on the line of the braces. */
function isJoined(
  { text }: SourceFile,
  left: readonly (readonly Part[])[],
  { removed, place }: LiteralChange,
): boolean {
  const [only = [], more] = left;
  if (!place?.joins || removed.size === 0 || more) return false;
  const isBroken = only.some((part) =>
    /[\r\n]/.test(typeof part === 'string' ? part : text.slice(part.start, part.end)),
  );
  return !isBroken && widthOf(only) + '{  }'.length <= roomAt(place);
}

/** The end of the literal, after what was said of the properties that stood last: behind the comma, where there is one. */
function tailParts(file: SourceFile, literal: t.ObjectExpression, { entries, orphans }: Entries): Part[] {
  const start = tailStart(file, literal);
  const { end } = rangeOf(literal);
  if (orphans.length === 0) return [keep({ start, end })];
  const hasComma = file.text[start] === ',';
  const rest = { start: hasComma ? start + 1 : start, end };
  const isBrace = /^[ \t]*\}/.test(file.text.slice(rest.start, end));
  const blank = isBrace ? `${detectStyle(file).eol}${indentationAt(file, rangeOf(literal).start)}` : undefined;
  return [...(hasComma && entries.length > 0 ? [','] : []), ...withOrphans(file, orphans, rest, blank)];
}

/** What was said of properties that go, and what comes after it; `blank` stands between them where a line has to end. */
function withOrphans(file: SourceFile, orphans: readonly Orphan[], rest: Range, blank?: string): Part[] {
  return [...told(file, orphans), ...behind(file, orphans.at(-1), rest, blank)];
}

function told(file: SourceFile, orphans: readonly Orphan[]): Part[] {
  return orphans.flatMap(({ kept }, index) => behind(file, orphans[index - 1], kept));
}

/** A range that comes behind comments: on a new line, where it would be part of the last of them. */
function behind({ text }: SourceFile, last: Orphan | undefined, { start, end }: Range, blank = last?.blank): Part[] {
  const [spaces = ''] = /^[ \t]*/.exec(text.slice(start, end)) ?? [];
  const from = start + spaces.length;
  if (!last?.isLine || blank === undefined || /[\r\n]/.test(text[from] ?? '')) return [keep({ start, end })];
  return [blank, keep({ start: from, end })];
}

/** A literal of one line, without comments, that would not fit in it. */
function isTooWide(file: SourceFile, literal: t.ObjectExpression, entries: readonly Part[][], place?: Place): boolean {
  if (!place || /[\r\n]/.test(textOf(file, literal)) || commentsIn(file, rangeOf(literal)).length > 0) return false;
  return entries.reduce((sum, entry) => sum + widthOf(entry) + 1, 2) > roomAt(place);
}

/** What was said of a property that goes. */
interface Orphan {
  /** The comments, with the white space before each. */
  readonly kept: Kept;
  /** The white space after them. */
  readonly blank: string;
  /** They end with a comment that the end of its line ends. */
  readonly isLine: boolean;
}

interface Entries {
  readonly entries: Part[][];
  /** What no entry comes after. */
  readonly orphans: readonly Orphan[];
}

/** Every property with the white space and the comments before it, up to its comma. */
function entriesOf(file: SourceFile, literal: t.ObjectExpression, { removed, added }: LiteralChange): Entries {
  const slots = slotsOf(file, literal);
  const entries: Part[][] = [];
  const orphans: Orphan[] = [];
  literal.properties.forEach((property, index) => {
    const slot = slots[index] ?? rangeOf(property);
    if (removed.has(property)) orphans.push(...orphansOf(file, gapOf(slot, property)));
    else if (entries.length === 0 && orphans.length === 0) entries.push(firstEntry(file, slots[0] ?? slot, slot));
    else entries.push(withOrphans(file, orphans.splice(0), slot));
  });
  const [first, ...more] = appended(file, literal, slots, { removed, added });
  if (first === undefined) return { entries, orphans };
  const last = orphans.at(-1);
  const blank = last?.isLine ? last.blank : first.blank;
  const all = [
    ...entries,
    [...told(file, orphans), blank, ...first.parts],
    ...more.map((one) => [one.blank, ...one.parts]),
  ];
  return { entries: all, orphans: [] };
}

/** On the line of the brace, what comes to stand first is as far from it as what stood there: `{'a': 1, 'b': 2}`. */
function firstEntry({ text }: SourceFile, first: Range, slot: Range): Part[] {
  const blankAt = ({ start, end }: Range, blanks: RegExp) => blanks.exec(text.slice(start, end))?.[0];
  const [blank, own] = [blankAt(first, /^[ \t]*(?=[^\s/])/), blankAt(slot, /^\s*(?=[^\s/])/)];
  if (blank === undefined || own === undefined || blank === own) return [keep(slot)];
  return [blank, keep({ start: slot.start + own.length, end: slot.end })];
}

/** The comments above a removed property, or behind the one before it. */
function orphansOf(file: SourceFile, gap: Kept): Orphan[] {
  const last = commentsIn(file, gap).at(-1);
  if (!last) return [];
  const kept = keep({ start: gap.start, end: last.end });
  return [{ kept, blank: file.text.slice(last.end, gap.end), isLine: file.text.startsWith('//', last.start) }];
}

/** A new entry, and the white space before it. */
interface Appended {
  readonly blank: string;
  readonly parts: readonly Part[];
}

/** The new entries, each as far from the one before as the last that stays was. */
function appended(
  file: SourceFile,
  literal: t.ObjectExpression,
  slots: readonly Range[],
  { removed, added }: LiteralChange,
): Appended[] {
  const kept = literal.properties.findLastIndex((property) => !removed.has(property));
  const index = Math.max(kept, 0);
  const [model, slot] = [literal.properties[index], slots[index]];
  const blank = model && slot ? blankOf(file, gapOf(slot, model)) : ' ';
  // The only entry so far says nothing of how two of them are kept apart in one line.
  const between = blank === '' && kept >= 0 ? ' ' : blank;
  return added.map((entry, nth) => {
    const before = nth === 0 && kept < 0 ? blank : between || ' ';
    const [, indent] = /[\r\n]([ \t]*)$/.exec(before) ?? [];
    return { blank: before, parts: indent === undefined ? entry : entryOnLine(file, entry, indent) };
  });
}

function slotsOf(file: SourceFile, literal: t.ObjectExpression): Range[] {
  let from = rangeOf(literal).start + 1;
  return literal.properties.map((property) => {
    const start = from;
    const comma = nextToken(file, rangeOf(property).end);
    const ended = file.text[comma] === ',';
    from = comma + 1;
    return { start, end: ended ? comma : rangeOf(property).end };
  });
}

function tailStart(file: SourceFile, literal: t.ObjectExpression): number {
  const last = literal.properties.at(-1);
  if (last === undefined) return rangeOf(literal).start + 1;
  const after = nextToken(file, rangeOf(last).end);
  return file.text[after] === ',' ? after : rangeOf(last).end;
}

/** The white space before a property, with the comments in it. */
function gapOf(slot: Range, property: Property): Kept {
  return keep({ start: slot.start, end: rangeOf(property).start });
}

/** The last white space of a gap: a line break and indentation, or a space. */
function blankOf(file: SourceFile, gap: Range): string {
  const comments = commentsIn(file, gap);
  const blank = file.text.slice(comments.at(-1)?.end ?? gap.start, gap.end);
  const breaks = blank.lastIndexOf('\n');
  if (breaks < 0) return comments.length > 0 && blank === '' ? ' ' : blank;
  const eol = blank[breaks - 1] === '\r' ? breaks - 1 : breaks;
  return blank.slice(eol);
}
