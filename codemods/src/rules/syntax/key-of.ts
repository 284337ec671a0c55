import type * as t from '@babel/types';
import { nextToken, outerEnd, outerStart } from '../../parse/parentheses';
import { type Range, rangeOf, type SourceFile } from '../../parse/source-file';

/** The key that a property has in plain sight. */
export function keyOf(property: t.ObjectProperty | t.ObjectMethod | t.ClassMethod): string | undefined {
  const { key } = property;
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0) return key.quasis[0]?.value.cooked ?? undefined;
  return !property.computed && key.type === 'Identifier' ? key.name : undefined;
}

/** Where the key of a property stands, with the brackets around it. */
export function keyRange(
  file: SourceFile,
  { key, computed }: Pick<t.ObjectProperty | t.ObjectMethod, 'key' | 'computed'>,
): Range {
  if (!computed) return rangeOf(key);
  return { start: file.text.lastIndexOf('[', outerStart(key)), end: nextToken(file, outerEnd(file, key)) + 1 };
}
