import { isEntryName } from '../constraints/entries';
import type { Graph } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { Shape, UNDEFINED } from '../flow/tokens';

/** A member that an object literal does not have is undefined: `f({})` for `function f({ parent })`. */
export function addMissingMembers(graph: Graph): void {
  for (const { receiver, name, value, write } of graph.accesses) {
    if (!write && !isEntryName(name) && value.tokens.size > 0 && mayLack(receiver, name))
      graph.solver.add(value, UNDEFINED);
  }
  graph.solver.solve();
}

function mayLack(receiver: Slot, name: string): boolean {
  for (const token of receiver.tokens) {
    if (token instanceof Shape && token.node?.type === 'ObjectExpression' && lacks(token, name)) return true;
  }
  return false;
}

function lacks(shape: Shape, name: string): boolean {
  if (shape.parents.tokens.size > 0) return false;
  const own = shape.node?.type === 'ObjectExpression' ? shape.node.properties : [];
  if (own.some((property) => property.type === 'SpreadElement' || property.computed)) return false;
  const names = own.map((property) => ('key' in property && 'name' in property.key ? property.key.name : ''));
  return !names.includes(name) && (shape.fields.get(name)?.tokens.size ?? 0) === 0;
}
