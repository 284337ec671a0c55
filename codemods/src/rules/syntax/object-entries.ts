import type * as t from '@babel/types';
import { propertyName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';

export type Property = t.ObjectExpression['properties'][number];

/** A property of an object literal with a value: its key as far as it is known. */
export interface Entry {
  readonly property: t.ObjectProperty;
  readonly key: string | undefined;
  readonly value: t.Expression;
}

/** The properties of a literal that hold a value; methods and spreads are not among them. */
export function entriesOf(context: Pick<FileContext, 'facts'>, literal: t.ObjectExpression): Entry[] {
  return literal.properties.flatMap((property) => {
    if (property.type !== 'ObjectProperty') return [];
    // A pattern can stand here only in an assignment target, which no object expression is.
    return [{ property, key: keyOf(context, property), value: property.value as t.Expression }];
  });
}

/** The key of a property, where the source or a constant says it. */
function keyOf(context: Pick<FileContext, 'facts'>, property: t.ObjectProperty | t.ObjectMethod): string | undefined {
  return propertyName(property) ?? context.facts.stringOf(unwrap(property.key));
}

/** Whether nothing before a property of a literal may bring in a value under its key, which would come to light without it. */
export function overridesNothing(context: Pick<FileContext, 'facts' | 'source'>, property: t.ObjectProperty): boolean {
  const literal = context.source.parents.get(property);
  if (literal?.type !== 'ObjectExpression') return false;
  const key = keyOf(context, property);
  return literal.properties.slice(0, literal.properties.indexOf(property)).every((before) => {
    const other = before.type === 'SpreadElement' ? undefined : keyOf(context, before);
    return other !== undefined && other !== key;
  });
}

/** The spreads of a literal. */
export function spreadsOf(literal: t.ObjectExpression): t.SpreadElement[] {
  return literal.properties.filter((property) => property.type === 'SpreadElement');
}
