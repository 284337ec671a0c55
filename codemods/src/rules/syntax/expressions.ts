import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { saysNothing } from '../../parse/nothing';
import { type SourceFile, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isMember, isRepeatable } from './syntax';

/** A literal that says there is no parent. */
export function isNothing(node: t.Node): boolean {
  return saysNothing(unwrap(node));
}

/** What has to be in parentheses as the test of a choice; a list of expressions is never without its own. */
export const LOOSER_THAN_TEST = [
  'AssignmentExpression',
  'ArrowFunctionExpression',
  'YieldExpression',
  'ConditionalExpression',
];
/** What has to be in parentheses beside `??`. */
export const LOOSER_THAN_NULLISH = [...LOOSER_THAN_TEST, 'LogicalExpression'];

/** An expression beside an operator; its own parentheses are not part of its node. */
export function grouped(node: t.Expression, looser: readonly string[]): Part[] {
  return looser.includes(node.type) ? ['(', keep(node), ')'] : [keep(node)];
}

/** An expression that a member is read of: a cast, a choice or a literal in parentheses. */
export function owner(node: t.Node): Part[] {
  return isOwner(node) ? [keep(node)] : ['(', keep(node), ')'];
}

/** The same as text, where it is written once more. */
export function ownerText(source: SourceFile, node: t.Node): string {
  const text = textOf(source, node);
  return isOwner(node) ? text : `(${text})`;
}

/** Whether a member behind an expression is read of the whole of it. */
function isOwner({ type }: t.Node): boolean {
  return /^(?:Identifier|ThisExpression|Super|TSNonNullExpression|ArrayExpression)$|(?:Member|Call)Expression$/.test(
    type,
  );
}

/** Whether reading an expression again gives the same, and does nothing: `a`, `a.b`, `a?.b`, `this.a`, `a['b']`. */
export function isStable(node: t.Node): boolean {
  const inner = unwrap(node);
  if (isRepeatable(inner)) return true;
  if (!isMember(inner) || (inner.computed && !isRepeatable(inner.property))) return false;
  return isStable(inner.object);
}

/** Whether evaluating a test does nothing else, so that it may be done twice or not at all. */
export function isPure(test: t.Node): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case 'UnaryExpression':
      return inner.operator !== 'delete' && isPure(inner.argument);
    case 'BinaryExpression':
    case 'LogicalExpression':
      return isPure(inner.left) && isPure(inner.right);
    case 'NullLiteral':
      return true;
    default:
      return isStable(inner);
  }
}
