import type * as t from '@babel/types';
import type { FileContext } from '../types';

/** Whether an expression is what a test puts in the place of the real thing. */
export function isStandIn({ facts }: FileContext, node: t.Node): boolean {
  return facts.factOf(node)?.standIn ?? false;
}
