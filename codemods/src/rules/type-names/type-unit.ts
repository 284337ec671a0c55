import type * as t from '@babel/types';
import type { Unit } from '../../facts/types';
import type { FileContext } from '../types';

/** The variable or field whose annotation a type is part of; none for results and types of their own. */
export function unitsOfType(context: FileContext, type: t.Node): Unit[] {
  for (let at: t.Node | undefined = type; at; at = context.source.parents.get(at)) {
    if (at.type === 'Identifier' && at !== type && at.typeAnnotation)
      return [context.facts.unitOf(at), ...fieldMadeBy(context, at)];
    if (at.type === 'ClassProperty' || at.type === 'TSPropertySignature') return [context.facts.unitOf(at)];
    if (at.type.endsWith('Statement') || at.type.endsWith('Declaration') || at.type.startsWith('Class')) return [];
    if (at.type.includes('Function') && !at.type.startsWith('TS')) return [];
  }
  return [];
}

/** The same, and where the type has a name of its own, what is declared with that name: `type Marked = Pick<Span, 'setTag'>`. */
export function unitsOfNamedType(context: FileContext, type: t.Node, seen: readonly t.Node[] = []): Unit[] {
  const alias = aliasAround(context, type);
  if (!alias || seen.includes(alias)) return unitsOfType(context, type);
  const references = context.facts.scopes.bindingOf(alias.id)?.references ?? [];
  return references.flatMap(({ node }) => (node === alias.id ? [] : unitsOfNamedType(context, node, [...seen, alias])));
}

function aliasAround({ source: { parents } }: FileContext, type: t.Node): t.TSTypeAliasDeclaration | undefined {
  let at: t.Node | undefined = type;
  while (at && !STOPS.test(at.type)) at = parents.get(at);
  return at?.type === 'TSTypeAliasDeclaration' ? at : undefined;
}

/** Where the type of a value, or of a member, begins: what is around that is of another type. */
const STOPS = /Statement$|Declaration$|^TSTypeAnnotation$/;

/** A parameter with a modifier is a field as well. */
function fieldMadeBy(context: FileContext, parameter: t.Node): Unit[] {
  const { facts, source } = context;
  const holder = source.parents.get(parameter);
  if (holder?.type === 'AssignmentPattern') return fieldMadeBy(context, holder);
  const field = holder?.type === 'TSParameterProperty' ? facts.fieldOf(holder) : undefined;
  return field ? [field] : [];
}
