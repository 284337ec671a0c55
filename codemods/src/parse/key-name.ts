import type * as t from '@babel/types';
import type { AnyMember } from './members';
import { plainText } from './plain-text';

/** The name that a key says, of a property, of a member or of what is read of an object; undefined where it is computed. */
export function keyName(key: t.Node, computed = false): string | undefined {
  if (key.type === 'PrivateName') return `#${key.id.name}`;
  if (key.type === 'Identifier') return computed ? undefined : key.name;
  return key.type === 'NumericLiteral' ? String(key.value) : plainText(key);
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
