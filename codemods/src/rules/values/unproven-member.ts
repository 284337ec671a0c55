import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { valueKind } from './known-kind';

/** What is put into an object or a list that is made in this file, at any depth, of which nothing proves that JSON can write it. */
export function unprovenMember(context: FileContext, value: t.Node): t.Node | undefined {
  return firstUnproven(context, unwrap(value), new Set());
}

function firstUnproven(context: FileContext, object: t.Node, visited: Set<t.Node>): t.Node | undefined {
  for (const { member, isSpread } of membersOf(context, object)) {
    const inner = unwrap(member);
    if (visited.has(inner)) continue;
    visited.add(inner);
    if (!isSpread && !isProven(context, member)) return member;
    const isOpen = isSpread && membersOf(context, inner).length === 0;
    const unproven = isOpen ? member : firstUnproven(context, inner, visited);
    if (unproven) return unproven;
  }
  return undefined;
}

interface Put {
  readonly member: t.Node;
  /** All that is in it is. */
  readonly isSpread?: boolean;
}

/** What stands in a literal; of a variable or field, in the literals that it is made as, and what is put there afterwards. */
function membersOf(context: FileContext, node: t.Node): readonly Put[] {
  if (node.type === 'ArrayExpression') return node.elements.flatMap((element) => (element ? [elementOf(element)] : []));
  if (node.type === 'ObjectExpression') return node.properties.map(propertyOf);
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return [];
  const { literals, writes } = context.facts.objectsOf(node);
  const isHere = ({ file }: { readonly file: string }) => file === context.source.path;
  return [
    ...literals.filter(isHere).flatMap((literal) => membersOf(context, literal.node)),
    ...writes.filter(isHere).map(({ node: write }) => ({ member: write.right })),
  ];
}

function elementOf(element: t.Expression | t.SpreadElement): Put {
  return element.type === 'SpreadElement' ? { member: element.argument, isSpread: true } : { member: element };
}

/** A method is left out by JSON; what a getter gives is not known. */
function propertyOf(property: t.ObjectExpression['properties'][number]): Put {
  if (property.type === 'SpreadElement') return { member: property.argument, isSpread: true };
  return { member: property.type === 'ObjectProperty' ? property.value : property };
}

function isProven(context: FileContext, member: t.Node): boolean {
  if (member.type === 'ObjectMethod') return member.kind === 'method';
  const inner = unwrap(member);
  if (CONTAINERS.has(inner.type) || FUNCTIONS.has(inner.type)) return true;
  const kind = valueKind(context, member);
  return kind !== 'unknown' && kind !== 'bigint' && kind !== 'entries' && kind !== 'maybe object';
}

/** What is in them is asked on its own. */
const CONTAINERS: ReadonlySet<t.Node['type']> = new Set(['ObjectExpression', 'ArrayExpression']);
const FUNCTIONS: ReadonlySet<t.Node['type']> = new Set([
  'ArrowFunctionExpression',
  'FunctionExpression',
  'ClassExpression',
]);
