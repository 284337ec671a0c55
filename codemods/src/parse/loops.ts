import type * as t from '@babel/types';
import type { SourceFile } from './source-file';

/** The loop that gives a variable another value at each turn: `for (const row of rows)`, `for (const key in row)`. */
export function loopDeclaring(
  { parents }: Pick<SourceFile, 'parents'>,
  declarator: t.Node,
): t.ForOfStatement | t.ForInStatement | undefined {
  const declaration = parents.get(declarator);
  const loop = declaration && parents.get(declaration);
  const isOfEach = loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement';
  return isOfEach && loop.left === declaration ? loop : undefined;
}
