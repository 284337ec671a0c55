import type { Node } from './nodes';

/** Pairs nodes that have the same key, each once, in their order. */
export function pairByKey(
  before: readonly Node[],
  after: readonly Node[],
  keyOf: (node: Node) => string,
): [Node, Node][] {
  const waiting = new Map<string, Node[]>();
  for (const node of after) {
    const same = waiting.get(keyOf(node));
    if (same === undefined) waiting.set(keyOf(node), [node]);
    else same.push(node);
  }
  return before.flatMap((left): [Node, Node][] => {
    const right = waiting.get(keyOf(left))?.shift();
    return right === undefined ? [] : [[left, right]];
  });
}

/** The nodes that no pair holds. */
export function without(before: readonly Node[], after: readonly Node[], pairs: readonly [Node, Node][]) {
  const taken = new Set(pairs.flat());
  return {
    before: before.filter((node) => !taken.has(node)),
    after: after.filter((node) => !taken.has(node)),
  };
}
