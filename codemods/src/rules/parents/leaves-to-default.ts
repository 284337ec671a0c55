import type * as t from '@babel/types';
import { parametersOf } from '../../parse/functions';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { isCall, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * Whether `begin(x || undefined)` leaves a parameter of `function begin(parent = other)` to its default where there is no `x`, which
 * neither null nor a Context that holds no span does.
 */
export function leavesToDefault(context: FileContext, node: t.LogicalExpression): boolean {
  if (unwrap(node.right).type === 'NullLiteral') return false;
  const { node: outer, parent } = outermost(context.source, node);
  if (!(isCall(parent) || parent?.type === 'NewExpression')) return false;
  const place = parent.arguments.indexOf(outer as t.Expression);
  if (place < 0) return false;
  return context.facts
    .signaturesOf(parent)
    .some(({ node: called }) => 'params' in called && hasDefault(parametersOf<t.Node>(called.params)[place]));
}

function hasDefault(parameter: t.Node | undefined): boolean {
  const named = parameter?.type === 'TSParameterProperty' ? parameter.parameter : parameter;
  return named?.type === 'AssignmentPattern' && !isNothing(named.right);
}
