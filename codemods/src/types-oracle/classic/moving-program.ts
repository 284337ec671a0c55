import type ts from 'typescript';
import { isDeclaration } from '../../catalog/declaration-files';
import type { ParsedFiles } from './parsed-files';
import { type Group, makeProgram } from './program';

/** Of a project with fewer files all are taken at once. */
const FEW = 100;

/** So much is read ahead at first, and twice as much each time: a new program takes as long as reading some twenty files. */
const FIRST = 1 / 20;

/** No more of a large project is held at a time: a program of 1,000 files takes 150 MB. */
const MOST = 1 / 5;

/** The texts of a project by absolute path, and what was read of them. */
export interface Overlay {
  readonly texts: ReadonlyMap<string, string>;
  readonly parsed: ParsedFiles;
}

/**
 * The program of one configuration: over the files that are asked about, those that come after them, and what they import. Questions come in
 * the order of the files, so it moves through a large project as they do. Where few are asked about, most of the project is never read.
 */
export class MovingProgram {
  /** Where each file stands in the order of the questions. */
  readonly #places: ReadonlyMap<string, number>;
  readonly #seenByAll: readonly string[];
  #roots: readonly string[] = [];
  #program: ts.Program | undefined;
  /** The compiler gave up, and is not given the same again. */
  #failed = false;

  constructor(
    readonly api: typeof ts,
    readonly group: Group,
    readonly overlay: Overlay,
  ) {
    this.#places = new Map(group.files.map((file, place) => [file, place]));
    this.#seenByAll = group.files.filter((file) => isSeenByAll(file, overlay.texts.get(file) ?? ''));
  }

  /** A program that holds these files, as far as the configuration speaks of them; undefined where the compiler gives up. */
  over(files: readonly string[]): ts.Program | undefined {
    const lacking = files.filter((file) => this.#places.has(file) && !this.#program?.getSourceFile(file));
    if (this.#failed || lacking.length === 0) return this.#program;
    this.#roots = this.#rootsWith(lacking);
    this.#program = undefined; // before the next one takes its memory
    this.#program = this.#make([...new Set([...this.#seenByAll, ...this.#roots])]);
    return this.#program;
  }

  /** Gives its memory away; it is made anew when it is asked. */
  release(): void {
    this.#program = undefined;
  }

  /** What was asked about before stays as long as there is room. */
  #rootsWith(lacking: readonly string[]): readonly string[] {
    const { files } = this.group;
    if (files.length <= FEW) return files;
    const most = Math.ceil(files.length * MOST);
    const ahead = Math.min(Math.max(this.#roots.length, Math.ceil(files.length * FIRST)), most);
    const from = this.#places.get(lacking[0] as string) ?? 0;
    const wanted = new Set([...lacking, ...files.slice(from, from + ahead)]);
    const known = this.#roots.filter((file) => !wanted.has(file));
    return [...known.slice(Math.max(known.length + wanted.size - most, 0)), ...wanted];
  }

  #make(files: readonly string[]): ts.Program | undefined {
    const { texts, parsed } = this.overlay;
    try {
      return makeProgram(this.api, { ...this.group, files }, (path) => texts.get(path), parsed);
    } catch {
      this.#failed = true;
      return undefined;
    }
  }
}

const DECLARES_FOR_ALL = /\bdeclare\s+(?:global|module)\b/;
const IS_MODULE = /^\s*(?:import|export)\b|\brequire\s*\(|\bexports\b/m;

/** What a file declares for all others counts also where nobody imports it. */
function isSeenByAll(file: string, text: string): boolean {
  return isDeclaration(file) || DECLARES_FOR_ALL.test(text) || !IS_MODULE.test(text);
}
