import { spanDifferences } from './compare-span';
import type { Node } from './nodes';

/** Which node after the change is which node before it. */
export type Matches = Map<Node, Node>;

/**
 * Finds for each node before the one after that is most likely the same, so that one change reads as one difference: first spans like
 * which there is only one on either side, wherever they stand; then nodes in the same place, top down; then whatever is left over.
 */
export function matchNodes(
  before: readonly Node[],
  after: readonly Node[],
  colours: ReadonlyMap<Node, number>,
): Matches {
  const matcher = new Matcher(colours);
  const anchors = pairByKey(onlyOnes(before), onlyOnes(after), (node) => node.own);
  for (const [left, right] of anchors) matcher.add(left, right);
  matcher.matchSiblings(before.filter(isTrace), after.filter(isTrace));
  for (const [left, right] of anchors) matcher.matchSiblings(left.children, right.children);
  matcher.matchAnywhere(
    before.filter((node) => !isTrace(node)),
    after.filter((node) => !isTrace(node)),
  );
  return matcher.matches;
}

/** The spans that say of themselves what no other says. */
function onlyOnes(nodes: readonly Node[]): Node[] {
  const counts = new Map<string, number>();
  for (const { own } of nodes) counts.set(own, (counts.get(own) ?? 0) + 1);
  return nodes.filter((node) => !isTrace(node) && counts.get(node.own) === 1);
}

function isTrace(node: Node): boolean {
  return node.span === undefined;
}

/** What it costs to lose or to invent a span, in differences: with fewer, two spans are the same one, changed. */
const SPAN_COST = 5;

class Matcher {
  readonly matches: Matches = new Map();
  readonly #taken = new Set<Node>();
  readonly #colours: ReadonlyMap<Node, number>;
  readonly #costs = new Map<Node, Map<Node, number>>();

  constructor(colours: ReadonlyMap<Node, number>) {
    this.#colours = colours;
  }

  add(left: Node, right: Node): void {
    this.matches.set(left, right);
    this.#taken.add(left).add(right);
  }

  matchSiblings(before: readonly Node[], after: readonly Node[]): void {
    for (const [left, right] of this.#pairs(this.#free(before), this.#free(after))) {
      this.add(left, right);
      this.matchSiblings(left.children, right.children);
    }
  }

  /** Left-over spans, whatever their place: the whole subtree, else the span itself, else a span of that name. */
  matchAnywhere(before: readonly Node[], after: readonly Node[]): void {
    const keys = [
      (node: Node) => node.subtree,
      (node: Node) => node.own,
      (node: Node) => `${node.span?.service}: ${node.span?.name}`,
    ];
    for (const key of keys)
      for (const [left, right] of pairByKey(this.#free(before), this.#free(after), key)) this.add(left, right);
  }

  #free(nodes: readonly Node[]): Node[] {
    return nodes.filter((node) => !this.#taken.has(node));
  }

  #pairs(before: readonly Node[], after: readonly Node[]): [Node, Node][] {
    const keys = [
      (node: Node) => String(this.#colours.get(node)),
      (node: Node) => `${node.subtree} ${node.linkedFrom.map(({ own }) => own).sort()}`,
      (node: Node) => node.subtree,
    ];
    const pairs: [Node, Node][] = [];
    let rest = { before, after };
    for (const key of keys) {
      pairs.push(...pairByKey(rest.before, rest.after, key));
      rest = without(before, after, pairs);
    }
    return [...pairs, ...this.#cheapestPairs(rest.before, rest.after)];
  }

  #cheapestPairs(before: readonly Node[], after: readonly Node[]): [Node, Node][] {
    const candidates = before
      .flatMap((left) => after.map((right) => ({ left, right, cost: this.#cost(left, right) })))
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
  #cost(left: Node, right: Node): number {
    if (left.subtree === right.subtree) return 0;
    const known = this.#costs.get(left)?.get(right);
    if (known !== undefined) return known;
    const cost = ownCost(left, right) + this.#childrenCost(left.children, right.children);
    const row = this.#costs.get(left) ?? new Map<Node, number>();
    this.#costs.set(left, row.set(right, cost));
    return cost;
  }

  #childrenCost(before: readonly Node[], after: readonly Node[]): number {
    const same = pairByKey(before, after, (node) => node.subtree);
    const rest = without(before, after, same);
    const pairs = this.#cheapestPairs(rest.before, rest.after);
    const alone = without(rest.before, rest.after, pairs);
    const changed = pairs.reduce((sum, [left, right]) => sum + this.#cost(left, right), 0);
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
function weight(node: Node): number {
  return node.children.reduce((sum, child) => sum + weight(child), isTrace(node) ? 0 : SPAN_COST);
}

function pairByKey(before: readonly Node[], after: readonly Node[], keyOf: (node: Node) => string): [Node, Node][] {
  const waiting = new Map<string, Node[]>();
  for (const node of after) waiting.set(keyOf(node), [...(waiting.get(keyOf(node)) ?? []), node]);
  return before.flatMap((left): [Node, Node][] => {
    const right = waiting.get(keyOf(left))?.shift();
    return right === undefined ? [] : [[left, right]];
  });
}

function without(before: readonly Node[], after: readonly Node[], pairs: readonly [Node, Node][]) {
  const taken = new Set(pairs.flat());
  return {
    before: before.filter((node) => !taken.has(node)),
    after: after.filter((node) => !taken.has(node)),
  };
}
