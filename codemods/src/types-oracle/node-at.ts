/** A node of a syntax tree, of either generation of the compiler. */
export interface TreeNode<N> {
  readonly pos: number;
  readonly end: number;
  getStart(): number;
  forEachChild(visit: (child: N) => void): unknown;
}

/** The node that has exactly these offsets, the innermost where one stands alone in another. */
export function nodeAt<N extends TreeNode<N>>(file: N, start: number, end: number): N | undefined {
  let found: N | undefined;
  const visit = (node: N): void => {
    if (node.pos > start || node.end < end) return;
    if (node.end === end && node.getStart() === start) found = node;
    node.forEachChild(visit);
  };
  visit(file);
  return found;
}
