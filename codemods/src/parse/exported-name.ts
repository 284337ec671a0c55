import type * as t from '@babel/types';

/** A name by which something is exported, imported or listed in an `enum`: it may stand in quotes. */
export function exportedName(name: t.Identifier | t.StringLiteral): string {
  return name.type === 'Identifier' ? name.name : name.value;
}
