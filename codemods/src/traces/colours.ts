import type { Node } from './nodes';
import { keyOf } from './values';

/**
 * Gives each node a colour that says where it stands in the whole graph: nodes of the two sides have the same colour if everything
 * about them, their surroundings and their links is the same (colour refinement, after Weisfeiler and Leman).
 */
export function colourNodes(nodes: readonly Node[]): Map<Node, number> {
  const palette = new Map<string, number>();
  const colourFor = (text: string) => {
    const known = palette.get(text);
    if (known !== undefined) return known;
    palette.set(text, palette.size);
    return palette.size - 1;
  };
  let colours = coloursByPlace(nodes, colourFor);
  if (nodes.every(({ links }) => links.length === 0)) return colours;
  for (let count = 0, before = -1; count !== before; ) {
    before = count;
    const current = colours;
    colours = new Map(nodes.map((node) => [node, colourFor(surroundings(node, current))]));
    count = new Set(colours.values()).size;
  }
  return colours;
}

/** What is below a node and what is above it: without links, this is all there is to know. Parents come before their children. */
function coloursByPlace(nodes: readonly Node[], colourFor: (text: string) => number): Map<Node, number> {
  const colours = new Map<Node, number>();
  for (const node of nodes) {
    const above = node.parent === undefined ? '' : colours.get(node.parent);
    colours.set(node, colourFor(`${above}/${node.subtree}`));
  }
  return colours;
}

function surroundings(node: Node, colours: ReadonlyMap<Node, number>): string {
  const of = (other: Node | undefined) => (other === undefined ? -1 : (colours.get(other) ?? -1));
  const links = node.links.map(({ attributes, target }) => `${keyOf(attributes)}>${of(target)}`);
  const parts = [
    [of(node)],
    [of(node.parent)],
    node.children.map(of).sort(),
    links.sort(),
    node.linkedFrom.map(of).sort(),
  ];
  return parts.map((part) => part.join(',')).join(';');
}
