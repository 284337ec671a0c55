import type * as t from '@babel/types';
import { unwrap } from '../data/syntax';
import { isNothing } from '../lifetime/expressions';
import { siteOf } from '../lifetime/sites';
import type { FileContext } from '../types';

/** Whether an expression surely is what `propagation.extract` will give: a Context, which is always there. */
export function isExtracted(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression') return isNothing(inner.right) && isExtracted(context, inner.left);
  if (siteOf(context, inner)?.member === 'tracer.extract') return true;
  if (inner.type !== 'Identifier') return false;
  const binding = context.facts.scopes.bindingOf(inner);
  if (binding?.declaration.type !== 'VariableDeclarator' || binding.reassigned) return false;
  const { init, id } = binding.declaration;
  return id === binding.identifier && init != null && init !== inner && isExtracted(context, init);
}
