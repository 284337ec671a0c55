import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { isCall, isMember, memberName, plainArguments } from '../data/syntax';
import type { FileContext } from '../types';
import { noParent, withSpan } from './context-parts';
import { isStable } from './expressions';
import { linkTo } from './links';
import { settled } from './plain-parent';
import type { Present } from './present';
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
  if (!isCall(node) || !isMember(node.callee) || memberName(node.callee) !== 'map') return undefined;
  const list = node.callee.object;
  const [make, more] = plainArguments(node) ?? [];
  if (list.type === 'Super' || !isStable(list) || make?.type !== 'ArrowFunctionExpression' || more) return undefined;
  const [one, other] = make.params;
  if (make.async || one?.type !== 'Identifier' || other || make.body.type === 'BlockStatement') return undefined;
  const reference = readOne(make.body);
  return reference && { ...reference, each: { call: node, list, one } };
}

/** The first of the list is the parent, if there is one; what is not a child of it alone is linked. Undefined where it holds no spans. */
export function lineageOfList(
  context: FileContext,
  { type, target }: Reference,
  { list, one }: Mapped,
  present: Present,
): Lineage | undefined {
  const link = linkTo(context, type, target, present);
  if (link === undefined || link.when || !isSpan(context, one)) return undefined;
  const linked: Part[] = type === 'child_of' ? [keep(list), '.slice(1)'] : [keep(list)];
  const links = [
    { parts: [...linked, '.map((', keep(one), ') => (', ...link.parts, '))'], isList: true, when: undefined },
  ];
  if (type === 'follows_from' && context.options.followsFrom === 'link')
    return { parent: { kind: 'root' }, parentNode: undefined, links };
  const first: Part[] = [keep(list), '[0]'];
  const parent = settled([...first, ' ? ', ...withSpan(context, first), ' : ', noParent(context)]);
  return { parent, parentNode: undefined, links };
}

function isSpan({ facts }: FileContext, node: t.Node): boolean {
  const fact = facts.factOf(node);
  return fact?.roles.size === 1 && fact.roles.has('span') && !fact.mixed && fact.container === 'none';
}
