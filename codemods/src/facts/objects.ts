import type * as t from '@babel/types';
import type { Context } from './constraints/context';
import { keyName } from './constraints/members';
import { Shape } from './tokens';
import type { ObjectSources } from './types';

/** The object literals that may be what an expression is. */
export function objectsOf(at: Context, node: t.Node): ObjectSources {
  const literals: ObjectSources['literals'][number][] = [];
  const shapes = new Set<Shape>();
  for (const token of at.findSlot(node)?.tokens ?? []) {
    if (!(token instanceof Shape) || token.node?.type !== 'ObjectExpression') continue;
    shapes.add(token);
    literals.push({ file: token.file, node: token.node });
  }
  return { literals, writes: writesTo(at, shapes), complete: isComplete(at, node, new Set()) };
}

function writesTo(at: Context, shapes: ReadonlySet<Shape>): ObjectSources['writes'] {
  const writes: ObjectSources['writes'][number][] = [];
  for (const { node, file, receiver, key } of at.graph.writes) {
    if ([...receiver.tokens].some((token) => token instanceof Shape && shapes.has(token)))
      writes.push({ file, node, key });
  }
  return writes;
}

/** Whether every value that the expression can have is a literal we see. */
function isComplete(at: Context, node: t.Node, seen: Set<unknown>): boolean {
  switch (node.type) {
    case 'ObjectExpression':
      return node.properties.every(
        (property) => property.type !== 'SpreadElement' && keyName(property.key, property.computed) !== undefined,
      );
    case 'ConditionalExpression':
      return isComplete(at, node.consequent, seen) && isComplete(at, node.alternate, seen);
    case 'LogicalExpression':
      return isComplete(at, node.left, seen) && isComplete(at, node.right, seen);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return isComplete(at, node.expression, seen);
    case 'Identifier':
      return isCompleteVariable(at, node, seen);
    default:
      return false;
  }
}

function isCompleteVariable(at: Context, node: t.Identifier, seen: Set<unknown>): boolean {
  if (node.name === 'undefined') return true;
  const binding = at.file.scopes.bindingOf(node);
  if (binding === undefined || seen.has(binding)) return binding !== undefined;
  seen.add(binding);
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier') return false;
  if (declaration.init && !isComplete(at, declaration.init, seen)) return false;
  return binding.references.every((reference) => {
    if (reference.kind === 'read' || reference.kind === 'type') return true;
    const parent = at.parent(reference.node);
    return (
      parent?.type === 'AssignmentExpression' && parent.left === reference.node && isComplete(at, parent.right, seen)
    );
  });
}
