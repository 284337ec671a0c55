/** What must be known of the types of values, whichever checker they come from. */
export interface ValueView<T> {
  /** What a type is that is neither an object nor a choice of several: undefined for those, and for what nothing is known of. */
  plainOf(type: T): Plain | undefined;
  isObject(type: T): boolean;
  /** A type parameter and its like, which stands for what it is bound by. */
  isOpen(type: T): boolean;
  boundOf(type: T): T | undefined;
  /** The members of a union. */
  choicesOf(type: T): readonly T[] | undefined;
  /** The parts of an intersection. */
  partsOf(type: T): readonly T[] | undefined;
  nameOf(type: T): string | undefined;
  /** A class or interface that TypeScript declares for the language; not what `Record` and its like make of others. */
  isOfLanguage(type: T): boolean;
  /** An instance of a class that a declaration file declares. */
  isForeignInstance(type: T): boolean;
  isClassOrInterface(type: T): boolean;
  /** Of a class or interface. */
  basesOf(type: T): readonly T[];
  /** A generic type with arguments. */
  isReference(type: T): boolean;
  isTuple(type: T): boolean;
  /** The arguments of a generic type; asked of such alone. */
  argumentsOf(type: T): readonly T[];
  /** Something that is called or constructed. */
  isCallable(type: T): boolean;
  propertiesOf(type: T): readonly Property<T>[];
  propertyOf(type: T, name: string): T | undefined;
  indexesOf(type: T): readonly Index<T>[];
}

export type Plain = 'any' | 'text' | 'number' | 'boolean' | 'bigint' | 'undefined' | 'null' | 'symbol';

export interface Property<T> {
  /** Asked for when it is needed: there may be many, and one may lead to the next. */
  type(): T;
  /** A method, a getter or a setter. */
  isCode: boolean;
}

/** `[key: string]: value` */
export interface Index<T> {
  readonly type: T;
  readonly isByNumber: boolean;
}

/** What each version of TypeScript calls them; the numbers differ. */
export type PlainFlags = Readonly<
  Record<
    'Any' | 'StringLike' | 'NumberLike' | 'BooleanLike' | 'BigIntLike' | 'Undefined' | 'Void' | 'Null' | 'ESSymbolLike',
    number
  >
>;

/** The flags of each kind, the first of which counts. */
export function plainKinds(flags: PlainFlags): readonly (readonly [number, Plain])[] {
  return [
    [flags.Any, 'any'],
    [flags.StringLike, 'text'],
    [flags.NumberLike, 'number'],
    [flags.BooleanLike, 'boolean'],
    [flags.BigIntLike, 'bigint'],
    [flags.Undefined | flags.Void, 'undefined'],
    [flags.Null, 'null'],
    [flags.ESSymbolLike, 'symbol'],
  ];
}
