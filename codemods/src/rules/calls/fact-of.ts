import type * as t from '@babel/types';
import type { Role } from '../../catalog/opentracing-api';
import type { Fact } from '../../facts/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

/** What is known of an expression; of one in parentheses or a cast of which nothing is, what is known of that inside. */
export function factOf({ facts }: Pick<FileContext, 'facts'>, node: t.Node): Fact | undefined {
  return facts.factOf(node) ?? facts.factOf(unwrap(node));
}

/** Whether an expression is of one role and nothing else: of no other, of nothing foreign, and no list or promise of it. */
export function isOnly(context: Pick<FileContext, 'facts'>, node: t.Node, role: Role): boolean {
  const fact = factOf(context, node);
  return fact?.roles.size === 1 && fact.roles.has(role) && !fact.mixed && fact.container === 'none';
}
