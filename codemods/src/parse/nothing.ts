import type * as t from '@babel/types';

/** `undefined`, `null`, `void 0`: an expression that says nothing is there. */
export function saysNothing(node: t.Node): boolean {
  return (
    node.type === 'NullLiteral' ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}
