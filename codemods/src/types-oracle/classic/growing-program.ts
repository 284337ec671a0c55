import type ts from 'typescript';
import { isDeclaration } from '../../catalog/declaration-files';
import type { ParsedFiles } from './parsed-files';
import { type Group, makeProgram } from './program';

/**
 * A new program over files that are read already takes as long as reading some twenty more. So where more than one in twenty is asked
 * about, all of them are taken at once.
 */
const ONE_IN = 20;

/** The texts of a project by absolute path, and what was read of them. */
export interface Overlay {
  readonly texts: ReadonlyMap<string, string>;
  readonly parsed: ParsedFiles;
}

/**
 * The program of one configuration, made of the files that are asked about and what they import. Of 20,000 files 600 concerned tracing and 22
 * were asked about: a program of all took 5 s and 200 MB more.
 */
export class GrowingProgram {
  readonly #own: ReadonlySet<string>;
  readonly #roots = new Set<string>();
  #program: ts.Program | undefined;
  /** The compiler gave up, and is not given the same again. */
  #failed = false;

  constructor(
    readonly api: typeof ts,
    readonly group: Group,
    readonly overlay: Overlay,
  ) {
    this.#own = new Set(group.files);
  }

  /** A program that holds these files, as far as the configuration speaks of them; undefined where the compiler gives up. */
  over(files: readonly string[]): ts.Program | undefined {
    const lacking = files.filter((file) => this.#own.has(file) && !this.#program?.getSourceFile(file));
    if (this.#failed || lacking.length === 0) return this.#program;
    for (const file of this.#roots.size === 0 ? [...lacking, ...this.#seenByAll()] : lacking) this.#roots.add(file);
    const isFew = this.#roots.size * ONE_IN <= this.#own.size;
    this.#program = undefined; // before the next one takes its memory
    this.#program = this.#make(isFew ? [...this.#roots] : this.group.files);
    return this.#program;
  }

  /** Gives its memory away; it is made anew when it is asked. */
  release(): void {
    this.#program = undefined;
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

  #seenByAll(): readonly string[] {
    return this.group.files.filter((file) => isSeenByAll(file, this.overlay.texts.get(file) ?? ''));
  }
}

const DECLARES_FOR_ALL = /\bdeclare\s+(?:global|module)\b/;
const IS_MODULE = /^\s*(?:import|export)\b|\brequire\s*\(|\bexports\b/m;

/** What a file declares for all others counts also where nobody imports it. */
function isSeenByAll(file: string, text: string): boolean {
  return isDeclaration(file) || DECLARES_FOR_ALL.test(text) || !IS_MODULE.test(text);
}
