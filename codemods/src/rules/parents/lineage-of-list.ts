import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { constantInit } from '../../facts/scopes/declared-with';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { factOf, isOnly } from '../calls/fact-of';
import { owner } from '../syntax/expressions';
import { isMember } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { Present } from '../values/present';
import { noParent, withSpan } from './context-parts';
import { extractsSomewhere, isExtracted } from './extracted';
import { type ContextList, type Link, linkTo, linkToContexts } from './links';
import { eachOf, resultOf } from './mapped-references';
import { type SettledParent, settled } from './plain-parent';
import type { Lineage, Reference } from './references';
import { sievedOf } from './sieve';

/** The links to all of a list. Undefined where it holds neither spans nor span contexts. */
export function linkToEach(context: FileContext, reference: Reference, present: Present): Link | undefined {
  const { each, target, type } = reference;
  const contexts = contextsOf(context, reference);
  if (contexts) return type === 'follows_from' ? linkToContexts(context, contexts) : undefined;
  const link = linkTo(context, type, target, present);
  if (!each || link === undefined || link.when || !isOnly(context, each.one, 'span')) return undefined;
  // The first of those that are children of it is the parent.
  const linked: Part[] = type === 'child_of' ? [...owner(each.list), '.slice(1)'] : owner(each.list);
  return { parts: [...linked, '.map((', keep(each.one), ') => (', ...link.parts, '))'], isList: true, when: undefined };
}

/** `contexts` of `contexts.map((one) => followsFrom(one))` */
function contextsOf(context: FileContext, { each, listed, target }: Reference): ContextList | undefined {
  if (listed || !each) return listed;
  const { list, one } = each;
  const { bindingOf } = context.facts.scopes;
  const inner = unwrap(target);
  const isItself = inner.type === 'Identifier' && bindingOf(inner) === bindingOf(one);
  if (!isItself || !isOnly(context, one, 'spanContext')) return undefined;
  const isThere = factOf(context, one)?.nullable === false;
  const known = isThere && !extractsSomewhere(context.project) ? 'span' : knownOf(context, list);
  return { name: keep(list), one: keep(one), known: known === 'nothing' && isThere ? 'there' : known };
}

/** What is known of a list in a constant, by how that is made. */
function knownOf(context: FileContext, list: t.Expression): ContextList['known'] {
  const binding = context.facts.scopes.bindingOf(unwrap(list));
  const init = constantInit(binding);
  if (!binding || !init || !binding.references.every(({ node }) => isRead(context, node))) return 'nothing';
  const made = unwrap(init);
  if (sievedOf(context, made)) return 'span';
  const mapped = eachOf(made, 'map');
  const one = mapped && resultOf(mapped.make);
  return one && isExtracted(context, one) ? 'there' : 'nothing';
}

/** Methods of a list that leave it as it is. */
const READS: ReadonlySet<string | undefined> = new Set(['every', 'filter', 'find', 'forEach', 'length', 'map', 'some']);

function isRead({ source }: FileContext, node: t.Node): boolean {
  const parent = source.parents.get(node);
  if (parent?.type === 'VariableDeclarator') return parent.id === node;
  if (parent?.type === 'ForOfStatement') return parent.right === node;
  return isMember(parent) && parent.object === node && READS.has(memberName(parent));
}

/** The first of the list is the parent, if there is one; what is not a child of it alone is linked. Undefined where it holds neither. */
export function lineageOfList(context: FileContext, reference: Reference, present: Present): Lineage | undefined {
  const link = linkToEach(context, reference, present);
  if (link === undefined) return undefined;
  if (reference.type === 'follows_from' && context.options.followsFrom === 'link')
    return { parent: { kind: 'root' }, parentNode: undefined, links: [link] };
  const parent = firstOf(context, reference);
  return parent && { parent, parentNode: undefined, links: [link] };
}

function firstOf(context: FileContext, reference: Reference): SettledParent | undefined {
  const contexts = contextsOf(context, reference);
  if (contexts) return settled([contexts.name, '[0] ?? ', noParent(context)]);
  if (!reference.each) return undefined;
  const first: Part[] = [...owner(reference.each.list), '[0]'];
  return settled([...first, ' ? ', ...withSpan(context, first), ' : ', noParent(context)]);
}
