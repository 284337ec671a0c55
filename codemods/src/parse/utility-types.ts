import type * as t from '@babel/types';

/** A type of TypeScript's own that has the members of another, or some of them. */
export interface Utility {
  readonly name: t.Identifier;
  readonly of: t.TSType;
  /** `Omit` and `Pick`; `Partial` and `Readonly` have all members. */
  readonly isSome: boolean;
}

/** Reads `Partial<Type>`, `Readonly<Type>`, `Omit<Type, 'a'>` and `Pick<Type, 'a'>`, whichever members are named. */
export function utilityOf(type: t.Node): Utility | undefined {
  if (type.type !== 'TSTypeReference' || type.typeName.type !== 'Identifier') return undefined;
  const [of] = type.typeParameters?.params ?? [];
  const arity = ARITY.get(type.typeName.name);
  if (!of || type.typeParameters?.params.length !== arity) return undefined;
  return { name: type.typeName, of, isSome: arity === 2 };
}

const ARITY: ReadonlyMap<string, number> = new Map([
  ['Omit', 2],
  ['Partial', 1],
  ['Pick', 2],
  ['Readonly', 1],
]);
