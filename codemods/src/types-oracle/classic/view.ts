import type ts from 'typescript';
import type { TypeView } from '../role-of-type';

/** Types of TypeScript 5 and 6. */
export function classicView(api: typeof ts, checker: ts.TypeChecker): TypeView<ts.Type> {
  const { TypeFlags } = api;
  return {
    members(type) {
      const actual = type.flags & TypeFlags.TypeParameter ? (checker.getBaseConstraintOfType(type) ?? type) : type;
      return actual.isUnion() ? actual.types : [actual];
    },
    parts: (type) => (type.isIntersection() ? type.types : [type]),
    isNullish: (type) => (type.flags & (TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void)) !== 0,
    declarationOf(type) {
      const declarations = type.isClassOrInterface() ? type.symbol.declarations : undefined;
      if (declarations === undefined) return undefined;
      return { name: nameOf(declarations), files: declarations.map((node) => node.getSourceFile().fileName) };
    },
    basesOf: (type) => (type.isClassOrInterface() ? checker.getBaseTypes(type) : []),
  };

  /** As written: the symbol of `export default class Reference` is called `default`. */
  function nameOf(declarations: readonly ts.Declaration[]): string {
    const named = declarations.map((node) => api.getNameOfDeclaration(node)).find((name) => name !== undefined);
    return named !== undefined && api.isIdentifier(named) ? named.text : '';
  }
}
