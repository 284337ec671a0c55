import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';

/** The statement of the program that a node is part of. */
export function topLevel(source: SourceFile, node: t.Node): t.Node | undefined {
  const parent = source.parents.get(node);
  if (!parent) return undefined;
  return parent.type === 'Program' ? node : topLevel(source, parent);
}
