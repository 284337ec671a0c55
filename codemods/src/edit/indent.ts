/**
 * A change of indentation, as `Kept.indent` holds it: white space to put before each line, or `-` and white space to take
 * from it.
 */
export type IndentChange = string;

/** The change that undoes an indentation. */
export function outdent(indent: string): IndentChange {
  return `-${indent}`;
}

/** Applies changes to the white space at the start of a line, the innermost first. */
function changeIndent(space: string, changes: readonly IndentChange[]): string {
  return changes.reduceRight((now, change) => {
    if (!change.startsWith('-')) return change + now;
    const away = change.slice(1);
    return now.startsWith(away) ? now.slice(away.length) : now.slice(Math.min(now.length, away.length));
  }, space);
}

/** From the last line break on. */
const LAST_LINE = /(?:\r\n|[\n\r])[^\r\n]*$/;

/**
 * Collects text and re-indents it on the way. White space at the start of a line is held back until the line turns out not to
 * be blank, so blank lines stay as they are. A line is indented by the changes that hold both for the line break before it and
 * for its first visible piece: whoever writes a line break writes the indentation of what follows.
 */
export class IndentingWriter {
  #text = '';
  #held: { space: string; readonly changes: readonly IndentChange[] } | undefined;

  /** Adds a piece. `isFrozen` tells of the line breaks (by their index in the piece) after which nothing may change. */
  write(piece: string, changes: readonly IndentChange[], isFrozen: (index: number) => boolean = () => false): void {
    const head = changes.length === 0 ? Math.max(0, piece.search(LAST_LINE)) : 0;
    if (head > 0) this.#addUnchanged(piece.slice(0, head));
    for (const { 0: token, index } of piece.slice(head).matchAll(/\r\n|[\n\r]|[ \t]+|[^\s]+|\s/g)) {
      if (/[\n\r]/.test(token)) this.#breakLine(token, isFrozen(head + index) ? undefined : changes);
      else if (this.#held !== undefined && /^[ \t]/.test(token)) this.#held.space += token;
      else this.#add(token, changes);
    }
  }

  /** The text so far. */
  toString(): string {
    return this.#text + (this.#held?.space ?? '');
  }

  #breakLine(token: string, changes: readonly IndentChange[] | undefined): void {
    this.#addUnchanged(token);
    if (changes !== undefined) this.#held = { space: '', changes };
  }

  #addUnchanged(text: string): void {
    this.#text += (this.#held?.space ?? '') + text;
    this.#held = undefined;
  }

  #add(token: string, changes: readonly IndentChange[]): void {
    if (this.#held !== undefined)
      this.#text += changeIndent(this.#held.space, commonStart(this.#held.changes, changes));
    this.#held = undefined;
    this.#text += token;
  }
}

function commonStart<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  const different = a.findIndex((item, index) => item !== b[index]);
  return different < 0 ? a : a.slice(0, different);
}
