import type { SourceFile } from '../../parse/source-file';
import type { Scopes } from '../scopes/scope';
import type { ValuePart } from '../types';

/** One of the types that a value may be of, as far as attributes ask for it. What it leads to is read when somebody asks. */
export interface OneType {
  readonly part: ValuePart;
  /** What its members are, where they are listed. */
  readonly members?: ReadonlyMap<string, Later>;
  /** What lists them in the source: a type whose members lead to the same list is made of itself. */
  readonly list?: unknown;
  /** What any member is, by an index signature. */
  readonly index?: Later;
  /** A type that is written out, which a compiler takes for one with an index signature; it does so for no interface or class. */
  readonly isAnonymous?: boolean;
  /** What is in a list. */
  readonly elements?: Later;
  /** What a promise gives. */
  readonly promised?: Later;
  /** What a call of it gives, with these types for its own parameters. */
  readonly result?: (args?: readonly Later[]) => Types | undefined;
}

/** What a value may be: one for each member of a union. Undefined where the source does not tell. */
export type Types = readonly OneType[];
export type Later = () => Types | undefined;

/** A file that types are read in. */
export interface TypedFile {
  readonly source: SourceFile;
  readonly scopes: Scopes;
}

/** Where a type is read. */
export interface Reading {
  readonly file: TypedFile;
  /** The file of the project that a specifier means, also one in which nothing speaks of tracing. */
  readonly fileOf: (specifier: string, from: TypedFile) => TypedFile | undefined;
  /** What stands for the type parameters around. */
  readonly given: ReadonlyMap<unknown, Later>;
  /** Types may be made of themselves. */
  readonly depth: number;
}

/** The same place, one step further in; undefined where it leads too far. */
export function deeper(at: Reading, changed: Partial<Reading> = {}): Reading | undefined {
  return at.depth > 12 ? undefined : { ...at, ...changed, depth: at.depth + 1 };
}

export const one = (part: ValuePart): Types => [{ part }];
export const NOTHING: Types = one('undefined');

/** All of several; undefined where one is. */
export function allOf(parts: readonly (Types | undefined)[]): Types | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known.flat() : undefined;
}

function isNothing({ part }: OneType): boolean {
  return part === 'undefined' || part === 'null';
}

/** What is left where it is there. */
export function present(types: Types | undefined): Types | undefined {
  return types?.filter((type) => !isNothing(type));
}

/** What a member is of all that an object may be. */
export function memberOf(types: Types | undefined, name: string): Types | undefined {
  const there = present(types);
  if (there === undefined || there.length === 0) return undefined;
  return allOf(there.map((type) => (type.part === 'any' ? [type] : (type.members?.get(name) ?? type.index)?.())));
}
