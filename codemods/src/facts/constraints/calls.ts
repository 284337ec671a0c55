import type * as t from '@babel/types';
import { chainingSpanMethods } from '../../catalog/opentelemetry-api';
import { classes, functions, methodsOf, type Role, unconnectedMakers } from '../../catalog/opentracing-api';
import type { AnyCall } from '../../parse/calls';
import { memberName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import { packageFactory } from '../flow/externals';
import type { FunctionModel, Graph } from '../flow/graph';
import { Slot } from '../flow/slot';
import {
  BEHAVIOUR,
  CONTENT,
  DOUBTFUL,
  DYNAMIC,
  GIVEN,
  type MethodToken,
  NULL,
  RESULT,
  roleToken,
  Shape,
  type StrangerToken,
  startedToken,
  strangerToken,
  successorToken,
  type Token,
  UNDEFINED,
  UNSET,
  weaker,
} from '../flow/tokens';
import { isRequireName } from '../scopes/require-name';

import type { Evidence } from '../types';
import { applyBuiltin } from './builtins';
import type { Context } from './context';
import { iterated } from './iteration';
import { makePrototype } from './members';

/** A call, whoever makes it: the source, or a built-in that calls back. */
export interface Call {
  readonly args: readonly Slot[];
  /** Elements of a spread argument may stand at any later place. */
  readonly spread: Slot | null;
  readonly self: Slot | null;
  /** By which name the callee was read from `self`; undefined where it came from elsewhere, as with `fn.call(self)`. */
  readonly method?: string | undefined;
  readonly result: Slot;
  readonly isNew: boolean;
  /** What a parameter that gets its value by this call is proven by. */
  readonly evidence: Evidence;
  /** The call in the source, or what stands for it: shapes that the call makes belong to it. */
  readonly node: t.Node;
  /** The doubles that this call has come by. */
  doubles?: Set<Shape>;
}

/** A call of the source: whatever its callee may be is applied to its arguments. */
export function constrainCall(at: Context, node: AnyCall): void {
  if (isRequire(at, node) || node.callee.type === 'Import') return;
  const call = callOf(at, node);
  // `parent?.context()` gives nothing where there is no parent.
  if (node.type === 'OptionalCallExpression') at.solver.add(call.result, UNDEFINED);
  if (node.callee.type === 'Super') return;
  at.solver.on(at.slot(node.callee), (token) => applyToken(at, token, call));
}

export function isRequire(at: Context, { callee }: AnyCall): boolean {
  return isRequireName(at.file.scopes, callee);
}

export function callOf(at: Context, node: AnyCall): Call {
  const firstSpread = node.arguments.findIndex((argument) => argument.type === 'SpreadElement');
  const plain = firstSpread < 0 ? node.arguments : node.arguments.slice(0, firstSpread);
  return {
    args: plain.map((argument) => at.slot(argument)),
    spread: firstSpread < 0 ? null : spreadOf(at, node.arguments.slice(firstSpread)),
    self: receiverSlot(at, node.callee),
    method: methodOf(node),
    result: at.slot(node),
    isNew: node.type === 'NewExpression',
    evidence: 'call-site',
    node,
  };
}

function spreadOf(at: Context, rest: readonly t.Node[]): Slot {
  const slot = new Slot();
  for (const argument of rest) {
    if (argument.type === 'SpreadElement') iterated(at, at.slot(argument.argument), slot);
    else at.solver.flow(at.slot(argument), slot);
  }
  return slot;
}

function receiverSlot(at: Context, callee: t.Node): Slot | null {
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return null;
  return callee.object.type === 'Super' ? null : at.slot(callee.object);
}

/** Applies one possible callee. */
export function applyToken(at: Context, token: Token, call: Call): void {
  if (token instanceof Shape) applyShape(at, token, call);
  else if (token.kind === 'method') applyMethod(at, token, call);
  else if (token.kind === 'api') applyApi(at, token.name, call);
  else if (token.kind === 'factory') {
    at.graph.tracerMakers.add(at.file.source.path);
    at.solver.add(call.result, roleToken('tracer', 'flow'));
    if (unconnectedMakers.has(token.member)) at.solver.add(call.result, DOUBTFUL);
  } else if (token.kind === 'package') {
    for (const factory of packageFactory(token.name)) applyToken(at, factory, call);
  } else if (token.kind === 'builtin') applyBuiltin(at, token, call);
  else if (token.kind === 'stranger') applyStranger(at, token, call);
  else if (token.kind === 'successor') applySuccessor(at, call);
}

/** What OpenTelemetry gives, and the span among it. */
function applySuccessor({ graph, solver }: Context, { args, method, node, result, self }: Call): void {
  solver.add(result, successorToken('other'));
  if (self && method && chainingSpanMethods.has(method)) solver.flowIf(self, result, isSpan);
  if (graph.starts.has(node)) return;
  if (method === 'startSpan') startsIn(graph, node, result);
  const callback = method === 'startActiveSpan' ? args.at(-1) : undefined;
  if (callback === undefined) return;
  solver.on(callback, (token) => {
    const model = graph.modelOf(token);
    const [span] = model?.params ?? [];
    if (span !== undefined) startsIn(graph, node, span);
  });
}

/** A span that has moved, also where code that has not takes it for one of OpenTracing's. */
function isSpan(token: Token): boolean {
  if (token instanceof Shape) return false;
  return (token.kind === 'successor' && token.of === 'span') || (token.kind === 'role' && token.role === 'span');
}

function startsIn(graph: Graph, start: t.Node, span: Slot): void {
  graph.starts.set(start, span);
  graph.solver.add(span, startedToken(start));
}

/** What another tracing library gives is its own, and so is what it calls back with. */
function applyStranger(at: Context, token: StrangerToken, { args, result }: Call): void {
  at.solver.add(result, token);
  for (const argument of args) {
    at.solver.on(argument, (given) => {
      const span = firstParameter(at, given);
      if (span) at.solver.add(span, token);
    });
    handBack(at, strangerToken(token.package, true), argument, LEVELS_OF_OPTIONS);
  }
}

/** How deep in options a library's hooks are looked for: `{ hooks: { request: (span) => ... } }`. */
const LEVELS_OF_OPTIONS = 2;

/** A span that a callback asks for by its type is the library's own, which only looks like OpenTracing's. */
function handBack(at: Context, token: StrangerToken, given: Slot, levels: number): void {
  at.solver.on(given, (callback) => {
    if (!at.graph.isHandedFirst(token, callback, levels)) return;
    const span = firstParameter(at, callback);
    if (span) at.solver.on(span, (asked) => asked.kind === 'role' && at.solver.add(span, token));
    if (levels === 0 || !(callback instanceof Shape) || callback.kind !== 'object') return;
    for (const member of callback.fields.values()) handBack(at, token, member, levels - 1);
  });
}

function firstParameter(at: Context, callback: Token): Slot | undefined {
  const isFunction = callback instanceof Shape && callback.kind === 'function';
  return isFunction ? at.graph.modelOf(callback)?.params[0] : undefined;
}

function applyShape(at: Context, shape: Shape, call: Call): void {
  if (shape.kind === 'function' && shape.node !== null) applyFunction(at, shape, call);
  else if (shape.kind === 'class' && call.isNew) construct(at, shape, call);
  else if (shape.kind === 'type') at.solver.flow(shape.field(RESULT), call.result);
  else if (shape.kind === 'double') applyDouble(at, shape, call);
}

/**
 * It gives what it was told to, or what the function gives that it calls; a text or nothing stands for no object. Doubles may be told to call
 * each other, so that one call is applied to each of them once.
 */
function applyDouble(at: Context, double: Shape, call: Call): void {
  const given = double.field(GIVEN);
  at.solver.flowIf(given, call.result, (token) => token instanceof Shape || token.kind === 'role');
  call.doubles ??= new Set();
  if (call.doubles.has(double)) return;
  call.doubles.add(double);
  at.solver.flow(double.field(RESULT), given);
  at.solver.on(double.field(BEHAVIOUR), (token) => applyToken(at, token, { ...call, result: given }));
}

function applyFunction(at: Context, shape: Shape, call: Call): void {
  const model = at.graph.modelOf(shape);
  if (model === undefined) return;
  passArguments(at, model, call);
  if (!call.isNew) {
    // What a method of a class is called on is an instance, which it knows; the rest of what may stand there has no such method.
    const isOfInstance = call.method !== undefined && isClassMethod(model);
    if (call.self !== null && !isOfInstance) passSelf(at, shape, model, call.self, call.method);
    at.solver.flow(model.result, call.result);
    return;
  }
  makePrototype(at.graph, shape);
  at.solver.flow(shape.field('prototype'), call.result);
}

function isClassMethod({ node }: FunctionModel): boolean {
  return node.type === 'ClassMethod' || node.type === 'ClassPrivateMethod';
}

/** Of what a receiver may be, OpenTracing's objects have only those functions of the project that somebody puts there. */
function passSelf(at: Context, fn: Shape, { self }: FunctionModel, receiver: Slot, method: string | undefined): void {
  at.solver.on(receiver, (token) => {
    if (token.kind !== 'role' || method === undefined) at.solver.add(self, token);
    else whereHeld(at, at.graph.roleShape(token.role).field(method), fn, () => at.solver.add(self, token));
  });
}

function whereHeld(at: Context, field: Slot, fn: Shape, run: () => void): void {
  at.solver.on(field, (token) => {
    if (token === fn) run();
  });
}

/** `new X(...)`: the instance is what the class's methods share; the constructor may be inherited. */
export function construct(at: Context, cls: Shape, call: Call): void {
  at.solver.flow(cls.field('prototype'), call.result);
  at.solver.on(cls.field('<constructor>'), (token) => {
    const model = at.graph.modelOf(token);
    if (model !== undefined) passArguments(at, model, call);
  });
}

function passArguments(at: Context, model: FunctionModel, call: Call): void {
  model.params.forEach((param, i) => {
    const argument = call.args[i];
    if (argument !== undefined) at.solver.flowAs(argument, param, call.evidence);
    else if (call.spread === null) at.solver.add(param, UNDEFINED);
    else {
      // What is spread may be over by then.
      at.solver.flowAs(call.spread, param, call.evidence);
      at.solver.add(param, UNSET);
    }
  });
  if (model.passed !== null) passAll(at, model.passed, call);
  if (model.rest === null) return;
  for (const argument of call.args.slice(model.params.length - 1))
    at.solver.flowAs(argument, model.rest, call.evidence);
  if (call.spread !== null) at.solver.flowAs(call.spread, model.rest, call.evidence);
}

/** What `arguments` holds: each argument in its place. */
function passAll(at: Context, passed: Shape, { args, spread, evidence }: Call): void {
  args.forEach((argument, i) => {
    at.solver.flowAs(argument, passed.field(String(i)), evidence);
    at.solver.flowAs(argument, passed.field(CONTENT), evidence);
  });
  if (spread !== null) at.solver.flowAs(spread, passed.field(DYNAMIC), evidence);
}

function applyApi(at: Context, name: string, call: Call): void {
  const table: Readonly<Record<string, string>> = call.isNew ? classes : functions;
  const result = Object.hasOwn(table, name) ? table[name] : undefined;
  if (result !== undefined) addResult(at, result, 'flow', call);
  if (name === 'globalTracer') at.graph.globalTracers.push({ path: at.file.source.path, result: call.result });
  const [given, second] = call.args;
  if (name === 'initGlobalTracer' && given !== undefined)
    at.graph.newGlobalTracers.push({ path: at.file.source.path, given });
  const referred = result === 'reference' ? (call.isNew ? second : given) : undefined;
  if (referred !== undefined) at.solver.flowIf(referred, at.graph.referredTo, (token) => token instanceof Shape);
}

function applyMethod(at: Context, { role, name, evidence }: MethodToken, call: Call): void {
  if (role === 'reference' && name === 'referencedContext') askReference(at, call);
  const table = methodsOf(role);
  const result = table[name];
  if (result === 'this') addResult(at, role, evidence, call);
  else if (result !== undefined) addResult(at, result, weaker(evidence, 'flow'), call);
}

/** A reference gives what it was made to; which was made to what is not told apart. */
function askReference({ graph, solver }: Context, { self, result }: Call): void {
  if (self !== null) graph.referencesAsked.push({ reference: self, result });
  solver.flow(graph.referredTo, result);
}

/** Adds what the catalogue says a member gives: `span`, `span?`, `span[]`, or nothing that matters. */
function addResult(at: Context, result: string, evidence: Evidence, call: Call): void {
  if (result === 'other') return;
  if (result === 'void') {
    at.solver.add(call.result, UNDEFINED);
    return;
  }
  if (result.endsWith('?')) at.solver.add(call.result, NULL);
  const role = result.replace(/\?$|\[\]$/, '') as Role; // the catalogue's own notation
  const token = roleToken(role, evidence);
  if (!result.endsWith('[]')) {
    at.solver.add(call.result, token);
    return;
  }
  const array = at.graph.shape('array', call.node, at.file);
  at.solver.add(array.field(CONTENT), token);
  at.solver.add(call.result, array);
}

/** The method name of a call, where it is one. */
export function methodOf(node: AnyCall): string | undefined {
  const { callee } = node;
  return isMember(callee) ? memberName(callee) : undefined;
}
