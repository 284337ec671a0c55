import type * as t from '@babel/types';
import { nextToken, outerEnd, outerStart } from '../../parse/parentheses';
import { type Range, rangeOf, type SourceFile } from '../../parse/source-file';

/** Where the key of a property stands, with the brackets around it. */
export function keyRange(
  file: SourceFile,
  { key, computed }: Pick<t.ObjectProperty | t.ObjectMethod, 'key' | 'computed'>,
): Range {
  if (!computed) return rangeOf(key);
  return { start: file.text.lastIndexOf('[', outerStart(key)), end: nextToken(file, outerEnd(file, key)) + 1 };
}
