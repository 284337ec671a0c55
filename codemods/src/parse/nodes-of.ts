import type * as t from '@babel/types';
import { oncePerFile } from './once-per-file';
import type { SourceFile } from './source-file';

const NONE: readonly t.Node[] = [];

/** The nodes of some types, in a file: looked up, because all facts and several rules ask and files are long. */
export function nodesOf<Type extends t.Node['type']>(
  source: SourceFile,
  ...types: readonly Type[]
): readonly Extract<t.Node, { type: Type }>[] {
  const index = indexOf(source);
  const [first = NONE, ...others] = types.map((type) => index.get(type)).filter((listed) => listed !== undefined);
  const found = others.length === 0 ? first : first.concat(...others);
  return found as readonly Extract<t.Node, { type: Type }>[]; // what is listed under a type is of that type
}

const indexOf = oncePerFile((source): ReadonlyMap<string, readonly t.Node[]> => {
  const index = new Map<string, t.Node[]>();
  for (const node of source.parents.keys()) {
    const listed = index.get(node.type);
    if (listed) listed.push(node);
    else index.set(node.type, [node]);
  }
  return index;
});
