import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { FunctionSource } from '../types';

/** The functions of the project that an expression may be, also across files; undefined where it may be anything else as well. */
export function functionsOf(at: Context, node: t.Node): readonly FunctionSource[] | undefined {
  const found: FunctionSource[] = [];
  for (const token of at.findSlot(node)?.tokens ?? []) {
    const model = token.kind === 'function' && token.node !== null ? at.graph.functions.get(token.node) : undefined;
    if (model === undefined) return undefined;
    found.push({ file: model.file.source.path, node: model.node, returns: model.returns });
  }
  return found.length > 0 ? found : undefined;
}
