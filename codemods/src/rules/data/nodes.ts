import type * as t from '@babel/types';
import type { SourceFile } from '../../parse/source-file';

const indexes = new WeakMap<SourceFile, ReadonlyMap<string, readonly t.Node[]>>();

/** The nodes of some types, in a file: looked up, because several rules ask and files are long. */
export function nodesOf<Type extends t.Node['type']>(
  source: SourceFile,
  ...types: readonly Type[]
): readonly Extract<t.Node, { type: Type }>[] {
  const index = indexes.get(source) ?? indexOf(source);
  indexes.set(source, index);
  const lists = types.map((type) => index.get(type) ?? []);
  const [only = []] = lists;
  // What is listed under a type is of that type.
  return (lists.length === 1 ? only : lists.flat()) as readonly t.Node[] as readonly Extract<t.Node, { type: Type }>[];
}

function indexOf(source: SourceFile): ReadonlyMap<string, readonly t.Node[]> {
  const index = new Map<string, t.Node[]>();
  for (const node of source.parents.keys()) {
    const listed = index.get(node.type);
    if (listed) listed.push(node);
    else index.set(node.type, [node]);
  }
  return index;
}
