import type * as t from '@babel/types';
import type { Parents } from '../../parse/parents';
import { assignmentTo } from '../../parse/uses';
import type { Binding } from '../scopes/scope';

const GIVING: ReadonlySet<string> = new Set(['=', '||=', '??=']);

/** `options = options || {};` and `given ??= {};`, on a line of its own: what a parameter or variable of options is given where it is written to. */
export function refillAt(parents: Parents, target: t.Node): t.AssignmentExpression | undefined {
  const write = assignmentTo({ parents }, target);
  if (!write || !GIVING.has(write.operator)) return undefined;
  return parents.get(write)?.type === 'ExpressionStatement' ? write : undefined;
}

/** All that it is given so, besides what its function is called with or it is declared with. */
export function refillsOf(parents: Parents, binding: Binding): readonly t.AssignmentExpression[] {
  if (!binding.reassigned) return [];
  return binding.references.flatMap(({ node }) => refillAt(parents, node) ?? []);
}
