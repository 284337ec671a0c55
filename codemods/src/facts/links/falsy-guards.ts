import type { Graph } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { FALSY, Shape, type Token } from '../flow/tokens';

/** `flag && context` is `false` where the flag is; `span && span.context()` is undefined or null where there is no span. */
export function addFalsyGuards(graph: Graph): void {
  for (let isNew = true; isNew; ) {
    // What is false there may be what is asked elsewhere.
    const found = graph.guarded.filter(
      ({ guard, result }) => !result.tokens.has(FALSY) && holdsRole(result) && !isObject(guard),
    );
    for (const { result } of found) graph.solver.add(result, FALSY);
    graph.solver.solve();
    isNew = found.length > 0;
  }
}

function holdsRole({ tokens }: Slot): boolean {
  for (const token of tokens) if (token.kind === 'role') return true;
  return false;
}

/** Whether what is asked is an object, or nothing. */
function isObject({ tokens }: Slot): boolean {
  let isSeen = false;
  for (const token of tokens) {
    if (isPlain(token)) return false;
    if (token.kind !== 'null' && token.kind !== 'varying') isSeen = true;
  }
  return isSeen;
}

function isPlain(token: Token): boolean {
  return !(token instanceof Shape) && (token === FALSY || token.kind === 'primitive' || token.kind === 'string');
}
