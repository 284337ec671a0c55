import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { Graph } from '../flow/graph';
import { Shape } from '../flow/tokens';

/**
 * Interfaces that extend one of OpenTracing's types: `interface TracedSpan extends Span { user?: string }`. What is declared with one is a span,
 * unless a class of the project says that it is such a span itself. Gives the interfaces of which that is so: they stay what they are.
 */
export function passOnHeritage(contexts: readonly Context[], graph: Graph): readonly t.Node[] {
  const implemented = implementedIn(contexts);
  const kept: t.Node[] = [];
  for (const { type, node } of heirsIn(contexts)) {
    if (implemented.has(type)) kept.push(node);
    else if (type.inherited) graph.solver.flowIf(type.parents, type.inherited, ({ kind }) => kind === 'role');
  }
  graph.solver.solve();
  return kept;
}

function* heirsIn(contexts: readonly Context[]): Iterable<{ readonly type: Shape; readonly node: t.Node }> {
  for (const at of contexts)
    for (const node of at.nodes('TSInterfaceDeclaration'))
      for (const type of at.findSlot(node.id)?.tokens ?? [])
        if (type instanceof Shape && type.inherited) yield { type, node };
}

/** What the classes of a project say they implement, and what that extends. */
function implementedIn(contexts: readonly Context[]): ReadonlySet<Shape> {
  const found = new Set<Shape>();
  const add = (type: Shape) => {
    if (found.has(type)) return;
    found.add(type);
    for (const parent of type.parents.tokens) if (parent instanceof Shape) add(parent);
  };
  for (const at of contexts)
    for (const { implements: clauses } of at.nodes('ClassDeclaration', 'ClassExpression'))
      for (const clause of clauses ?? [])
        for (const token of at.findSlot(clause)?.tokens ?? []) if (token instanceof Shape) add(token);
  return found;
}
