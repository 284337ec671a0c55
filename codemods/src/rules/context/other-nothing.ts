import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { textOf } from '../../parse/source-file';
import { outermost } from '../syntax/syntax';
import type { FileContext } from '../types';
import { comparedToBoth, comparedToNothing } from './tested';

/**
 * What is said of `ctx !== null` where `ctx` may be undefined, and of `ctx !== undefined` where it may be null, as what `extract` gave where
 * nothing came in: the other nothing passed that test, and does not pass where a Context is asked for its span.
 */
export function otherNothing(context: FileContext, node: t.Expression): readonly Finding[] {
  const { node: outer, parent } = outermost(context.source, node);
  const compared = parent && comparedToNothing(parent, outer);
  if (parent?.type !== 'BinaryExpression' || compared === undefined || parent.operator.length < 3) return [];
  if (comparedToBoth(context, parent, outer, compared)) return [];
  const fact = context.facts.factOf(node);
  const isNull = (parent.left === outer ? parent.right : parent.left).type === 'NullLiteral';
  if (!(isNull ? fact?.maybeUndefined : fact?.maybeNull)) return [];
  const other = isNull ? 'undefined' : 'null';
  return [finding('OT308', context.source.path, node, { name: textOf(context.source, node), other })];
}
