import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { Graph } from '../flow/graph';
import { FOREIGN, Shape, type Token } from '../flow/tokens';
import { typeSlot } from './types';

/**
 * `Box<Span>`: the type parameter of Box may be a Span. All uses of Box share the parameter, so an argument that we know
 * nothing of makes it something else as well.
 */
export function passTypeArguments(at: Context, entity: ReturnType<typeof typeSlot>, args: readonly t.Node[]): void {
  at.solver.on(entity, (token) => {
    parametersOf(token).forEach((parameter, i) => {
      const argument = args[i];
      if (argument === undefined) return;
      const slot = at.graph.slot(parameter, at.file);
      at.solver.flow(typeSlot(at, argument), slot);
      if (!isKeyword(argument)) at.graph.typeArguments.push({ argument: typeSlot(at, argument), parameter: slot });
    });
  });
}

function parametersOf(token: Token): readonly t.Node[] {
  const node = token instanceof Shape ? token.node : null;
  const list = node !== null && 'typeParameters' in node ? node.typeParameters : null;
  return list && 'params' in list ? list.params : [];
}

/** string, number, `'a'` and their like: nothing that could be taken for a span. */
function isKeyword({ type }: t.Node): boolean {
  return (
    type === 'TSLiteralType' || (/^TS\w+Keyword$/.test(type) && type !== 'TSAnyKeyword' && type !== 'TSUnknownKeyword')
  );
}

/** Once all is solved: arguments that nothing is known of. */
export function markOpaqueArguments(graph: Graph): void {
  for (const { argument, parameter } of graph.typeArguments) {
    if (argument.tokens.size === 0) graph.solver.add(parameter, FOREIGN);
  }
  graph.solver.solve();
}
