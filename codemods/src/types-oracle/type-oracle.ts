import type { Role } from '../catalog/opentracing-api';

/** An expression of a file of the project: its path as the project names it, and its offsets. */
export interface Place {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What a type checker says an expression is. */
export interface TypedRole {
  readonly role: Role;
  /** undefined or null may be in its place. */
  readonly nullable: boolean;
}

/** What one member of a union is to an attribute. */
export type ValuePart =
  | 'any'
  | 'unknown'
  | 'text'
  | 'number'
  | 'boolean'
  | 'list'
  /** Such a list that nothing may be written to, which an attribute's type does not take. */
  | 'readonly list'
  /** The objects around a text, number or boolean. Values declared so are those themselves, but the compiler does not take them for it. */
  | 'String'
  | 'Number'
  | 'Boolean'
  | 'undefined'
  | 'null'
  | 'bigint'
  | 'error'
  | 'date'
  | 'object'
  /** A Map or Set, of which JSON writes nothing, but its entries. */
  | 'entries'
  /** An object that JSON may not be able to write: it may lead back to itself, hold a bigint, or hold what nobody declares. */
  | 'opaque'
  /** What no attribute is made of, whatever is said of it: a function, a symbol. */
  | 'other';

/** What a type checker says of a value that is to become an attribute, or an object of attributes. */
export interface TypedValue {
  /** One for each member of the union that the type is. */
  readonly parts: ReadonlySet<ValuePart>;
  /**
   * How the object is one of attributes: it is assignable to `Attributes`; a copy of it is, because only an interface or class
   * cannot have an index signature; a cast makes it one; or not even that.
   */
  readonly fields: 'attributes' | 'copied' | 'cast' | 'other';
  /** Whether a value may be read as `fields.event`, and what it is then; undefined where there is no such member. */
  readonly event: ReadonlySet<ValuePart> | undefined;
  /** Whether the project's own compiler tells undefined and null from other values. */
  readonly strict: boolean;
}

/** A type checker, asked for little: is it an instance of a class or interface that OpenTracing declares, and is it an attribute? */
export interface TypeOracle {
  /**
   * One answer for each place, in their order; undefined for what is not, may be something else as well, or cannot be told.
   * Many places at a time, because a checker in another process pays for each question. Never throws.
   */
  rolesAt(places: readonly Place[]): readonly (TypedRole | undefined)[];
  /** What the value of an expression is there; undefined where it cannot be told. Never throws. */
  valueAt(place: Place): TypedValue | undefined;
}

/** Makes an oracle for the project with these texts (path -> text) in place of what is on the disk; does no work until asked. */
export type OracleFor = (texts: ReadonlyMap<string, string>) => TypeOracle;

/** Oracles for the states that a project goes through, and the end of what they hold. */
export interface Oracles {
  readonly oracleFor: OracleFor;
  close(): void;
}

/** What a compiler says of a result, by path. */
export interface TypeVerdict {
  /** The first error that the original had not. */
  readonly errors: ReadonlyMap<string, string>;
  /** Files that compile with the types of the shim, and not without them: they are used with code that stays. */
  readonly atBorder: ReadonlySet<string>;
  /** Why nothing can be said of a file: mostly a package that is not installed, such as the API that it needs now. */
  readonly unchecked: ReadonlyMap<string, string>;
}

/** Has a compiler look at a result, beside what it was made from (path -> text). */
export type CheckTypes = (
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
) => TypeVerdict | undefined;
