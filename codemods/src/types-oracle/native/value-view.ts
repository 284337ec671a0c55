import { isDeclaration } from '../../catalog/declaration-files';
import { plainKinds, type ValueView } from '../value-view';
import type { NativeChecker, NativeType, NativeTypeScript } from './native-api';

/** Values' types of TypeScript 7. Each question is a message to the compiler, so that nothing is asked twice of a type. */
export function nativeValueView(api: NativeTypeScript, checker: NativeChecker): ValueView<NativeType> {
  const { TypeFlags, SymbolFlags, ObjectFlags, SignatureKind } = api;
  const kinds = plainKinds(TypeFlags);
  const symbolOf = (type: NativeType) => (isOfSymbol(type) ? type.getSymbol() : undefined);
  const isOfSymbol = ({ flags }: NativeType) => (flags & TypeFlags.Object) !== 0;
  const declaredIn = (type: NativeType) => (symbolOf(type)?.declarations ?? []).map(({ path }) => path);
  const objectFlagsOf = (type: NativeType) => (type.isObjectType() ? type.objectFlags : 0);
  const propertiesOf = perType((type: NativeType) => {
    const properties = checker.getPropertiesOfType(type);
    let types: readonly (NativeType | undefined)[] | undefined;
    return properties.map(({ flags }, i) => ({
      type() {
        types ??= checker.getTypeOfSymbol(properties);
        return types[i] ?? checker.getUnknownType();
      },
      isCode: (flags & (SymbolFlags.Method | SymbolFlags.Accessor)) !== 0,
    }));
  });
  return {
    plainOf: (type) => kinds.find(([flags]) => type.flags & flags)?.[1],
    isObject: ({ flags }) => (flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0,
    isOpen: ({ flags }) => (flags & TypeFlags.Instantiable) !== 0,
    boundOf: (type) => checker.getBaseConstraintOfType(type),
    choicesOf: (type) => (type.isUnionType() ? type.getTypes() : undefined),
    partsOf: (type) => (type.isIntersectionType() ? type.getTypes() : undefined),
    nameOf: (type) => symbolOf(type)?.name,
    isOfLanguage: (type) =>
      ((symbolOf(type)?.flags ?? 0) & (SymbolFlags.Class | SymbolFlags.Interface)) !== 0 &&
      declaredIn(type).some((path) => /\/lib\.es[\w.]*\.d\.ts$/.test(path)),
    isForeignInstance: (type) =>
      ((symbolOf(type)?.flags ?? 0) & SymbolFlags.Class) !== 0 && declaredIn(type).some(isDeclaration),
    isClassOrInterface: (type) => type.isClassOrInterface(),
    basesOf: perType((type) => type.getBaseTypes() ?? []),
    isReference: (type) => (objectFlagsOf(type) & (ObjectFlags.Reference | ObjectFlags.Instantiated)) !== 0,
    isTuple: perType((type) => checker.isTupleType(type)),
    argumentsOf: perType((type) => checker.getTypeArguments(type)),
    isCallable: perType(
      (type) =>
        checker.getSignaturesOfType(type, SignatureKind.Call).length > 0 ||
        checker.getSignaturesOfType(type, SignatureKind.Construct).length > 0,
    ),
    propertiesOf,
    propertyOf(type, name) {
      const property = checker.getPropertyOfType(type, name);
      return property && checker.getTypeOfSymbol([property])[0];
    },
    indexesOf: perType((type) =>
      checker.getIndexInfosOfType(type).map(({ keyType, valueType }) => ({
        type: valueType,
        isByNumber: (keyType.flags & TypeFlags.Number) !== 0,
      })),
    ),
  };
}

function perType<Answer>(ask: (type: NativeType) => Answer): (type: NativeType) => Answer {
  const known = new Map<NativeType, { readonly answer: Answer }>();
  return (type) => {
    const held = known.get(type) ?? { answer: ask(type) };
    known.set(type, held);
    return held.answer;
  };
}
