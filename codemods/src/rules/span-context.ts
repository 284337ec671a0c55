import type * as t from '@babel/types';
import { replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { callsTo, renameMethod, rewrite } from './data/sites';
import { calleeOf, memberName, outermost } from './data/syntax';
import { contextWith } from './lifetime/active';
import { lifetimesOf } from './lifetime/lifetimes';
import { siteOf } from './lifetime/sites';
import type { FileContext, Proposal, Rule } from './types';

/** `span.context()`: ids are read from `spanContext()`; a parent is the span itself; anything else is a Context that holds it. */
export const spanContext: Rule = {
  name: 'span-context',
  *propose(context) {
    for (const site of callsTo(context, 'span.context')) yield settle(context, site);
  },
};

function settle(context: FileContext, site: CallSite): Proposal {
  if (isUnwrapped(context, site.node)) return rewrite('span-context', site, []);
  if (readsIds(context, site.node)) return rewrite('span-context', site, renameMethod(context, site, 'spanContext'));
  const object = calleeOf(site.node)?.object;
  if (!object || object.type === 'Super')
    return rewrite('span-context', site, renameMethod(context, site, 'spanContext'));
  return rewrite('span-context', site, [replace(site.node, ...contextWith(context, object))]);
}

/** `span.context().toTraceId()`. */
function readsIds(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (parent?.type !== 'MemberExpression' && parent?.type !== 'OptionalMemberExpression') return false;
  return parent.object === outer && ['toTraceId', 'toSpanId'].includes(memberName(parent) ?? '');
}

/** As a parent, in a reference or as the first argument of inject, the span itself is what is asked for; those calls see to it. */
function isUnwrapped(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (!parent) return false;
  const { taken } = lifetimesOf(context);
  if (taken.has(outer) || taken.has(node)) return true;
  if (isEitherSide(parent, outer)) return isUnwrapped(context, parent);
  const member = siteOf(context, parent)?.member;
  return member === 'tracer.inject' && 'arguments' in parent && parent.arguments[0] === outer;
}

/** A branch of a choice, whose value is the choice's. */
function isEitherSide(parent: t.Node, node: t.Node): boolean {
  if (parent.type === 'ConditionalExpression') return parent.test !== node;
  return parent.type === 'LogicalExpression';
}
