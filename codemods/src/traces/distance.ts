import { spanDifferences } from './compare-span';
import type { Node } from './nodes';
import { pairByKey, without } from './pairs';

/** What it costs to lose or to invent a span, in differences: with fewer, two spans are the same one, changed. */
const SPAN_COST = 5;

/** Deeper down, counting spans tells enough; and no trace is too deep to be compared. */
const MOST_LEVELS = 50;

/** How far apart nodes are, counted in differences. */
export class Distance {
  readonly #costs = new Map<Node, Map<Node, number>>();

  /** Pairs the nodes that are closest, and leaves those that have less in common than not. */
  cheapestPairs(before: readonly Node[], after: readonly Node[], levels = MOST_LEVELS): [Node, Node][] {
    const candidates = before
      .flatMap((left) => after.map((right) => ({ left, right, cost: this.#cost(left, right, levels) })))
      .filter(({ left, right, cost }) => cost < weight(left) + weight(right))
      .sort((a, b) => a.cost - b.cost);
    const taken = new Set<Node>();
    return candidates.flatMap(({ left, right }): [Node, Node][] => {
      if (taken.has(left) || taken.has(right)) return [];
      taken.add(left).add(right);
      return [[left, right]];
    });
  }

  /** How many differences there are between two nodes and all below them. */
  #cost(left: Node, right: Node, levels: number): number {
    if (left.subtree === right.subtree) return 0;
    const known = this.#costs.get(left)?.get(right);
    if (known !== undefined) return known;
    const cost = ownCost(left, right) + this.#childrenCost(left, right, levels - 1);
    const row = this.#costs.get(left) ?? new Map<Node, number>();
    this.#costs.set(left, row.set(right, cost));
    return cost;
  }

  #childrenCost({ children: before, size }: Node, { children: after, size: otherSize }: Node, levels: number): number {
    if (levels <= 0) return Math.abs(size - otherSize) * SPAN_COST;
    const same = pairByKey(before, after, (node) => node.subtree);
    const rest = without(before, after, same);
    const pairs = this.cheapestPairs(rest.before, rest.after, levels);
    const alone = without(rest.before, rest.after, pairs);
    const changed = pairs.reduce((sum, [left, right]) => sum + this.#cost(left, right, levels), 0);
    return [...alone.before, ...alone.after].reduce((sum, node) => sum + weight(node), changed);
  }
}

function ownCost(left: Node, right: Node): number {
  if (left.span === undefined || right.span === undefined) return 0;
  if (left.own === right.own) return 0;
  const renamed = left.span.name === right.span.name && left.span.service === right.span.service ? 0 : 3;
  return renamed + spanDifferences(left.span, right.span, []).length;
}

/** What it costs to lose a node and all below it; a trace is no more than its spans. */
function weight({ size }: Node): number {
  return size * SPAN_COST;
}
