import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { unwrap } from '../../parse/wrappers';
import type { FlowContext } from './binding-kind';

/** `error` in `error instanceof Error ? error.message : ...` and `if (error instanceof Error) { ... }`: a variable that nobody writes again. */
export function isToldToBeError({ scopes, source }: FlowContext, node: t.Node): boolean {
  const binding = node.type === 'Identifier' ? scopes.bindingOf(node) : undefined;
  if (binding?.reassigned !== false) return false;
  for (let at = node, parent = source.parents.get(at); parent; at = parent, parent = source.parents.get(at)) {
    const test = testOf(parent, at);
    if (test && asksForError(scopes, test, binding)) return true;
  }
  return false;
}

/** The test that has to hold for a part of something to be reached. */
function testOf(around: t.Node, part: t.Node): t.Expression | undefined {
  if (around.type === 'LogicalExpression')
    return around.operator === '&&' && around.right === part ? around.left : undefined;
  if (around.type !== 'IfStatement' && around.type !== 'ConditionalExpression') return undefined;
  return around.consequent === part ? around.test : undefined;
}

function asksForError(scopes: FlowContext['scopes'], test: t.Expression, asked: Binding): boolean {
  const inner = unwrap(test);
  if (inner.type === 'LogicalExpression' && inner.operator === '&&')
    return [inner.left, inner.right].some((side) => asksForError(scopes, side, asked));
  if (inner.type !== 'BinaryExpression' || inner.operator !== 'instanceof') return false;
  const { left, right } = inner;
  const isError = right.type === 'Identifier' && right.name === 'Error' && !scopes.bindingOf(right);
  return isError && left.type === 'Identifier' && scopes.bindingOf(left) === asked;
}
