import { Distance } from './distance';
import { isTrace, type Node } from './nodes';
import { pairByKey, without } from './pairs';

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

class Matcher {
  readonly matches: Matches = new Map();
  readonly #taken = new Set<Node>();
  readonly #colours: ReadonlyMap<Node, number>;
  readonly #distance = new Distance();

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
    return [...pairs, ...this.#distance.cheapestPairs(rest.before, rest.after)];
  }
}
