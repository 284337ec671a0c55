import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { valueKind } from './known-kind';

/** What is put into an object or a list that is made in this file, at any depth, of which nothing proves that JSON can write it. */
export function unprovenMember(context: FileContext, value: t.Node): t.Node | undefined {
  return firstUnproven(context, unwrap(value), new Set());
}

/** `ancestors`: the literals around, which nothing in them may lead back to. */
function firstUnproven(context: FileContext, object: t.Node, ancestors: ReadonlySet<t.Node>): t.Node | undefined {
  const { literals, members } = madeOf(context, object);
  const around = new Set([...ancestors, ...literals]);
  for (const { member, isSpread } of members) {
    const inner = unwrap(member);
    if (!isSpread && !isProven(context, member)) return member;
    const held = madeOf(context, inner);
    // What is spread is known by its literals alone.
    if (held.literals.some((literal) => around.has(literal)) || (isSpread && held.literals.length === 0)) return member;
    const unproven = firstUnproven(context, inner, around);
    if (unproven) return unproven;
  }
  return undefined;
}

interface Put {
  readonly member: t.Node;
  /** All that is in it is. */
  readonly isSpread?: boolean;
}

interface Made {
  readonly literals: readonly t.Node[];
  readonly members: readonly Put[];
}

/** A literal and what stands in it; of a variable or field, the literals that it is made as, and what is put there afterwards, too. */
function madeOf(context: FileContext, node: t.Node): Made {
  if (node.type === 'ArrayExpression')
    return { literals: [node], members: node.elements.flatMap((element) => (element ? [elementOf(element)] : [])) };
  if (node.type === 'ObjectExpression') return { literals: [node], members: node.properties.map(propertyOf) };
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return { literals: [], members: [] };
  const { literals, writes } = context.facts.objectsOf(node);
  const isHere = ({ file }: { readonly file: string }) => file === context.source.path;
  const made = literals.filter(isHere).map((literal) => madeOf(context, literal.node));
  if (made.length === 0) return { literals: [], members: [] };
  return {
    literals: made.flatMap((one) => one.literals),
    members: [
      ...made.flatMap((one) => one.members),
      ...writes.filter(isHere).map(({ node: write }) => ({ member: write.right })),
    ],
  };
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
