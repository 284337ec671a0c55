import type * as t from '@babel/types';
import type { Role } from '../../catalog/opentracing-api';
import { linkOf } from '../../parse/parents';
import type { SourceFile } from '../../parse/source-file';
import type { Binding, Scopes } from '../scopes/scope';
import { AccessesByField } from './accesses-by-field';
import { FieldGroups } from './field-groups';
import { Slot } from './slot';
import { Solver } from './solver';
import { Shape, type ShapeKind, type StrangerToken, type Token, UNDEFINED } from './tokens';

/** A file under analysis. */
export interface FileModel {
  readonly source: SourceFile;
  readonly scopes: Scopes;
  /** `module.exports`, or the namespace object of an ES module: what another file gets. */
  readonly exports: Slot;
  /** What `export` declarations and `exports.x = ` write to; always in `exports`. */
  readonly namespace: Shape;
  /** Whether `arguments` is mentioned: few files do, and what it holds is kept for those alone. */
  readonly usesArguments: boolean;
}

/** A function of the project: where its arguments go in, and where its result comes out. */
export interface FunctionModel {
  readonly node: t.Function;
  readonly shape: Shape;
  readonly params: readonly Slot[];
  readonly rest: Slot | null;
  /** What `arguments` holds, in files that use it. */
  readonly passed: Shape | null;
  readonly result: Slot;
  /** Where `return` and `yield` write to. */
  readonly returned: Slot;
  readonly self: Slot;
  /** What stands behind `return`; the body of an arrow function. */
  readonly returns: t.Expression[];
  /** The file it is in. */
  readonly file: FileModel;
}

/** `x.key = value`. */
export interface MemberWrite {
  readonly node: t.AssignmentExpression;
  readonly target: t.MemberExpression;
  readonly receiver: Slot;
  readonly file: FileModel;
  /** The key in plain sight; a computed one may still be a constant. */
  readonly key: string | undefined;
}

/** A member access, kept to find receivers that nothing is known of. */
export interface MemberAccess {
  readonly receiver: Slot;
  readonly receiverNode: t.Node | null;
  readonly name: string;
  readonly value: Slot;
  readonly write: boolean;
  readonly file: FileModel;
}

/** `table[key]`: which fields are meant shows when it is known what reaches the key. */
export interface ComputedKey {
  readonly key: Slot;
  /** Says that any field may be meant. */
  open(): void;
}

/** Everything the constraints share: slots by what they stand for, and the solver that fills them. */
export class Graph {
  readonly solver: Solver;
  readonly accesses: MemberAccess[] = [];
  readonly writes: MemberWrite[] = [];
  /** What is read by a key of which nothing is known. */
  readonly indexed: Slot[] = [];
  /** Keys that are not written out. */
  readonly keys: ComputedKey[] = [];
  /** Types that were given for type parameters. */
  readonly typeArguments: { readonly argument: Slot; readonly parameter: Slot }[] = [];
  readonly functions = new Map<t.Node, FunctionModel>();
  /** Where the global tracer is asked for. */
  readonly globalTracers: { readonly path: string; readonly result: Slot }[] = [];
  /** The calls that start spans on tracers of OpenTelemetry's, with where the span comes out. */
  readonly starts = new Map<t.Node, Slot>();
  /** Calls of OpenTracing's that are made on such a tracer: it has moved before the code that calls it. */
  readonly oldCalls = new Set<t.Node>();
  /** What is made the global tracer. */
  readonly newGlobalTracers: { readonly path: string; readonly given: Slot }[] = [];
  /** `a && b`, and what is asked first there. */
  readonly guarded: { readonly guard: Slot; readonly result: Slot }[] = [];
  /** What is cast, and what that is then. */
  readonly casts: { readonly path: string; readonly node: t.Node; readonly value: Slot; readonly cast: Slot }[] = [];
  /** Casts that say OpenTracing of what is seen to be something else. */
  readonly doubtfulCasts = new Set<t.Node>();
  /** Calls of a test that make a double of a class or a type of OpenTracing. */
  readonly classDoubles = new Set<t.Node>();
  /** What holds such a double, and gives it to those who say what is expected of it. */
  readonly doubleHolders = new Set<Shape>();
  /** Those of them that answer to any name: what is not told to do something calls nothing back. */
  readonly typeDoubles = new Set<t.Node>();
  /** Where references are asked what they refer to. */
  readonly referencesAsked: { readonly reference: Slot; readonly result: Slot }[] = [];
  /** What of the project references are made to. */
  readonly referredTo = new Slot();
  /** Files in which a package that makes tracers is asked for one. */
  readonly tracerMakers = new Set<string>();
  readonly #handed = new Map<StrangerToken, Map<Token, number>>();
  readonly #bindings = new Map<Binding, Slot>();
  readonly #shapes = new Map<t.Node, Shape>();
  #fields: FieldGroups | undefined;
  #shapesByFile: ReadonlyMap<string, readonly Shape[]> | undefined;
  #writesByShape: ReadonlyMap<Shape, readonly number[]> | undefined;
  readonly #docShapes = new Map<string, Shape>();
  readonly #stores = new Map<string, Shape>();
  readonly #roleShapes = new Map<Role, Shape>();
  readonly #unknownFields = new Map<string, Slot>();
  readonly #accessesByField = new AccessesByField();
  readonly #replacedExports = new Map<string, Slot>();

  /**
   * `nodes`: how many nodes the project has, which decides how much work it is worth. `reach`: which code may meet what a test puts
   * somewhere for all.
   */
  constructor(
    nodes: number,
    readonly reach: { mayMeet(test: string, path: string): boolean },
  ) {
    this.solver = new Solver(nodes + 50_000);
  }

  /** The function of the project that a token is. */
  modelOf(token: Token): FunctionModel | undefined {
    return token instanceof Shape && token.node !== null ? this.functions.get(token.node) : undefined;
  }

  /**
   * Whether nobody has handed a thing to a library yet, or not to be looked into as deep. A project that calls one everywhere hands the same
   * things to it from each place.
   */
  isHandedFirst(library: StrangerToken, given: Token, levels: number): boolean {
    const handed = this.#handed.get(library) ?? new Map<Token, number>();
    this.#handed.set(library, handed);
    const known = handed.get(given);
    if (known !== undefined && known >= levels) return false;
    handed.set(given, levels);
    return true;
  }

  /** Which fields are the same; to be asked for when all is solved. */
  get fields(): FieldGroups {
    this.#fields ??= new FieldGroups(this);
    return this.#fields;
  }

  /** A key that nothing is known of may stand for any field; to be called when all else is solved. */
  openUnknownKeys(): void {
    for (const { key, open } of this.keys.splice(0)) if (key.tokens.size === 0) open();
    this.solver.solve();
  }

  binding(binding: Binding): Slot {
    let slot = this.#bindings.get(binding);
    if (slot !== undefined) return slot;
    slot = new Slot();
    this.#bindings.set(binding, slot);
    return slot;
  }

  /** The slot of an expression or type. A variable has one slot, whatever mentions it. */
  slot(node: t.Node, file: FileModel): Slot {
    const known = slotAt(node);
    if (known !== undefined) return known;
    const binding = node.type === 'Identifier' ? file.scopes.bindingOf(node) : undefined;
    const slot = binding === undefined ? new Slot() : this.binding(binding);
    putSlot(node, slot);
    if (node.type === 'Identifier' && binding === undefined && node.name === 'undefined')
      this.solver.add(slot, UNDEFINED);
    return slot;
  }

  /** The slot of a node, if anything flows there. */
  findSlot(node: t.Node, file: FileModel): Slot | undefined {
    const known = slotAt(node);
    if (known !== undefined || node.type !== 'Identifier') return known;
    const binding = file.scopes.bindingOf(node);
    return binding === undefined ? undefined : this.#bindings.get(binding);
  }

  /** Lets a node share the slot of another thing. */
  alias(node: t.Node, slot: Slot): void {
    const known = slotAt(node);
    if (known === undefined) putSlot(node, slot);
    else this.solver.flow(slot, known);
  }

  /** The one shape that a node allocates or declares. */
  shape(kind: ShapeKind, node: t.Node, file: FileModel): Shape {
    let shape = this.#shapes.get(node);
    if (shape !== undefined) return shape;
    shape = new Shape(kind, node, file.source.path);
    this.#shapes.set(node, shape);
    return shape;
  }

  findShape(node: t.Node): Shape | undefined {
    return this.#shapes.get(node);
  }

  /** What the project allocates or declares. */
  shapes(): Iterable<Shape> {
    return this.#shapes.values();
  }

  /** What the nodes of a file allocate or declare; to be asked for when all is solved. */
  shapesOf(path: string): readonly Shape[] {
    this.#shapesByFile ??= byFile(this.#shapes.values());
    return this.#shapesByFile.get(path) ?? [];
  }

  /** What is assigned to the members of some shapes; to be asked for when all is solved. */
  writesTo(shapes: Iterable<Shape>): readonly MemberWrite[] {
    this.#writesByShape ??= byReceiver(this.writes);
    const places = new Set<number>();
    for (const shape of shapes) for (const place of this.#writesByShape.get(shape) ?? []) places.add(place);
    return [...places].sort((a, b) => a - b).flatMap((place) => this.writes[place] ?? []);
  }

  /** A shape that a comment declares, by its name in the file. */
  docShape(kind: ShapeKind, file: FileModel, name: string): Shape {
    const key = `${kind} ${file.source.path} ${name}`;
    let shape = this.#docShapes.get(key);
    if (shape !== undefined) return shape;
    shape = new Shape(kind, null, file.source.path);
    this.#docShapes.set(key, shape);
    return shape;
  }

  /** The one store of a name, wherever it is asked for. */
  namedStore(name: string): Shape {
    let shape = this.#stores.get(name);
    if (shape !== undefined) return shape;
    shape = new Shape('store', null, '');
    this.#stores.set(name, shape);
    return shape;
  }

  /** Properties that the project hangs on OpenTracing objects: `span.parent = other`. */
  roleShape(role: Role): Shape {
    let shape = this.#roleShapes.get(role);
    if (shape !== undefined) return shape;
    shape = new Shape('object', null, '');
    this.#roleShapes.set(role, shape);
    return shape;
  }

  /** What a test puts in the place of one of OpenTracing's exports: `opentracing.globalTracer = ...`. */
  replacedExport(name: string): Slot {
    let slot = this.#replacedExports.get(name);
    if (slot !== undefined) return slot;
    slot = new Slot();
    this.#replacedExports.set(name, slot);
    return slot;
  }

  /** Properties of receivers that nothing is known of, such as `req.span`: by name, over the whole project. */
  unknownField(key: string): Slot {
    let slot = this.#unknownFields.get(key);
    if (slot !== undefined) return slot;
    slot = new Slot();
    this.#unknownFields.set(key, slot);
    return slot;
  }

  /** The accesses so far, by the unknown field that they may be to. */
  accessesByField(): ReadonlyMap<string, readonly MemberAccess[]> {
    return this.#accessesByField.of(this.accesses);
  }

  /** The unknown fields that something is known to be in. */
  filledUnknownFields(): Set<string> {
    const filled = [...this.#unknownFields].filter(([, { tokens }]) => tokens.size > 0);
    return new Set(filled.map(([key]) => key));
  }
}

/** Lets go of what an earlier look at the same tree found. */
export function forgetSlots({ parents }: SourceFile): void {
  for (const node of parents.keys()) {
    const link = linkOf(node);
    if (link !== undefined) link.slot = undefined;
  }
}

function slotAt(node: t.Node): Slot | undefined {
  return linkOf(node)?.slot as Slot | undefined; // nothing else is put there
}

function putSlot(node: t.Node, slot: Slot): void {
  const link = linkOf(node);
  if (link === undefined) throw new TypeError(`a ${node.type} that was not read from a text has no slot`);
  link.slot = slot;
}

/** By what may be assigned to: the places in the list of all. */
function byReceiver(writes: readonly MemberWrite[]): ReadonlyMap<Shape, readonly number[]> {
  const found = new Map<Shape, number[]>();
  for (const [place, { receiver }] of writes.entries()) {
    for (const token of receiver.tokens) {
      if (!(token instanceof Shape)) continue;
      const known = found.get(token);
      if (known === undefined) found.set(token, [place]);
      else known.push(place);
    }
  }
  return found;
}

function byFile(shapes: Iterable<Shape>): ReadonlyMap<string, readonly Shape[]> {
  const found = new Map<string, Shape[]>();
  for (const shape of shapes) {
    const known = found.get(shape.file);
    if (known === undefined) found.set(shape.file, [shape]);
    else known.push(shape);
  }
  return found;
}
