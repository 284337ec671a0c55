import type * as t from '@babel/types';
import { CHILD_FIELDS } from './child-fields';

/** What the fields of a node that hold nodes may hold; CHILD_FIELDS names exactly these. */
type Fields = Readonly<Record<string, t.Node | readonly (t.Node | null)[] | null | undefined>>;

const NONE: readonly string[] = [];

/** The child nodes of a node, in the order in which the tree lists them; put at the end of a list, if one is given. */
export function childrenOf(node: t.Node, children: t.Node[] = []): t.Node[] {
  const fields = node as unknown as Fields; // see there
  for (const key of CHILD_FIELDS[node.type] ?? NONE) {
    const value = fields[key];
    if (isList(value)) {
      for (const item of value) if (item) children.push(item);
    } else if (value) children.push(value);
  }
  return children;
}

function isList(value: Fields[string]): value is readonly (t.Node | null)[] {
  return Array.isArray(value);
}

/** Calls `visit` for every node under a root, parents first. Iterative: generated code nests deeper than the stack. */
export function walk(root: t.Node, visit: (node: t.Node, parent: t.Node | undefined) => void): void {
  const nodes: t.Node[] = [root];
  const parents: (t.Node | undefined)[] = [undefined];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    visit(node, parents.pop());
    const first = nodes.length;
    pushChildren(nodes, node);
    for (let count = nodes.length - first; count > 0; count -= 1) parents.push(node);
  }
}

/** Puts the children of a node on a stack, the last at the bottom. Every node of every file passes here: no list is made. */
function pushChildren(stack: t.Node[], node: t.Node): void {
  const fields = node as unknown as Fields; // CHILD_FIELDS names no others
  const keys = CHILD_FIELDS[node.type] ?? NONE;
  for (let i = keys.length - 1; i >= 0; i -= 1) {
    const value = fields[keys[i] ?? ''];
    if (value === null || value === undefined) continue;
    if (!isList(value)) stack.push(value);
    else for (let j = value.length - 1; j >= 0; j -= 1) if (value[j]) stack.push(value[j] as t.Node);
  }
}

/**
 * What is known of a node beside what the parser says. It stands where the parser puts lines and columns, which offsets say in half of
 * the memory: a table of all nodes of a large project takes far longer to fill and to ask than a field.
 */
export class Link {
  /** Who fills these in says what they hold: see `Graph.slot` and `buildScopes`. */
  slot: unknown;
  binding: unknown;

  constructor(readonly parent: t.Node | undefined) {}
}

/** Nothing for a node that was not read from a text. */
export function linkOf(node: t.Node): Link | undefined {
  return (node.loc as unknown as Link | null | undefined) ?? undefined; // set for every node of a tree, see `Parents`
}

/** The root of the tree that a node stands in. */
export function rootOf(node: t.Node): t.Node {
  let top = node;
  for (let up = linkOf(top)?.parent; up !== undefined; up = linkOf(up)?.parent) top = up;
  return top;
}

/** The parent of every node under a root. */
export class Parents {
  /** What else is known of the tree; see `oncePerFile`. */
  readonly known = new Map<unknown, unknown>();
  readonly #root: t.Node;
  readonly #nodes: t.Node[] = [];

  constructor(root: t.Node) {
    this.#root = root;
    walk(root, (node, parent) => {
      node.loc = new Link(parent) as unknown as t.SourceLocation; // read through `linkOf` alone
      if (parent !== undefined) this.#nodes.push(node);
    });
  }

  get(node: t.Node): t.Node | undefined {
    return linkOf(node)?.parent;
  }

  /** Whether a node stands in this tree. */
  has(node: t.Node): boolean {
    return rootOf(node) === this.#root;
  }

  /** Every node but the root, in the order of the walk. */
  keys(): readonly t.Node[] {
    return this.#nodes;
  }

  get size(): number {
    return this.#nodes.length;
  }
}
