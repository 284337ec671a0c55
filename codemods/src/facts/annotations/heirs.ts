import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { shapesFrom } from '../flow/ancestry';
import type { Graph } from '../flow/graph';
import { Shape, type Token } from '../flow/tokens';

/** An interface of the project that extends another type. */
export interface Heir {
  readonly type: Shape;
  readonly node: t.Node;
  readonly file: string;
}

/**
 * Interfaces that extend one of OpenTracing's types: `interface TracedSpan extends Span { user?: string }`. What is declared with one is a span,
 * unless a class of the project says that it is such a span itself. Gives the interfaces of which that is so: they stay what they are.
 */
export function passOnHeritage(contexts: readonly Context[], graph: Graph): readonly Heir[] {
  const implemented = implementedIn(contexts);
  const kept: Heir[] = [];
  for (const heir of heirsIn(contexts)) {
    const { type } = heir;
    if (implemented.has(type)) kept.push(heir);
    else if (type.inherited) graph.solver.flowIf(type.parents, type.inherited, ({ kind }) => kind === 'role');
  }
  graph.solver.solve();
  return kept;
}

function* heirsIn(contexts: readonly Context[]): Iterable<Heir> {
  for (const at of contexts)
    for (const node of at.nodes('TSInterfaceDeclaration'))
      for (const type of at.findSlot(node.id)?.tokens ?? [])
        if (type instanceof Shape && type.inherited) yield { type, node, file: at.file.source.path };
}

/** What the classes of a project say they implement, and what that extends. */
function implementedIn(contexts: readonly Context[]): ReadonlySet<Shape> {
  const said: Token[] = [];
  for (const at of contexts)
    for (const { implements: clauses } of at.nodes('ClassDeclaration', 'ClassExpression'))
      for (const clause of clauses ?? []) said.push(...(at.findSlot(clause)?.tokens ?? []));
  return shapesFrom(said);
}
