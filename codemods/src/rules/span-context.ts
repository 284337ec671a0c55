import type * as t from '@babel/types';
import { finding } from '../catalog/findings';
import { keep, type Part, remove, replace } from '../edit/edit';
import type { CallSite } from '../facts/types';
import { memberName } from '../parse/key-name';
import { memberOn } from '../parse/uses';
import { unwrap } from '../parse/wrappers';
import { callsTo, leave, OncePerUnit, renameMethod, rewrite } from './calls/proposals';
import { statementLines } from './calls/removal';
import { siteOf } from './calls/sites';
import { isOnlyFinalized } from './context/finalize-sampling';
import { idsOnlyFrom } from './context/ids-only';
import { isPrinted } from './context/printed';
import { comparedToNothing, isTested } from './context/tested';
import { contextWith } from './lifetime/active';
import { lifetimesOf } from './lifetime/lifetimes';
import { left } from './parents/plain-parent';
import { constantFor } from './syntax/constant-before';
import { isStable } from './syntax/expressions';
import { nameFor } from './syntax/name-for';
import { type AnyMember, calleeOf, outermost } from './syntax/syntax';
import type { FileContext, Proposal, Rule } from './types';

/** `span.context()`: ids are read from `spanContext()`, and written down as it; a parent is the span itself; anything else is a Context that holds it. */
export const spanContext: Rule = {
  name: 'span-context',
  *propose(context) {
    const told = new OncePerUnit();
    for (const site of callsTo(context, 'span.context', 'mockSpan.context'))
      yield isPrinted(context, site.node) ? print(context, site, told) : settle(context, site);
  },
};

/** What is written down is the ids; a Context shows nothing of them. */
function print(context: FileContext, site: CallSite, told: OncePerUnit): Proposal {
  const about = { name: site.unit.name, method: 'context' };
  const findings = told.first(site) ? [finding('OT321', context.source.path, site.node, about)] : [];
  return rewrite('span-context', site, renameMethod(context, site, 'spanContext'), findings);
}

function settle(context: FileContext, site: CallSite): Proposal {
  const declarator = context.source.parents.get(site.node);
  const declaration = declarator && context.source.parents.get(declarator);
  if (declaration && isOnlyFinalized(context, declarator))
    return rewrite('span-context', site, [remove(statementLines(context.source, declaration))]);
  const kept = idsOnlyFrom(context, site.node);
  if (kept) {
    const asked = rewrite('span-context', site, renameMethod(context, site, 'spanContext'));
    return { ...asked, needs: [context.facts.unitOf(kept)] };
  }
  if (isUnwrapped(context, site.node)) return rewrite('span-context', site, []);
  if (readsIds(context, site.node) || isOnlyTested(context, site.node))
    return rewrite('span-context', site, renameMethod(context, site, 'spanContext'));
  const callee = calleeOf(site.node);
  if (!callee || callee.object.type === 'Super')
    return rewrite('span-context', site, renameMethod(context, site, 'spanContext'));
  if (callee.optional && !isStable(callee.object)) return ofNamedSpan(context, site, callee.object);
  return rewrite('span-context', site, [replace(site.node, ...asContext(context, site.node, callee))]);
}

/** `find()?.context()`: what is asked for twice, once whether it is there, is evaluated once. */
function ofNamedSpan(context: FileContext, site: CallSite, span: t.Expression): Proposal {
  const name = nameFor(context, span, ['span', 'ownSpan']);
  const { node: outer, parent } = outermost(context.source, site.node);
  const declared = constantFor(context.source, outer, `const ${name} = `, keep(span));
  if (declared === undefined) return leave('span-context', site, left(context, site.node).finding);
  const either = `${name} ? ${context.api('trace')}.setSpan(${context.api('context')}.active(), ${name}) : undefined`;
  const made = isOperand(parent) ? `(${either})` : either;
  return rewrite('span-context', site, [...declared, replace(site.node, made)]);
}

/** `span?.context()` gives nothing where there is no span. */
function asContext(context: FileContext, node: t.Node, { object, optional }: AnyMember): Part[] {
  // `super.context()` has been sorted out.
  const span = object as t.Expression;
  const made = contextWith(context, span);
  if (!optional || !isStable(span)) return made;
  const { parent } = outermost(context.source, node);
  const either: Part[] = isAnythingElse(context, span)
    ? [keep(span), ' ? ', ...made, ' : undefined']
    : [keep(span), ' && ', ...made];
  return isOperand(parent) ? ['(', ...either, ')'] : either;
}

function isOperand(parent: t.Node | undefined): boolean {
  return /^(?:Logical|Binary|Unary|Await|Member|Optional)/.test(parent?.type ?? '');
}

/** Whether a span that is not there may be null or false, where `?.` gives undefined. */
function isAnythingElse({ facts }: FileContext, span: t.Expression): boolean {
  const fact = facts.factOf(unwrap(span));
  if (!fact?.nullable) return false;
  return fact.maybeNull || fact.maybeFalse || !fact.maybeUndefined;
}

/** `span.context().toTraceId()`; whatever else is asked of it is looked for in a span context too, not in a Context. */
function readsIds(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (parent?.type === 'VariableDeclarator' && parent.init === outer) return parent.id.type === 'ObjectPattern';
  const member = memberOn(context.source, outer);
  return member !== undefined && memberName(member) !== undefined;
}

/** Whether all that counts is that it is there, which it is wherever a span is. */
function isOnlyTested(context: FileContext, node: t.Node): boolean {
  const { parent, node: outer } = outermost(context.source, node);
  if (!parent) return false;
  if (parent.type !== 'LogicalExpression')
    return isTested(context, parent, outer) || comparedToNothing(parent, outer) !== undefined;
  const isGuard = parent.operator === '&&' && parent.left === outer;
  return isGuard || (parent.operator !== '??' && isOnlyTested(context, parent));
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
