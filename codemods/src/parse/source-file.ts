import type * as t from '@babel/types';
import type { Parents } from './parents';

/** One piece of JavaScript or TypeScript: a file, or a script block of a `.vue` or `.svelte` file. */
export interface SourceFile {
  /** As the user wrote it or as git lists it, with forward slashes; unique within a project. */
  readonly path: string;
  /** The text exactly as read: BOM, shebang and line ends included. Every offset counts UTF-16 units into it. */
  readonly text: string;
  readonly ast: t.File;
  /** The nodes of `ast`, and what stands around each. */
  readonly parents: Parents;
  /** How the parser read it; annotations of either kind are part of the tree. */
  readonly syntax: 'typescript' | 'tsx' | 'flow' | 'javascript';
  /** `commonjs` where the file uses `require` and no import or export declaration. */
  readonly moduleKind: 'esm' | 'commonjs';
}

/** Why a text could not be parsed, in the parser's words. */
export interface ParseFailure {
  readonly path: string;
  readonly message: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Anything with offsets: every babel node that was read from a text has both. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The offsets of a node that was parsed from a text. */
export function rangeOf(node: t.Node): Range {
  if (typeof node.start !== 'number' || typeof node.end !== 'number') {
    throw new TypeError(`a ${node.type} without offsets: only nodes read from a text have a range`);
  }
  return { start: node.start, end: node.end };
}

/** Whether a range lies inside another, or is the same. */
export function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The line of an offset, from 1. */
export function lineOf({ text }: Pick<SourceFile, 'text'>, offset: number): number {
  return text.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/).length;
}

/** The source text of a node. */
export function textOf(file: SourceFile, node: t.Node): string {
  const { start, end } = rangeOf(node);
  return file.text.slice(start, end);
}

/** Whether the file's annotations are TypeScript's. */
export function isTypeScript({ path }: Pick<SourceFile, 'path'>): boolean {
  return /\.([cm]?ts|tsx)$/.test(path);
}
