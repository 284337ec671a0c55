import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { isOnly } from '../calls/fact-of';
import { isStable, owner } from '../syntax/expressions';
import { isCall, isMember, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';
import type { Present } from '../values/present';
import { noParent, withSpan } from './context-parts';
import { type Link, linkTo } from './links';
import { settled } from './plain-parent';
import type { Lineage, Reference } from './references';

/** A list of spans, and what one of them is called in the function that makes its reference. */
export interface Mapped {
  /** All of it. */
  readonly call: t.Node;
  readonly list: t.Expression;
  readonly one: t.Identifier;
}

/** `spans.map((span) => followsFrom(span.context()))`: a reference for each span of a list. */
export function readMapped(node: t.Node, readOne: (node: t.Node) => Reference | undefined): Reference | undefined {
  const taken = oneOfEach(node, 'map');
  const made = taken && resultOf(taken.make);
  const reference = made && readOne(made);
  return reference && { ...reference, each: { call: node, list: taken.list, one: taken.one } };
}

/** The list of `list.map((one) => ...)`, what one of it is called, and the function that is called with it. */
export function oneOfEach(node: t.Node, method: 'map' | 'forEach') {
  if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== method) return undefined;
  const list = node.callee.object;
  const [make, more] = plainArguments(node) ?? [];
  if (list.type === 'Super' || !isStable(list) || more) return undefined;
  if ((make?.type !== 'ArrowFunctionExpression' && make?.type !== 'FunctionExpression') || make.generator)
    return undefined;
  const [one, other] = make.params;
  return make.async || one?.type !== 'Identifier' || other ? undefined : { list, one, make };
}

/** What a function gives that does nothing else. */
function resultOf({ body }: t.ArrowFunctionExpression | t.FunctionExpression): t.Expression | undefined {
  if (body.type !== 'BlockStatement') return body;
  const [only, more] = body.body;
  return only?.type === 'ReturnStatement' && !more ? (only.argument ?? undefined) : undefined;
}

/** The links to all of a list. Undefined where it holds no spans. */
export function linkToEach(
  context: FileContext,
  { type, target }: Reference,
  { list, one }: Mapped,
  present: Present,
): Link | undefined {
  const link = linkTo(context, type, target, present);
  if (link === undefined || link.when || !isOnly(context, one, 'span')) return undefined;
  // The first of those that are children of it is the parent.
  const linked: Part[] = type === 'child_of' ? [...owner(list), '.slice(1)'] : owner(list);
  return { parts: [...linked, '.map((', keep(one), ') => (', ...link.parts, '))'], isList: true, when: undefined };
}

/** The first of the list is the parent, if there is one; what is not a child of it alone is linked. Undefined where it holds no spans. */
export function lineageOfList(
  context: FileContext,
  reference: Reference,
  each: Mapped,
  present: Present,
): Lineage | undefined {
  const link = linkToEach(context, reference, each, present);
  if (link === undefined) return undefined;
  if (reference.type === 'follows_from' && context.options.followsFrom === 'link')
    return { parent: { kind: 'root' }, parentNode: undefined, links: [link] };
  const first: Part[] = [...owner(each.list), '[0]'];
  const parent = settled([...first, ' ? ', ...withSpan(context, first), ' : ', noParent(context)]);
  return { parent, parentNode: undefined, links: [link] };
}
