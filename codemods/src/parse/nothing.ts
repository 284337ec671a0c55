import type * as t from '@babel/types';
import { unwrap } from './wrappers';

/** `undefined`, `null`, `void 0`: an expression that says nothing is there. */
export function saysNothing(node: t.Node): boolean {
  return (
    node.type === 'NullLiteral' ||
    (node.type === 'Identifier' && node.name === 'undefined') ||
    (node.type === 'UnaryExpression' && node.operator === 'void')
  );
}

/** The same, or an object without a member: options that say nothing. */
export function holdsNothing(node: t.Node): boolean {
  const inner = unwrap(node);
  return saysNothing(inner) || (inner.type === 'ObjectExpression' && inner.properties.length === 0);
}
