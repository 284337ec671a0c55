import type ts from 'typescript';

/** Where types are asked. */
export interface Asked {
  readonly api: typeof ts;
  readonly checker: ts.TypeChecker;
}

/** More types than these are reached from what is no record of a few things but half of a program. */
const MOST_TYPES = 200;

/**
 * Whether nothing that is declared of an object keeps JSON from writing it: of a bigint and of an object that leads back to itself
 * `JSON.stringify` throws, and an instance of a class that the project has from elsewhere holds what nobody declares.
 */
export function isFitForJson(at: Asked, type: ts.Type): boolean {
  const seen = new Set<ts.Type>();
  const isFit = (member: ts.Type, ancestors: readonly ts.Type[]): boolean => {
    const { TypeFlags } = at.api;
    if (member.isUnion()) return member.types.every((part) => isFit(part, ancestors));
    if (member.flags & TypeFlags.BigIntLike) return false;
    if (!(member.flags & (TypeFlags.Object | TypeFlags.Intersection)) || isWrittenByItself(at, member)) return true;
    if (ancestors.includes(member) || isForeignInstance(at, member)) return false;
    if (seen.has(member)) return true;
    seen.add(member);
    if (seen.size > MOST_TYPES) return false;
    return membersIn(at, member).every((inner) => isFit(inner, [...ancestors, member]));
  };
  return isFit(type, []);
}

/** What can be called is left out, what has `toJSON` says itself what is written, and of the language's own objects nothing leads back. */
function isWrittenByItself({ checker }: Asked, type: ts.Type): boolean {
  if (type.getCallSignatures().length + type.getConstructSignatures().length > 0) return true;
  return checker.getPropertyOfType(type, 'toJSON') !== undefined || (!isSequence(type) && isOfLanguage(type));
}

function isSequence(type: ts.Type): boolean {
  return /^(?:Readonly)?Array$/.test(type.symbol?.name ?? '');
}

/** Declared by TypeScript for the language, or for the browser. */
export function isOfLanguage({ symbol }: ts.Type): boolean {
  return (symbol?.declarations ?? []).some((node) => /\/lib\.es[\w.]*\.d\.ts$/.test(node.getSourceFile().fileName));
}

function isForeignInstance({ api }: Asked, { symbol }: ts.Type): boolean {
  return (symbol?.declarations ?? []).some(
    (node) => api.isClassDeclaration(node) && node.getSourceFile().isDeclarationFile,
  );
}

/** What JSON writes of an object: elements, or members that it has itself. */
function membersIn({ api, checker }: Asked, type: ts.Type): readonly ts.Type[] {
  const indexed = checker.getIndexInfosOfType(type).map((info) => info.type);
  if (isSequence(type) || checker.isTupleType(type)) return indexed;
  const own = type
    .getProperties()
    .filter(({ flags }) => !(flags & (api.SymbolFlags.Method | api.SymbolFlags.Accessor)));
  return [...indexed, ...own.map((property) => checker.getTypeOfSymbol(property))];
}
