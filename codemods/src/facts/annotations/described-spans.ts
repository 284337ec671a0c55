import { methods } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import type { Context } from '../constraints/context';
import type { Graph } from '../flow/graph';
import { answers } from '../flow/rivals';
import type { Slot } from '../flow/slot';
import { roleToken, Shape } from '../flow/tokens';

/** Whether a type has methods of a span. One alone says nothing: many things have a `log`. */
export function isLikeSpan({ fields }: Shape): boolean {
  return Object.keys(methods.span).filter((name) => fields.has(name)).length > 1;
}

/**
 * Types of the project by which spans go: `interface Traced { setTag(...): this; finish(): void }`. Where spans are seen to come to what is
 * declared with one, and nothing else of the project has its methods, all that is declared with it is a span: also where nobody sees what comes.
 */
export function describeSpans(contexts: readonly Context[], graph: Graph): readonly Shape[] {
  const found = new Set<Shape>();
  const others = new Set<Shape>();
  for (const { receiver, name } of graph.accesses) {
    if (!Object.hasOwn(methods.span, name)) continue;
    const types = [...receiver.tokens].filter((token): token is Shape => token instanceof Shape && !!token.described);
    const isSpan = types.length > 0 && holdsSpan(receiver);
    const isOther = types.length > 0 && holdsOther(receiver, name);
    for (const type of types) {
      if (isSpan) found.add(type);
      if (isOther) others.add(type);
    }
  }
  if (found.size === 0) return [];
  for (const type of implemented(contexts)) others.add(type);
  const described = [...found].filter((type) => !others.has(type));
  for (const type of described) if (type.described) graph.solver.add(type.described, roleToken('span', 'annotation'));
  graph.solver.solve();
  return described;
}

function holdsSpan({ tokens }: Slot): boolean {
  for (const token of tokens) if (token.kind === 'role' && token.role === 'span') return true;
  return false;
}

/** An object of the project's own, or an instance of such a class; what a test puts in the place of a span moves with it. */
function holdsOther({ tokens }: Slot, name: string): boolean {
  for (const token of tokens)
    if (token instanceof Shape && !isTestFile(token.file) && answers(token, name)) return true;
  return false;
}

/** Types that a class of the project says it implements, wherever its instances go. */
function* implemented(contexts: readonly Context[]): Iterable<Shape> {
  for (const at of contexts) {
    if (isTestFile(at.file.source.path)) continue;
    for (const { implements: clauses } of at.nodes('ClassDeclaration', 'ClassExpression'))
      for (const clause of clauses ?? [])
        for (const token of at.findSlot(clause)?.tokens ?? []) if (token instanceof Shape) yield token;
  }
}
