import type { Finding } from './catalog/findings';
import type { MigrateOptions } from './rules/types';

/** A file as the caller read it. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
}

/** What became of one file. `text` is the input's own string, the same object, where nothing changed. */
export interface FileResult {
  readonly path: string;
  readonly status: 'changed' | 'unchanged' | 'failed';
  readonly text: string;
  /** Files that the result needs beside it, such as the value guard. */
  readonly failure?: string;
}

export interface MigrateResult {
  readonly files: readonly FileResult[];
  /** New files (path -> text) that rewritten code imports. */
  readonly created: readonly InputFile[];
  readonly findings: readonly Finding[];
  /** Sites of OpenTracing: settled by a rewrite, and left. */
  readonly sites: { readonly rewritten: number; readonly left: number };
}

export interface ProjectInput {
  readonly files: readonly InputFile[];
  /** package.json files by folder, for names and module kinds. */
  readonly manifests?: ReadonlyMap<string, unknown>;
  readonly options?: Partial<MigrateOptions>;
}
