import type * as t from '@babel/types';
import type { Binding, Scope, Scopes } from './scope';

/** What a name means at a place; undefined for a global. */
export function visibleAt({ scopeOf }: Scopes, node: t.Node, name: string): Binding | undefined {
  for (let scope: Scope | null = scopeOf(node); scope; scope = scope.parent) {
    const binding = scope.bindings.get(name);
    if (binding) return binding;
  }
  return undefined;
}
