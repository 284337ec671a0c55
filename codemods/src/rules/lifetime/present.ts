import type * as t from '@babel/types';
import type { FileContext } from '../types';
import { isFunctionLike } from './flow';
import { type Present, withTest } from './parents';

/** What the tests around a place, in the same function, say to be there: `parent` in `if (parent) { ... }`. */
export function presentAt(context: FileContext, node: t.Node): Present {
  let present: Present = new Set();
  for (let at = node; ; ) {
    const parent = context.source.parents.get(at);
    if (!parent || isFunctionLike(parent)) return onlyConstant(context, present, node);
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.consequent === at)
      present = withTest(context, parent.test, present);
    at = parent;
  }
}

/** A variable that is written again may have changed since the test. */
function onlyConstant({ facts }: FileContext, present: Present, node: t.Node): Present {
  const isConstant = (path: string): boolean => {
    const [root = ''] = path.split(/[?.[]/);
    for (
      let scope: ReturnType<typeof facts.scopes.scopeOf> | null = facts.scopes.scopeOf(node);
      scope;
      scope = scope.parent
    ) {
      const binding = scope.bindings.get(root);
      if (binding) return !binding.reassigned;
    }
    return root === 'this';
  };
  return new Set([...present].filter(isConstant));
}
