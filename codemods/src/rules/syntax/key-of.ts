import type * as t from '@babel/types';

/** The key that a property has in plain sight. */
export function keyOf(property: t.ObjectProperty | t.ObjectMethod | t.ClassMethod): string | undefined {
  if (property.key.type === 'StringLiteral') return property.key.value;
  return !property.computed && property.key.type === 'Identifier' ? property.key.name : undefined;
}
