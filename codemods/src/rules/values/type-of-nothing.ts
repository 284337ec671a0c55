import type * as t from '@babel/types';
import type { Scopes } from '../../facts/scopes/scope';

const OPEN = new Set<t.Node['type']>([
  'TSAnyKeyword',
  'TSUnknownKeyword',
  'TSUndefinedKeyword',
  'TSNullKeyword',
  'TSVoidKeyword',
]);

/** Whether a type says that nothing may be there, or does not say that something is; also by a name that the file gives it. */
export function mayBeNothing(scopes: Scopes, type: t.Node, seen: ReadonlySet<t.Node> = new Set()): boolean {
  if (type.type === 'TSParenthesizedType') return mayBeNothing(scopes, type.typeAnnotation, seen);
  if (type.type === 'TSUnionType') return type.types.some((one) => mayBeNothing(scopes, one, seen));
  const named = type.type === 'TSTypeReference' ? scopes.bindingOf(type.typeName)?.declaration : undefined;
  if (named?.type !== 'TSTypeAliasDeclaration' || seen.has(named)) return OPEN.has(type.type);
  return mayBeNothing(scopes, named.typeAnnotation, new Set([...seen, named]));
}
