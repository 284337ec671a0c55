import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

/** Whether an expression is the variable of a `catch`. */
export function isCaught({ facts }: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  return inner.type === 'Identifier' && facts.scopes.bindingOf(inner)?.kind === 'catch';
}
