import type * as t from '@babel/types';
import type { AnyMember } from './members';

/** The name that a key says, of a property, of a member or of what is read of an object; undefined where it is computed. */
export function keyName(key: t.Node, computed = false): string | undefined {
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (key.type === 'Identifier') return computed ? undefined : key.name;
  if (key.type === 'StringLiteral') return key.value;
  if (key.type === 'NumericLiteral') return String(key.value);
  if (key.type === 'TemplateLiteral' && key.quasis.length === 1) return key.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

/** `m` of `a.m`, `a['m']` and `a?.m`. */
export function memberName(member: AnyMember): string | undefined {
  return keyName(member.property, member.computed);
}

/** What a property of a literal or of a pattern is called, or a method of a class; undefined for a spread. */
export function propertyName(
  property:
    | t.ObjectExpression['properties'][number]
    | t.ObjectPattern['properties'][number]
    | t.ClassMethod
    | t.ClassProperty,
): string | undefined {
  return 'key' in property ? keyName(property.key, property.computed) : undefined;
}
