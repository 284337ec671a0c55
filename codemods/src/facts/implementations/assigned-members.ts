import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import type { Context } from '../constraints/context';
import { type Assigned, Shape } from '../flow/tokens';

/** What tests write to the members of what they have made: `mock.finish = jest.fn();`. Each object is told of it. */
export function tellOfAssignedMembers(tests: readonly Context[]): void {
  for (const at of tests) {
    for (const node of at.nodes('AssignmentExpression')) {
      const assigned = assignedBy(at, node);
      for (const shape of assigned?.shapes ?? []) if (assigned) shape.assigned = [...shape.assigned, assigned];
    }
  }
}

function assignedBy(at: Context, node: t.AssignmentExpression): Assigned | undefined {
  const { left, operator } = node;
  if (operator !== '=' || left.type !== 'MemberExpression' || left.computed) return undefined;
  const name = memberName(left);
  const statement = statementOf(at, node);
  if (name === undefined || statement === undefined) return undefined;
  const tokens = [...(at.findSlot(left.object)?.tokens ?? [])];
  const shapes = tokens.filter((token): token is Shape => token instanceof Shape && token.node !== null);
  return shapes.length === 0 ? undefined : { node, left, name, statement, path: at.file.source.path, shapes };
}

/** A statement that does nothing else, `mock.log = mock.finish = jest.fn();`, and that others may stand behind. */
function statementOf(at: Context, node: t.AssignmentExpression): t.ExpressionStatement | undefined {
  const parent = at.parent(node);
  if (parent?.type === 'AssignmentExpression') return parent.right === node ? statementOf(at, parent) : undefined;
  if (parent?.type !== 'ExpressionStatement') return undefined;
  const block = at.parent(parent)?.type ?? '';
  return block === 'BlockStatement' || block === 'Program' || block === 'SwitchCase' ? parent : undefined;
}
