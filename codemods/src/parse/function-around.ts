import type * as t from '@babel/types';
import { type FunctionNode, isFunction } from './functions';
import type { SourceFile } from './source-file';

/** The function that a node stands in, the innermost; undefined for what runs when the file is loaded. */
export function functionAround({ parents }: SourceFile, node: t.Node): FunctionNode | undefined {
  for (let up = parents.get(node); up !== undefined; up = parents.get(up)) if (isFunction(up)) return up;
  return undefined;
}
