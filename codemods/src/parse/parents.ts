import * as t from '@babel/types';

/** The child nodes of a node, in the order in which the tree lists them. */
export function childrenOf(node: t.Node): t.Node[] {
  const children: t.Node[] = [];
  // VISITOR_KEYS names exactly the fields of a node that hold nodes, arrays of nodes or nothing.
  const fields = node as unknown as Record<string, t.Node | (t.Node | null)[] | null | undefined>;
  for (const key of t.VISITOR_KEYS[node.type] ?? []) {
    const value = fields[key];
    if (Array.isArray(value)) {
      for (const item of value) if (item) children.push(item);
    } else if (value) children.push(value);
  }
  return children;
}

/** Calls `visit` for every node under a root, parents first. Iterative: generated code nests deeper than the stack. */
export function walk(root: t.Node, visit: (node: t.Node, parent: t.Node | undefined) => void): void {
  const stack: { node: t.Node; parent: t.Node | undefined }[] = [{ node: root, parent: undefined }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, parent } = item;
    visit(node, parent);
    for (const child of childrenOf(node).reverse()) stack.push({ node: child, parent: node });
  }
}

/** The parent of every node under a root. */
export function parentsOf(root: t.Node): ReadonlyMap<t.Node, t.Node> {
  const parents = new Map<t.Node, t.Node>();
  walk(root, (node, parent) => {
    if (parent !== undefined) parents.set(node, parent);
  });
  return parents;
}
