import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

/** Whether an expression is the variable of a `catch`, and not a member that is taken out of it: `catch ({ status })`. */
export function isCaught({ facts, source }: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  const binding = inner.type === 'Identifier' ? facts.scopes.bindingOf(inner) : undefined;
  return binding?.kind === 'catch' && source.parents.get(binding.identifier)?.type === 'CatchClause';
}
