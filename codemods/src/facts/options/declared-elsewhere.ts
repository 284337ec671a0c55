import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import type { OptionsDeclaration } from '../types';
import { declarationNamed } from './carrier-type';
import { annotatedOf, type Carrier } from './carriers';

/**
 * The types of the project that options are declared with, of those that something else than they is declared with as well: what has such
 * a type would have to change with it, and nobody sees what that is.
 */
export function declaredElsewhere(
  carriers: readonly Carrier[],
  contexts: readonly Context[],
): ReadonlySet<OptionsDeclaration> {
  const own = new Set(carriers.flatMap(({ type }) => type.declared));
  if (own.size === 0) return own;
  const places = new Set<t.Node>(
    carriers.flatMap(({ holder, declarations }) => [
      ...(annotatedOf(holder).typeAnnotation ? [annotatedOf(holder).typeAnnotation as t.Node] : []),
      ...declarations.map(({ member }) => member),
    ]),
  );
  const elsewhere = contexts.flatMap((at) =>
    namesOfTypes(at).flatMap((name) => {
      const declaration = declarationNamed(at, name);
      const found = [...own].find((one) => one === declaration);
      return found && !isWithin(at, name, places) ? [found] : [];
    }),
  );
  return new Set(elsewhere);
}

function namesOfTypes(at: Context): readonly t.Node[] {
  const references = at.nodes('TSTypeReference').map(({ typeName }) => typeName);
  return [...references, ...at.nodes('TSExpressionWithTypeArguments').map(({ expression }) => expression)];
}

function isWithin(at: Context, name: t.Node, places: ReadonlySet<t.Node>): boolean {
  for (let up = at.parent(name); up && isOfType(up); up = at.parent(up)) if (places.has(up)) return true;
  return false;
}

/** A parameter of a method that an interface declares has a name, too. */
function isOfType({ type }: t.Node): boolean {
  return type.startsWith('TS') || type === 'Identifier';
}
