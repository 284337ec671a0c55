import type * as t from '@babel/types';
import type { Role, TracerFactory } from '../../catalog/opentracing-api';
import type { AssignedMember, Evidence } from '../types';
import { Slot } from './slot';

/**
 * What may stand in a slot. Roles and API names are OpenTracing's; a shape is something of the project: an object, a function,
 * a class, an interface, an array; the rest is what we must know to say `nullable` and `mixed`.
 */
export type Token =
  | RoleToken
  | ApiToken
  | PackageToken
  | FactoryToken
  | RoleTypeToken
  | MethodToken
  | BuiltinToken
  | PlainToken
  | StrangerToken
  | UnseenToken
  | StringToken
  | SymbolToken
  | SuccessorToken
  | Shape;

/** An instance: a span, a tracer, ... */
export interface RoleToken {
  readonly kind: 'role';
  readonly role: Role;
  readonly evidence: Evidence;
}

/** A name that `opentracing` exports; the empty name is the namespace itself. */
export interface ApiToken {
  readonly kind: 'api';
  readonly name: string;
}

/** A package that makes tracers. */
export interface PackageToken {
  readonly kind: 'package';
  readonly name: string;
}

export interface FactoryToken {
  readonly kind: 'factory';
  readonly member: TracerFactory;
}

/** A type that a package which makes tracers declares for them. */
export interface RoleTypeToken {
  readonly kind: 'roleType';
  readonly role: Role;
}

/** `span.setTag` read as a value. */
export interface MethodToken {
  readonly kind: 'method';
  readonly role: Role;
  readonly name: string;
  readonly evidence: Evidence;
}

/** A method of a JavaScript object whose effect we know: `forEach` of an array, `then` of a promise, `bind` of a function. */
export interface BuiltinToken {
  readonly kind: 'builtin';
  readonly owner: Shape | MethodToken | null;
  readonly name: string;
}

/**
 * undefined or null; a string, number or boolean; something that is certainly not OpenTracing's; what something else may have given; a
 * choice was made here.
 */
export interface PlainToken {
  readonly kind: 'null' | 'primitive' | 'foreign' | 'doubtful' | 'varying';
}

/** Something of another tracing library, and all that comes of it. */
export interface StrangerToken {
  readonly kind: 'stranger';
  readonly package: string;
  /** The library itself calls a function of the project with it, whatever that declares it to be. */
  readonly isHanded: boolean;
}

/** What a call of a package gives of which nothing is known: beside a tracer of OpenTracing's it is another one, in words of its own. */
export interface UnseenToken {
  readonly kind: 'unseen';
  readonly package: string;
}

/** A string that stands in the source where constants stand. */
export interface StringToken {
  readonly kind: 'string';
  readonly value: string;
}

/** What `Symbol(...)` gives at one place. `name` is that of the field which it is the key of, unlike that of any other. */
export interface SymbolToken {
  readonly kind: 'symbol';
  readonly name: string;
}

/** Something of OpenTelemetry: a package, its `propagation`, a span by the call that starts it, or anything else that comes of it. */
export interface SuccessorToken {
  readonly kind: 'successor';
  readonly of: 'package' | 'propagation' | 'span' | 'other';
  readonly start?: t.Node;
}

export type ShapeKind =
  | 'object'
  | 'function'
  | 'class'
  | 'instance'
  | 'array'
  | 'promise'
  | 'map'
  | 'set'
  | 'store'
  | 'emitter'
  | 'double'
  | 'module'
  | 'type'
  | 'alias';

let nextShapeId = 0;
const NO_NAMES: ReadonlySet<string> = new Set();
/** A member that a test writes to an object, with all objects that it may write it to. */
export interface Assigned extends AssignedMember {
  readonly path: string;
  readonly shapes: readonly Shape[];
}

const NONE_ASSIGNED: readonly Assigned[] = [];
const NONE_LATE: readonly Slot[] = [];
const NO_FIELDS: ReadonlyMap<string, Slot> = new Map();

/** Something that the project allocates or declares, one for each place in the source; its members are slots. */
export class Shape {
  readonly id = nextShapeId++;
  #fields: Map<string, Slot> | undefined;
  #self: Slot | undefined;
  /** Shapes that a member is looked up in when read: the superclass, what is spread into an object, re-exported modules. */
  readonly parents: Slot = new Slot();
  /** Members that an object says itself after what is spread into it: they are not looked up there. */
  said: ReadonlySet<string> | undefined;
  /** Members of a type that are methods. */
  callables: ReadonlySet<string> = NO_NAMES;
  /** There are no instances but those of its heirs. */
  isAbstract = false;
  /** It says what members objects have that somebody else makes. */
  isAddition = false;
  /** What is copied to it some time after it was made; all of that is among its parents too. */
  late: readonly Slot[] = NONE_LATE;
  /** What a test puts it in the place of; then its members move with the calls on it. */
  standsFor: Role | undefined;
  /** Members that a test writes to it. */
  assigned: readonly Assigned[] = NONE_ASSIGNED;
  /** Of a type that has methods of a span: what else is whatever is declared with it. */
  described: Slot | undefined;
  /** Of an interface that extends others: what is declared with it besides, for what it extends. */
  inherited: Slot | undefined;

  constructor(
    readonly kind: ShapeKind,
    readonly node: t.Node | null,
    readonly file: string,
  ) {}

  addCallable(name: string): void {
    this.callables = new Set([...this.callables, name]);
  }

  /** Its members by name: most shapes have none, and are asked for none. */
  get fields(): ReadonlyMap<string, Slot> {
    return this.#fields ?? NO_FIELDS;
  }

  field(name: string): Slot {
    this.#fields ??= new Map();
    let slot = this.#fields.get(name);
    if (slot === undefined) {
      slot = new Slot();
      this.#fields.set(name, slot);
    }
    return slot;
  }

  /** Receivers of the methods. */
  get self(): Slot {
    this.#self ??= new Slot();
    return this.#self;
  }
}

/** Everything that a container holds: what a promise settles to, the elements of an array, the values of a map or dictionary. */
export const CONTENT = '<content>';
/** The part of it whose place is unknown: `list.push(x)`, `table[key] = x`. */
export const DYNAMIC = '<dynamic>';
/** What a generator is sent: `steps.next(x)`. */
export const SENT = '<sent>';
/** What a function type gives when it is called. */
export const RESULT = '<result>';
/** The functions that a test double calls when it is called. */
export const BEHAVIOUR = '<behaviour>';
/** What a test double gives. */
export const GIVEN = '<given>';
/** What a function type is called with. */
export function parameter(place: number): string {
  return `<parameter ${place}>`;
}
/** The keys of a map. */
export const KEYS = '<keys>';

export const NULL: PlainToken = { kind: 'null' };
export const UNDEFINED: PlainToken = { kind: 'null' };
/** One of the two. */
export const NOTHING: PlainToken = { kind: 'null' };
/** One of the two, or false, 0 or '': what stands before `&&` and is not an object. */
export const FALSY: PlainToken = { kind: 'null' };
/** undefined that nobody wrote down: a member that may not have been set yet. */
export const UNSET: PlainToken = { kind: 'null' };
export const PRIMITIVE: PlainToken = { kind: 'primitive' };
/** Says of a string that it is not always the same. */
export const VARYING: PlainToken = { kind: 'varying' };
export const FOREIGN: PlainToken = { kind: 'foreign' };
export const DOUBTFUL: PlainToken = { kind: 'doubtful' };

const interned = new Map<string, Token>();

function intern<T extends Token>(key: string, token: T): T {
  const known = interned.get(key);
  if (known !== undefined) return known as T; // the key names the kind and every field
  interned.set(key, token);
  return token;
}

export function roleToken(role: Role, evidence: Evidence): RoleToken {
  return intern(`role ${role} ${evidence}`, { kind: 'role', role, evidence });
}

export function apiToken(name: string): ApiToken {
  return intern(`api ${name}`, { kind: 'api', name });
}

export function stringToken(value: string): StringToken {
  return intern(`string ${value}`, { kind: 'string', value });
}

/** `place`: where the symbol is made, or what it is registered as. */
export function symbolToken(place: string): SymbolToken {
  return intern(`symbol ${place}`, { kind: 'symbol', name: `@@${place}` });
}

/** The fields that say how an object is iterated over. */
export const ITERATOR = '@@Symbol.iterator';
export const ASYNC_ITERATOR = '@@Symbol.asyncIterator';

/** Whether a field has a symbol as its key: no other field of any object can be meant then. */
export function isSymbolName(name: string): boolean {
  return name.startsWith('@@');
}

export function strangerToken(name: string, isHanded = false): StrangerToken {
  return intern(`stranger ${name} ${isHanded}`, { kind: 'stranger', package: name, isHanded });
}

export function unseenToken(name: string): UnseenToken {
  return intern(`unseen ${name}`, { kind: 'unseen', package: name });
}

export function successorToken(of: Exclude<SuccessorToken['of'], 'span'>): SuccessorToken {
  return intern(`successor ${of}`, { kind: 'successor', of });
}

/** The span that one call starts on a tracer of OpenTelemetry's. */
export function startedToken(start: t.Node): SuccessorToken {
  return { kind: 'successor', of: 'span', start };
}

export function packageToken(name: string): PackageToken {
  return intern(`package ${name}`, { kind: 'package', name });
}

export function factoryToken(member: TracerFactory): FactoryToken {
  return intern(`factory ${member}`, { kind: 'factory', member });
}

export function roleTypeToken(role: Role): RoleTypeToken {
  return intern(`roleType ${role}`, { kind: 'roleType', role });
}

export function methodToken(role: Role, name: string, evidence: Evidence): MethodToken {
  return intern(`method ${role} ${name} ${evidence}`, { kind: 'method', role, name, evidence });
}

const builtins = new WeakMap<object, Map<string, BuiltinToken>>();
const STATIC = {};

export function builtinToken(owner: BuiltinToken['owner'], name: string): BuiltinToken {
  const key = owner ?? STATIC;
  const ofOwner = builtins.get(key) ?? new Map<string, BuiltinToken>();
  builtins.set(key, ofOwner);
  const token = ofOwner.get(name) ?? { kind: 'builtin', owner, name };
  ofOwner.set(name, token);
  return token;
}

const STRENGTH: readonly Evidence[] = ['import', 'annotation', 'type', 'flow', 'call-site', 'field', 'format', 'use'];

/** The weaker of two kinds of evidence: a chain is as strong as its weakest link. */
export function weaker(a: Evidence, b: Evidence): Evidence {
  return STRENGTH.indexOf(a) >= STRENGTH.indexOf(b) ? a : b;
}

/** The stronger of two kinds of evidence for the same thing. */
export function stronger(a: Evidence, b: Evidence): Evidence {
  return STRENGTH.indexOf(a) <= STRENGTH.indexOf(b) ? a : b;
}

/** The same token, as known from evidence that is no stronger than `evidence`. */
export function weakened(token: Token, evidence: Evidence): Token {
  if (token.kind !== 'role') return token;
  return roleToken(token.role, weaker(token.evidence, evidence));
}
