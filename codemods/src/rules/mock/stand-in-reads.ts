import type * as t from '@babel/types';
import { type Edit, replace } from '../../edit/edit';
import type { Binding } from '../../facts/scope';
import type { StandIn } from '../../facts/types';
import { isMember, memberName, outermost } from '../data/syntax';
import type { FileContext } from '../types';
import { successorMembers } from './successors';

/** Where a test asks its mock about a method, `expect(span.finish).toHaveBeenCalled()`, the name changes too. */
export function readsOfStandIn(context: FileContext, { node, role }: StandIn): Edit[] {
  const binding = bindingOf(context, node);
  if (!binding) return [];
  return binding.references.flatMap((reference) => {
    const { parent, node: outer } = outermost(context.source, reference.node);
    if (!isMember(parent) || parent.object !== outer || parent.computed) return [];
    const successor = successorMembers(role).get(memberName(parent) ?? '');
    // A call that the facts know is renamed by the rule of that method.
    return successor && !context.facts.calls.some(({ node: call }) => call.callee === parent)
      ? [replace(parent.property, successor)]
      : [];
  });
}

/** The variable that an object literal is kept in. */
function bindingOf(context: FileContext, literal: t.Node): Binding | undefined {
  const { parent, node } = outermost(context.source, literal);
  const id =
    parent?.type === 'VariableDeclarator' && parent.init === node
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === node
        ? parent.left
        : undefined;
  return id?.type === 'Identifier' ? context.facts.scopes.bindingOf(id) : undefined;
}
