import type * as t from '@babel/types';
import { constantInit } from '../../facts/scopes/declared-with';
import { unwrap } from '../../parse/wrappers';
import { siteOf } from '../calls/sites';
import { isNothing } from '../syntax/expressions';
import { oncePerProject } from '../syntax/once-per-project';
import type { FileContext } from '../types';
import { leavesToDefault } from './leaves-to-default';

const EXTRACTS: ReadonlySet<string | undefined> = new Set(['tracer.extract', 'mockTracer.extract']);

/** The call of `extract` that an expression is, with or without what says that it may give nothing, or that it does not. */
export function extractIn(context: FileContext, node: t.Node): t.Node | undefined {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression') return isTestForNothing(inner) ? extractIn(context, inner.left) : undefined;
  return EXTRACTS.has(siteOf(context, inner)?.member) ? inner : undefined;
}

/** `x || undefined`, `x ?? null`: what is not there is nothing in another form. */
function isTestForNothing({ operator, right }: t.LogicalExpression): boolean {
  return operator !== '&&' && isNothing(right);
}

/** A call of `extract` with what says that it may give nothing, or that it does not: `|| undefined`, `!`, `as SpanContext`. */
export function withoutDoubt(context: FileContext, node: t.Node): t.Node {
  const parent = context.source.parents.get(node);
  if (!parent) return node;
  const isDoubt = parent.type === 'LogicalExpression' ? isDoubtIn(context, parent, node) : unwrap(parent) !== parent;
  return isDoubt ? withoutDoubt(context, parent) : node;
}

function isDoubtIn(context: FileContext, logical: t.LogicalExpression, node: t.Node): boolean {
  return logical.left === node && isTestForNothing(logical) && !leavesToDefault(context, logical);
}

/** Whether an expression surely is what `propagation.extract` will give: a Context, which is always there. */
export function isExtracted(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'LogicalExpression') return isTestForNothing(inner) && isExtracted(context, inner.left);
  if (siteOf(context, inner)?.member === 'tracer.extract') return true;
  const init = constantInit(context.facts.scopes.bindingOf(inner));
  return init !== undefined && init !== inner && isExtracted(context, init);
}

/** Whether an expression surely is the context of a span, `span?.context()`, or nothing where there is no span. */
export function isOfSpan(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'LogicalExpression':
      return inner.operator === '&&'
        ? isOfSpan(context, inner.right)
        : isTestForNothing(inner) && isOfSpan(context, inner.left);
    case 'ConditionalExpression':
      return [inner.consequent, inner.alternate].every((one) => isNothing(one) || isOfSpan(context, one));
    case 'Identifier': {
      const init = constantInit(context.facts.scopes.bindingOf(inner));
      return init !== undefined && init !== inner && isOfSpan(context, init);
    }
    default:
      return siteOf(context, inner)?.member === 'span.context';
  }
}

/** Where nothing is extracted, a Context that is there holds a span, as a span context did. */
export const extractsSomewhere = oncePerProject(({ files }) =>
  [...files.values()].some(({ calls }) =>
    calls.some(({ member }) => member === 'tracer.extract' || member === 'mockTracer.extract'),
  ),
);
