import { firstAfter } from '../parse/first-after';
import { nodesOf } from '../parse/nodes-of';
import { oncePerFile } from '../parse/once-per-file';
import { outerEnd, outerStart } from '../parse/parentheses';
import type { Range, SourceFile } from '../parse/source-file';
import { isWithin } from '../parse/source-file';
import type { Edit, Kept, Part } from './edit';
import { frozenRangesOf } from './frozen';
import { type IndentChange, IndentingWriter } from './indent';
import { eolOf } from './style';

/** Two edits of which neither lies in a kept part of the other, or outside it. */
export class EditConflict extends Error {
  override readonly name = 'EditConflict';
  constructor(
    readonly first: Edit,
    readonly second: Edit,
  ) {
    super(`two edits claim the same text: ${describe(first)} and ${describe(second)}`);
  }
}

/** An edit at the range that it takes, which may be more than it asked for. */
interface Placed extends Edit {
  readonly asked: Edit;
}

/** A text after its edits. */
export interface Edited {
  readonly text: string;
  /** Whether the whole of an original range stands in the result. */
  survives(range: Range): boolean;
  /** Whether nothing came of an edit, because the text that it speaks of is gone. */
  isVoid(edit: Edit): boolean;
}

/** Applies edits to a file's text; `Edit` says how they nest. Throws EditConflict. */
export function applyEdits(file: SourceFile, edits: readonly Edit[]): Edited {
  const editor = new Editor(file, inOrder(place(file, edits)));
  editor.render({ start: 0, end: file.text.length }, [], []);
  return {
    text: editor.toString(),
    survives: (range) => editor.survives(range),
    isVoid: (edit) => editor.isVoid(edit),
  };
}

/** Left before right, outer before inner, then as `order` and the plan have it. Equal replacements count once. */
function inOrder(edits: readonly Placed[]): readonly Placed[] {
  const seen = new Set<string>();
  return edits
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => compare(a.edit, b.edit) || a.index - b.index)
    .map(({ edit }) => edit)
    .filter((edit) => {
      const repeated = !isInsertion(edit) && seen.has(keyOf(edit));
      seen.add(keyOf(edit));
      return !repeated;
    });
}

/** An insertion precedes the replacement that starts there; of two equal ranges, the edit that keeps the whole is the outer one. */
function compare(a: Edit, b: Edit): number {
  return (
    a.start - b.start ||
    Number(isInsertion(b)) - Number(isInsertion(a)) ||
    b.end - a.end ||
    Number(keepsWhole(b)) - Number(keepsWhole(a)) ||
    (a.order ?? 0) - (b.order ?? 0)
  );
}

class Editor {
  readonly #writer = new IndentingWriter();
  readonly #segments: Range[] = [];
  readonly #written = new Set<string>();
  /** New text may be written with `\n`; it takes on the line ends of the file. */
  readonly #eol: string;

  constructor(
    private readonly file: SourceFile,
    private readonly edits: readonly Placed[],
  ) {
    this.#eol = eolOf(file.text);
  }

  toString(): string {
    return this.#writer.toString();
  }

  survives(range: Range): boolean {
    let { start } = range;
    for (let found = this.#segmentAt(start); start < range.end; found = this.#segmentAt(start)) {
      if (found === undefined) return false;
      start = found.end;
    }
    return true;
  }

  isVoid(edit: Edit): boolean {
    return !this.#written.has(keyOf(edit));
  }

  /** Writes a range of the original with the edits inside it; `open` are the edits being written now. */
  render(range: Range, changes: readonly IndentChange[], open: readonly Edit[]): void {
    const inside = this.#startingIn(range).filter(
      (edit) => isWithin(edit.above ?? edit, range) && !open.includes(edit) && !isNext(edit, range, open),
    );
    let at = range.start;
    for (const edit of outermost(inside)) {
      this.#copy(at, edit.start, changes);
      this.#written.add(keyOf(edit.asked));
      for (const part of edit.parts) this.#writePart(part, changes, [...open, edit]);
      at = edit.end;
    }
    this.#copy(at, range.end, changes);
  }

  #startingIn({ start, end }: Range): readonly Placed[] {
    return this.edits.slice(firstAfter(this.edits, start - 1), firstAfter(this.edits, end));
  }

  #writePart(part: Part, changes: readonly IndentChange[], open: readonly Edit[]): void {
    if (typeof part === 'string') {
      this.#writer.write(part.replace(/\r?\n/g, this.#eol), changes);
      return;
    }
    // The parentheses of `(a, b)` are not part of the node, and without them it is two arguments wherever it comes to stand.
    const isList = sequencesIn(this.file).has(`${part.start}:${part.end}`);
    if (isList) this.#writer.write('(', changes);
    this.render(part, part.indent === undefined ? changes : [...changes, part.indent], open);
    if (isList) this.#writer.write(')', changes);
  }

  #copy(start: number, end: number, changes: readonly IndentChange[]): void {
    if (start >= end) return;
    const frozen = frozenRangesOf(this.file);
    const isFrozen = (index: number) => (frozen[firstAfter(frozen, start + index) - 1]?.end ?? 0) > start + index;
    // Where nothing is indented, nobody has to look for what must not be.
    this.#writer.write(this.file.text.slice(start, end), changes, changes.length === 0 ? () => false : isFrozen);
    this.#segments.push({ start, end });
  }

  #segmentAt(offset: number): Range | undefined {
    return this.#segments.find(({ start, end }) => start <= offset && offset < end);
  }
}

/**
 * What comes in the place of an argument may be several, and needs no parentheses: those around it go, but where another edit keeps what is
 * inside of them alone.
 */
function place(file: SourceFile, edits: readonly Edit[]): readonly Placed[] {
  const parenthesized = parenthesizedArgumentsOf(file);
  return edits.map((asked) => {
    const range = parenthesized.get(`${asked.start}:${asked.end}`);
    return range === undefined || isKeptWithin(range, asked, edits)
      ? { ...asked, asked }
      : { ...asked, ...range, asked };
  });
}

/** Whether another edit keeps what an edit asks for, and not all of a range around that. */
function isKeptWithin(range: Range, asked: Edit, edits: readonly Edit[]): boolean {
  const others = edits.filter((edit) => edit !== asked);
  return others.flatMap(keptOf).some((kept) => isWithin(asked, kept) && !isWithin(range, kept));
}

/** Arguments in parentheses: by where they stand, where the parentheses do. */
const parenthesizedArgumentsOf = oncePerFile((file: SourceFile): ReadonlyMap<string, Range> => {
  const found = nodesOf(file, 'CallExpression', 'OptionalCallExpression', 'NewExpression')
    .flatMap((call) => call.arguments)
    .filter((argument) => argument.extra?.parenthesized === true);
  return new Map(
    found.map((node) => [`${node.start}:${node.end}`, { start: outerStart(node), end: outerEnd(file, node) }]),
  );
});

/** Where the lists of expressions in parentheses stand. */
const sequencesIn = oncePerFile((file: SourceFile): ReadonlySet<string> => {
  const inParentheses = nodesOf(file, 'SequenceExpression').filter(({ extra }) => extra?.parenthesized === true);
  return new Set(inParentheses.map(({ start, end }) => `${start}:${end}`));
});

/** The edits that no other one of them holds, from left to right. Throws where one holds a part of another. */
function outermost(edits: readonly Placed[]): readonly Placed[] {
  const holders: Placed[] = [];
  for (const edit of edits.filter((candidate) => !isInsertion(candidate))) {
    const holder = holders.at(-1);
    if (holder === undefined || edit.start >= holder.end) holders.push(edit);
    else assertNests(holder, edit);
  }
  const isHeld = (edit: Edit) => {
    // Of ranges that do not overlap, two at most touch a place.
    const next = firstAfter(holders, edit.start);
    return holders.slice(Math.max(0, next - 2), next).some((holder) => holdsInsertion(holder, edit));
  };
  const free = edits.filter((edit) => isInsertion(edit) && !isHeld(edit));
  return [...holders, ...free].sort(compare);
}

/** An insertion belongs to the replacement around it, and at its border to a kept part that touches it. */
function holdsInsertion(holder: Edit, insertion: Edit): boolean {
  if (holder.start < insertion.start && insertion.start < holder.end) return true;
  return isWithin(insertion, holder) && keptOf(holder).some((kept) => isWithin(insertion.above ?? insertion, kept));
}

/** An insertion between two kept parts that touch belongs to the second alone. */
function isNext(edit: Edit, range: Range, open: readonly Edit[]): boolean {
  if (!isInsertion(edit) || edit.start !== range.end || range.start === range.end) return false;
  return keptOf(open.at(-1) ?? { ...range, parts: [] }).some(({ start }) => start === edit.start);
}

function assertNests(holder: Placed, edit: Placed): void {
  const whole = edit.start === holder.start && edit.end === holder.end && !keepsWhole(holder);
  const kept = keptOf(holder).filter((part) => overlaps(edit, part));
  // What is kept a second time by itself stays out of an edit around it.
  const crosses = kept.length > 0 && !kept.some((part) => isWithin(edit, part));
  if (!isWithin(edit, holder) || whole || crosses) throw new EditConflict(holder.asked, edit.asked);
}

function keepsWhole(edit: Edit): boolean {
  return keptOf(edit).some((kept) => isWithin(edit, kept));
}

function keptOf({ parts }: Edit): readonly Kept[] {
  return parts.filter((part) => typeof part !== 'string');
}

function isInsertion({ start, end }: Range): boolean {
  return start === end;
}

function overlaps(a: Range, b: Range): boolean {
  return a.start < b.end && b.start < a.end;
}

function keyOf({ start, end, parts }: Edit): string {
  return JSON.stringify([start, end, parts]);
}

function describe(edit: Edit): string {
  const parts = edit.parts.map((part) =>
    typeof part === 'string' ? JSON.stringify(part) : `[${part.start},${part.end})`,
  );
  return `[${edit.start},${edit.end}) -> ${parts.join(' ') || 'nothing'}`;
}
