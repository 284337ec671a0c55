import type { Context } from '../constraints/context';
import { DOUBTFUL } from '../flow/tokens';
import { judgeCall, NO_UNIT } from './call-sites';

/**
 * What a call gives that may be made on something else is as doubtful as its receiver: a tracer of the project's own starts spans
 * of its own. Their calls may be doubtful again, so it goes on until nothing new is.
 */
export function markDoubtfulResults(contexts: readonly Context[]): void {
  const marked = new Set<object>();
  for (let known = -1; known < marked.size; ) {
    known = marked.size;
    for (const at of contexts) {
      for (const node of at.nodes('CallExpression', 'OptionalCallExpression')) {
        const result = at.slot(node);
        if (marked.has(node) || !holdsRole(result.tokens)) continue;
        if (judgeCall(at, node, () => NO_UNIT)?.kind !== 'suspect') continue;
        marked.add(node);
        at.solver.add(result, DOUBTFUL);
      }
    }
    contexts[0]?.solver.solve();
  }
}

function holdsRole(tokens: Iterable<{ readonly kind: string }>): boolean {
  for (const { kind } of tokens) if (kind === 'role') return true;
  return false;
}
