import type ts from 'typescript';
import { plainKinds, type ValueView } from '../value-view';

/** Values' types of TypeScript 5 and 6. */
export function classicValueView(api: typeof ts, checker: ts.TypeChecker): ValueView<ts.Type> {
  const { TypeFlags, SymbolFlags } = api;
  const kinds = plainKinds(TypeFlags);
  return {
    plainOf: (type) => kinds.find(([flags]) => type.flags & flags)?.[1],
    isObject: ({ flags }) => (flags & (TypeFlags.Object | TypeFlags.Intersection)) !== 0,
    isOpen: ({ flags }) => (flags & TypeFlags.Instantiable) !== 0,
    boundOf: (type) => checker.getBaseConstraintOfType(type),
    choicesOf: (type) => (type.isUnion() ? type.types : undefined),
    partsOf: (type) => (type.isIntersection() ? type.types : undefined),
    nameOf: ({ symbol }) => symbol?.name,
    isOfLanguage: ({ symbol }) =>
      ((symbol?.flags ?? 0) & (SymbolFlags.Class | SymbolFlags.Interface)) !== 0 &&
      (symbol?.declarations ?? []).some((node) => /\/lib\.es[\w.]*\.d\.ts$/.test(node.getSourceFile().fileName)),
    isForeignInstance: ({ symbol }) =>
      (symbol?.declarations ?? []).some(
        (node) => api.isClassDeclaration(node) && node.getSourceFile().isDeclarationFile,
      ),
    isClassOrInterface: (type) => type.isClassOrInterface(),
    basesOf: (type) => (type.isClassOrInterface() ? checker.getBaseTypes(type) : []),
    isReference: (type) => 'target' in type && typeof type.target === 'object',
    isTuple: (type) => checker.isTupleType(type),
    argumentsOf: (type) => checker.getTypeArguments(type as ts.TypeReference), // asked of such alone
    isCallable: (type) => type.getCallSignatures().length + type.getConstructSignatures().length > 0,
    propertiesOf: (type) =>
      type.getProperties().map((property) => ({
        type: () => checker.getTypeOfSymbol(property),
        isCode: (property.flags & (SymbolFlags.Method | SymbolFlags.Accessor)) !== 0,
      })),
    propertyOf(type, name) {
      const property = checker.getPropertyOfType(type, name);
      return property && checker.getTypeOfSymbol(property);
    },
    indexesOf: (type) =>
      checker.getIndexInfosOfType(type).map((info) => ({
        type: info.type,
        isByNumber: (info.keyType.flags & TypeFlags.Number) !== 0,
      })),
  };
}
