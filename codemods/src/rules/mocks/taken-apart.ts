import type * as t from '@babel/types';
import { type Edit, remove } from '../../edit/edit';
import { propertyName } from '../../parse/key-name';
import { rangeOf } from '../../parse/source-file';

type Property = t.ObjectPattern['properties'][number];

/** The pattern by which a double takes a parameter apart: `({ event, ...fields } = {})`. One with a type says what it takes, and is none, but for any. */
export function patternOf(parameter: t.Node | undefined): t.ObjectPattern | undefined {
  const pattern = parameter?.type === 'AssignmentPattern' ? parameter.left : parameter;
  if (pattern?.type !== 'ObjectPattern') return undefined;
  const { typeAnnotation: type } = pattern;
  const isAny = type?.type === 'TSTypeAnnotation' && type.typeAnnotation.type === 'TSAnyKeyword';
  return !type || isAny ? pattern : undefined;
}

/** What a pattern takes out by a name, as a whole and under one name: `{ tags }`, `{ tags: given }`. */
export function takenAs(
  pattern: t.ObjectPattern,
  name: string,
): { property: t.ObjectProperty; id: t.Identifier } | undefined {
  const property = pattern.properties.find((one) => propertyName(one) === name);
  if (property?.type !== 'ObjectProperty' || property.value.type !== 'Identifier') return undefined;
  return { property, id: property.value };
}

/** The edit that takes one of several properties out of a pattern. */
export function withoutProperty({ properties }: t.ObjectPattern, property: Property): Edit {
  const place = properties.indexOf(property);
  const [before, next] = [properties[place - 1], properties[place + 1]];
  const { start, end } = rangeOf(property);
  return remove(next ? { start, end: rangeOf(next).start } : { start: before ? rangeOf(before).end : start, end });
}
