import { colourNodes } from './colours';
import { spanDifferences } from './compare-span';
import type { Difference } from './differences';
import { type Matches, matchNodes } from './match';
import { type Node, nodesOf, pathOf, type ResolvedLink } from './nodes';
import type { CanonicalTrace } from './types';
import { keyOf } from './values';

/**
 * What differs between the traces of a program before and after a change; empty if and only if nothing does. Ids, the order of
 * siblings and the order of traces are no differences.
 *
 * @example
 * const differences = compareTraces(before, after);
 * console.log(differences.map(describeDifference).join('\n'));
 */
export function compareTraces(before: readonly CanonicalTrace[], after: readonly CanonicalTrace[]): Difference[] {
  const left = nodesOf(before);
  const right = nodesOf(after);
  const colours = colourNodes([...left, ...right]);
  if (sameColours(left, right, colours)) return [];
  const matches = matchNodes(left, right, colours);
  const differences = [
    ...left.flatMap((node) => differencesAt(node, matches)),
    ...unexpectedSpans(right, new Set(matches.values())),
  ];
  // The colours differ, so something does: links between spans that look alike can be the only thing.
  return differences.length > 0 ? differences : [{ aspect: 'structure', path: [] }];
}

function sameColours(left: readonly Node[], right: readonly Node[], colours: ReadonlyMap<Node, number>): boolean {
  const sorted = (nodes: readonly Node[]) => nodes.map((node) => colours.get(node) ?? -1).sort((a, b) => a - b);
  return sorted(left).join() === sorted(right).join();
}

function differencesAt(node: Node, matches: Matches): Difference[] {
  const match = matches.get(node);
  if (node.span === undefined) return [];
  const path = pathOf(node);
  if (match?.span === undefined) return [{ aspect: 'missing span', path, ...withBelow(node) }];
  return [
    ...placeDifferences(node, match, matches),
    ...spanDifferences(node.span, match.span, path),
    ...linkDifferences(node, match, matches),
  ];
}

/** Says what else went with a span, so that its children need no reading. */
function withBelow(node: Node): { expected?: string } {
  return node.children.length === 0 ? {} : { expected: `${node.children.length} below it` };
}

function unexpectedSpans(nodes: readonly Node[], matched: ReadonlySet<Node>): Difference[] {
  return nodes
    .filter((node) => node.span !== undefined && !matched.has(node))
    .map((node) => ({ aspect: 'unexpected span', path: pathOf(node) }));
}

function placeDifferences(node: Node, match: Node, matches: Matches): Difference[] {
  if (node.parent === undefined || match.parent === undefined) return [];
  if (matches.get(node.parent) === match.parent) return [];
  const wasRoot = node.parent.span === undefined;
  const isRoot = match.parent.span === undefined;
  if (wasRoot && isRoot)
    return [{ aspect: 'trace', path: pathOf(node), expected: companyOf(node), got: companyOf(match) }];
  const [expected, got] = [node.parent, match.parent].map((parent) => pathOf(parent).join(' > ') || 'no parent');
  return [{ aspect: 'moved span', path: pathOf(node), expected: `below ${expected}`, got: `below ${got}` }];
}

/** A root's trace has no name: it is told by the other roots in it. */
function companyOf(root: Node): string {
  const others = (root.parent?.children ?? []).filter((other) => other !== root).map((other) => pathOf(other).join());
  return others.length === 0 ? 'a trace of its own' : `a trace with ${others.join(', ')}`;
}

function linkDifferences(node: Node, match: Node, matches: Matches): Difference[] {
  const rest = [...match.links];
  const missing = node.links.filter((link) => {
    const target = link.target && matches.get(link.target);
    const index = rest.findIndex(
      (other) => other.target === target && keyOf(other.attributes) === keyOf(link.attributes),
    );
    if (index >= 0) rest.splice(index, 1);
    return index < 0;
  });
  const path = pathOf(node);
  return [
    ...missing.map((link): Difference => ({ aspect: 'missing link', path, expected: linkText(link) })),
    ...rest.map((link): Difference => ({ aspect: 'unexpected link', path, got: linkText(link) })),
  ];
}

function linkText({ attributes, target }: ResolvedLink): string {
  const to = target === undefined ? 'a span that was not recorded' : pathOf(target).join(' > ');
  return `to ${to} ${keyOf(attributes)}`;
}
