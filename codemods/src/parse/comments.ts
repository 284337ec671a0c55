import { isWithin, type Range, type SourceFile } from './source-file';

/** Where the comments of a file are, in order. */
export function commentsOf({ ast }: SourceFile): Range[] {
  return (ast.comments ?? []).map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0 }));
}

/** The comments that lie inside a range of the text. */
export function commentsIn(file: SourceFile, range: Range): Range[] {
  return commentsOf(file).filter((comment) => isWithin(comment, range));
}
