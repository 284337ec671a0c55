import type { SourceFile } from '../parse/source-file';

/**
 * The trees of the results, from their verification until a second run reads them: parsed and given scopes once, not twice. Each is taken
 * once, so that it goes as soon as nobody needs it.
 */
export class ResultTrees {
  readonly #files = new Map<string, SourceFile>();

  put(file: SourceFile): void {
    this.#files.set(file.path, file);
  }

  /** Nothing where another text was verified. */
  take(path: string, text: string): SourceFile | undefined {
    const file = this.#files.get(path);
    this.#files.delete(path);
    return file?.text === text ? file : undefined;
  }

  clear(): void {
    this.#files.clear();
  }
}
