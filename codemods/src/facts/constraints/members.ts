import type * as t from '@babel/types';
import { chainingSpanMethods } from '../../catalog/opentelemetry-api';
import { methodsOf, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { apiMember, packageMember } from '../flow/externals';
import type { Graph } from '../flow/graph';
import { Slot } from '../flow/slot';
import {
  builtinToken,
  CONTENT,
  DYNAMIC,
  methodToken,
  type RoleToken,
  roleToken,
  Shape,
  type SuccessorToken,
  successorToken,
  symbolToken,
  type Token,
  UNSET,
  weaker,
} from '../flow/tokens';
import { hasBuiltin } from './builtin-names';
import type { Context } from './context';

/** Reads `receiver.name` into a slot; undefined reads every member whose name may be computed. */
export function readMember(
  at: Context,
  receiver: Slot,
  name: string | undefined,
  into: Slot,
  node: t.Node | null = null,
): void {
  at.solver.on(receiver, (token) => readFrom(at, token, name, into));
  if (name === undefined) at.graph.indexed.push(into);
  else at.graph.accesses.push({ receiver, receiverNode: node, name, value: into, write: false, file: at.file });
}

/** Reads a member of one token. */
export function readFrom(at: Context, token: Token, name: string | undefined, into: Slot): void {
  const { graph } = at;
  if (token instanceof Shape) readShape(at, token, name, into);
  else if (token.kind === 'stranger') graph.solver.add(into, token);
  else if (token.kind === 'successor') readSuccessor(graph, token, name, into);
  else if (name === undefined) return;
  else if (token.kind === 'role') readRole(at, token, name, into);
  else if (token.kind === 'api') readExport(graph, token.name, name, into);
  else if (token.kind === 'package') addAll(graph, into, packageMember(token.name, name));
  else if (token.kind === 'method') readFunction(graph, token, name, into);
  else if (token.kind === 'builtin' && token.owner === null) {
    const path = `${token.name}.${name}`;
    graph.solver.add(into, WELL_KNOWN.has(path) ? symbolToken(path) : builtinToken(null, path));
  } else if (token.kind === 'builtin' && token.owner?.kind === 'array') {
    // Whose method it was does not count: `[].map.call(list, fn)`.
    graph.solver.add(into, builtinToken(null, `Array.prototype.${token.name}.${name}`));
  }
}

/** Symbols that name how an object is iterated over. */
const WELL_KNOWN: ReadonlySet<string> = new Set(['Symbol.iterator', 'Symbol.asyncIterator']);

function readSuccessor(graph: Graph, { of }: SuccessorToken, name: string | undefined, into: Slot): void {
  const isPropagation = of === 'package' && name === 'propagation';
  graph.solver.add(into, successorToken(isPropagation ? 'propagation' : 'other'));
}

function readExport(graph: Graph, owner: string, name: string, into: Slot): void {
  addAll(graph, into, apiMember(owner, name));
  if (owner === '') graph.solver.flow(graph.replacedExport(name), into);
}

function addAll(graph: Graph, into: Slot, tokens: readonly Token[]): void {
  for (const token of tokens) graph.solver.add(into, token);
}

function readFunction(graph: Graph, owner: Shape | Extract<Token, { kind: 'method' }>, name: string, into: Slot): void {
  if (hasBuiltin('function', name)) graph.solver.add(into, builtinToken(owner, name));
}

function readShape(at: Context, shape: Shape, name: string | undefined, into: Slot): void {
  const { graph } = at;
  const isNew = graph.solver.flow(shape.field(name ?? CONTENT), into);
  if (!isNew) return;
  if (name === 'prototype') makePrototype(graph, shape);
  // `handlers.push` is none of the handlers, and neither is how many there are.
  if (name !== undefined && hasBuiltin(shape.kind, name)) graph.solver.add(into, builtinToken(shape, name));
  else if (name !== undefined && name !== CONTENT && !isCount(shape, name))
    graph.solver.flow(shape.field(DYNAMIC), into);
  if (name === undefined || !shape.said?.has(name))
    graph.solver.on(shape.parents, (parent) => readFrom(at, parent, name, into));
  if (name !== undefined && CALLS_ITS_OWN.has(name)) graph.solver.flow(shape.field(`_${name}`), into);
}

function isCount({ kind }: Shape, name: string): boolean {
  return kind === 'array' ? name === 'length' : (kind === 'set' || kind === 'map') && name === 'size';
}

/** Methods of OpenTracing's classes that call the one with an underscore, which an implementation defines. */
const CALLS_ITS_OWN: ReadonlySet<string> = new Set(['startSpan', 'extract', 'context', 'tracer']);

/** A function gets its prototype object when somebody asks for it. */
export function makePrototype(graph: Graph, shape: Shape): void {
  if (shape.kind !== 'function') return;
  const prototype = shape.field('prototype');
  if (prototype.tokens.size === 0) graph.solver.add(prototype, new Shape('instance', shape.node, shape.file));
  makeConstructor(graph, shape);
}

/** `this` of a function that has a prototype is an instance, also where nobody in sight makes one. */
function makeConstructor(graph: Graph, shape: Shape): void {
  const model = graph.modelOf(shape);
  if (model !== undefined) graph.solver.flow(shape.field('prototype'), model.self);
}

const OTHER_MEMBERS: Readonly<Partial<Record<Role, Readonly<Record<string, Role>>>>> = {
  mockTracer: { _spans: 'mockSpan' },
  mockReport: {
    spans: 'mockSpan',
    unfinishedSpans: 'mockSpan',
    spansByUUID: 'mockSpan',
    spansByTag: 'mockSpan',
  },
};

function readRole(at: Context, { role, evidence }: RoleToken, name: string, into: Slot): void {
  const { graph } = at;
  const table = methodsOf(role);
  const own = graph.roleShape(role);
  if (Object.hasOwn(table, name)) {
    graph.solver.add(into, methodToken(role, name, evidence));
    if (name === 'startSpan' || name === 'inject')
      graph.solver.flowIf(own.field(name), into, (token) => isMetHere(at, token));
    return;
  }
  const held = OTHER_MEMBERS[role]?.[name];
  // Code that has moved before its tracer asks it in OpenTelemetry's words.
  if (isAskedNewWay(role, name)) graph.solver.add(into, successorToken('other'));
  if (held !== undefined) graph.solver.add(into, heldBy(graph, own, name, held, weaker(evidence, 'flow')));
  else graph.solver.flow(own.field(name), into);
}

function isAskedNewWay(role: Role, name: string): boolean {
  return (role === 'tracer' && name === 'startActiveSpan') || (role === 'span' && chainingSpanMethods.has(name));
}

/**
 * What a test puts in the place of a method: it gets what the code under test gives, and the span that it gives is the one that goes there. Code that
 * is not loaded beside the test never meets it.
 */
function isMetHere({ file, graph }: Context, token: Token): boolean {
  return token instanceof Shape && isTestFile(token.file) && graph.reach.mayMeet(token.file, file.source.path);
}

/** `report.spans` and its like: one array for all reports. */
function heldBy(
  graph: Graph,
  owner: Shape,
  name: string,
  role: Role,
  evidence: Parameters<typeof roleToken>[1],
): Shape {
  const holder = owner.field(`<${name}>`);
  if (holder.tokens.size === 0) graph.solver.add(holder, new Shape('array', null, ''));
  const array = holder.tokens.at(0) as Shape; // nothing else is ever put there
  graph.solver.add(array.field(CONTENT), roleToken(role, evidence));
  graph.solver.add(array.field(DYNAMIC), roleToken(role, evidence));
  return array;
}

/** Writes a value to `receiver.name`. */
export function writeMember(
  at: Context,
  receiver: Slot,
  name: string | undefined,
  value: Slot,
  node: t.Node | null = null,
): void {
  at.solver.on(receiver, (token) => writeTo(at.graph, token, name, value));
  if (name !== undefined) {
    at.graph.accesses.push({ receiver, receiverNode: node, name, value, write: true, file: at.file });
  }
}

/** `delete receiver.name`: whoever reads it afterwards finds nothing. */
export function deleteMember(at: Context, receiver: Slot, name: string | undefined): void {
  const nothing = new Slot();
  at.solver.add(nothing, UNSET);
  at.solver.on(receiver, (token) => {
    if (token instanceof Shape) writeField(at.graph, token, name, nothing);
    else if (token.kind === 'role') writeTo(at.graph, token, name, nothing);
  });
}

function writeTo(graph: Graph, token: Token, name: string | undefined, value: Slot): void {
  if (token.kind === 'role' && name !== undefined) graph.solver.flow(value, graph.roleShape(token.role).field(name));
  if (token.kind === 'api' && token.name === '' && name !== undefined)
    graph.solver.flow(value, graph.replacedExport(name));
  if (token instanceof Shape) writeField(graph, token, name, value);
}

/** Puts a value into a member of a shape; a function put there has the shape as its receiver. */
export function writeField(graph: Graph, shape: Shape, name: string | undefined, value: Slot): void {
  if (!graph.solver.flow(value, shape.field(name ?? DYNAMIC))) return;
  if (isDictionary(shape) || (name === undefined && shape.kind === 'instance'))
    graph.solver.flow(value, shape.field(CONTENT));
  if (name === 'prototype' && shape.kind === 'function') makeConstructor(graph, shape);
  graph.solver.on(value, (token) => {
    if (token instanceof Shape && token.kind === 'function') bindSelf(graph, token, shape);
  });
}

/** What is asked by names that are computed: `handlers[path](req)`, of a literal or of a module's exports. */
function isDictionary({ kind }: Shape): boolean {
  return kind === 'object' || kind === 'array' || kind === 'type' || kind === 'module';
}

/** `this` of a method is what the method is a member of, and what inherits from that. */
export function bindSelf(graph: Graph, fn: Shape, owner: Shape): void {
  const model = graph.modelOf(fn);
  if (model === undefined || model.node.type === 'ArrowFunctionExpression') return;
  graph.solver.add(owner.self, owner);
  graph.solver.flow(owner.self, model.self);
}
