import type * as t from '@babel/types';

/** The identifiers that a pattern binds, left to right. */
export function boundIdentifiers(pattern: t.Node): t.Identifier[] {
  const found: t.Identifier[] = [];
  const pending: (t.Node | null | undefined)[] = [pattern];
  for (let node = pending.pop(); pending.length > 0 || node != null; node = pending.pop()) {
    if (node == null) continue;
    if (node.type === 'Identifier') found.push(node);
    else pending.push(...partsOf(node).reverse());
  }
  return found;
}

function partsOf(pattern: t.Node): (t.Node | null)[] {
  switch (pattern.type) {
    case 'ObjectPattern':
      return [...pattern.properties];
    case 'ObjectProperty':
      return [pattern.value];
    case 'ArrayPattern':
      return [...pattern.elements];
    case 'AssignmentPattern':
      return [pattern.left];
    case 'RestElement':
      return [pattern.argument];
    case 'TSParameterProperty':
      return [pattern.parameter];
    default:
      return [];
  }
}
