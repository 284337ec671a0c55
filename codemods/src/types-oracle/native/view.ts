import type { TypeView } from '../role-of-type';
import type { NativeChecker, NativeSymbol, NativeType, NativeTypeScript } from './native-api';

/** Types of TypeScript 7. */
export function nativeView({ TypeFlags }: NativeTypeScript, checker: NativeChecker): TypeView<NativeType> {
  const nullish = TypeFlags.Undefined | TypeFlags.Null | TypeFlags.Void;
  return {
    members(type) {
      const actual = type.isTypeParameter() ? (checker.getBaseConstraintOfType(type) ?? type) : type;
      return actual.isUnionType() ? (actual.getTypes() ?? []) : [actual];
    },
    parts: (type) => (type.isIntersectionType() ? (type.getTypes() ?? []) : [type]),
    isNullish: (type) => (type.flags & nullish) !== 0,
    declarationOf(type) {
      const symbol = type.isClassOrInterface() ? type.getSymbol() : undefined;
      if (symbol === undefined) return undefined;
      return { name: nameOf(symbol), files: symbol.declarations.map(({ path }) => path) };
    },
    basesOf: (type) => type.getBaseTypes() ?? [],
  };
}

/** As written: the symbol of `export default class Reference` is called `default`. */
function nameOf({ name, declarations }: NativeSymbol): string {
  return name === 'default' ? (declarations[0]?.resolve()?.name?.text ?? '') : name;
}
