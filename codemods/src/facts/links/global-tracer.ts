import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { memberName } from '../../parse/key-name';
import { methodOf } from '../constraints/calls';
import type { Context } from '../constraints/context';
import type { Graph } from '../flow/graph';
import { isDeclared } from '../flow/rivals';
import type { Slot } from '../flow/slot';
import { Shape } from '../flow/tokens';
import { functionsOf } from '../implementations/implementation-candidates';
import { contains, type Implementations } from '../implementations/implementations';
import { tracerPackageOf } from '../implementations/tracer-packages';
import type { MayShareProgram } from '../modules/programs';
import type { OwnGlobalTracer, TracerPackage } from '../types';

/**
 * A tracer of the project that is made the global one is what everybody gets who asks for it. One that makes spans of its own is
 * something else than OpenTelemetry's. One that only decorates what another tracer makes is told as the answer: asked by way of the
 * global tracer, and with the shim behind it, it serves code on either side of the migration; OpenTelemetry's global tracer knows
 * nothing of what it adds.
 */
export function linkGlobalTracer(
  contexts: readonly Context[],
  graph: Graph,
  implementations: Implementations,
  packages: readonly TracerPackage[],
  mayShare: MayShareProgram,
): OwnGlobalTracerFor {
  const { solver, globalTracers, newGlobalTracers } = graph;
  const decorators = decoratorsOf(contexts, graph, implementations, packages);
  const others = othersOf(implementations, decorators);
  for (const { path, given } of newGlobalTracers) {
    solver.on(given, (token) => {
      if (!(token instanceof Shape) || decorators.has(token)) return;
      if (isDouble(graph, path, token))
        for (const one of globalTracers) if (graph.reach.mayMeet(path, one.path)) solver.add(one.result, token);
      if (!implementations.has(token)) return;
      for (const { path: user, result } of globalTracers) if (mayShare(path, user)) solver.add(result, token);
    });
  }
  solver.solve();
  const made = newGlobalTracers.flatMap(({ path, given }) => {
    const found = madeOf(given, others) ?? decoratorIn(given, decorators, (shape) => mayShare(path, shape.file));
    return found ? [{ path, found }] : [];
  });
  return (user) => made.find(({ path }) => mayShare(path, user))?.found;
}

/** What a test makes global in the place of a tracer: the code that is loaded beside it gets that. */
function isDouble(graph: Graph, path: string, shape: Shape): boolean {
  if (!isTestFile(path) || !isTestFile(shape.file)) return false;
  return shape.fields.has('startSpan') || functionsOf(graph, shape, 'startSpan').length > 0;
}

/** The tracer of the project that a file gets for the global one. */
export type OwnGlobalTracerFor = (path: string) => OwnGlobalTracer | undefined;

type OwnTracers = ReadonlyMap<Shape, OwnGlobalTracer>;

/** Tracers that make spans or headers of their own; what a test makes global is nothing to the program. */
function othersOf(implementations: Implementations, decorators: OwnTracers): OwnTracers {
  const others = [...implementations].filter(
    ([shape, { role, path }]) => role === 'tracer' && !isTestFile(path) && !decorators.has(shape),
  );
  return new Map(others.map(([shape, tracer]) => [shape, { tracer, own: 'all' }]));
}

/** Tracers of a program whose spans are those of the tracer that they hand on to. */
function decoratorsOf(
  contexts: readonly Context[],
  graph: Graph,
  implementations: Implementations,
  packages: readonly TracerPackage[],
): OwnTracers {
  const found = new Map<Shape, OwnGlobalTracer>();
  for (const [shape, tracer] of implementations) {
    const isOwn = tracer.role === 'tracer' && !isTestFile(tracer.path) && !tracerPackageOf(tracer.path, packages);
    const carriers = isOwn && startsSpansOfOthers(contexts, graph, shape) ? carrierMethods(graph, shape) : 'own';
    if (carriers === 'own') continue;
    found.set(shape, { tracer, own: carriers === 'none' ? 'what it adds, without headers' : 'what it adds' });
  }
  return found;
}

/** Asks another tracer, of which an earlier run may have left nothing to be known, and gives no span of the project's own. */
function startsSpansOfOthers(contexts: readonly Context[], graph: Graph, shape: Shape): boolean {
  const starts = functionsOf(graph, shape, 'startSpan');
  const at = contexts.find(({ file }) => file.source.path === shape.file);
  return starts.length > 0 && starts.every(({ node, result }) => at && asksOther(at, node) && !holdsShape(result));
}

function asksOther(at: Context, body: t.Node): boolean {
  return at.nodes('CallExpression', 'OptionalCallExpression').some((call) => {
    if (methodOf(call) !== 'startSpan' || !contains(body, call) || !('object' in call.callee)) return false;
    return call.callee.object.type !== 'Super' && call.callee.object.type !== 'ThisExpression';
  });
}

function holdsShape({ tokens }: Slot): boolean {
  for (const token of tokens) if (token instanceof Shape) return true;
  return false;
}

/** What becomes of `inject` and `extract`: OpenTracing's class has some without effect. */
function carrierMethods(graph: Graph, shape: Shape): 'none' | 'handed on' | 'own' {
  const methods = ['inject', 'extract'].flatMap((name) =>
    functionsOf(graph, shape, name).map((model) => ({ name, model })),
  );
  if (methods.length === 0) return ['_inject', '_extract'].some((name) => shape.fields.has(name)) ? 'own' : 'none';
  return methods.every(({ name, model: { node } }) => handsOn(node, name)) ? 'handed on' : 'own';
}

/** `{ return this.inner.extract(format, carrier); }`. */
function handsOn({ body }: t.Function, name: string): boolean {
  const [only, more] = body.type === 'BlockStatement' ? body.body : [];
  const call =
    only?.type === 'ReturnStatement' ? only.argument : only?.type === 'ExpressionStatement' && only.expression;
  if (!call || more !== undefined || call.type !== 'CallExpression') return false;
  return call.callee.type === 'MemberExpression' && memberName(call.callee) === name;
}

/** What is declared a tracer may be any that the project has. */
function decoratorIn(
  given: Slot,
  decorators: OwnTracers,
  mayBe: (shape: Shape) => boolean,
): OwnGlobalTracer | undefined {
  const decorator = madeOf(given, decorators);
  if (decorator || !isDeclared(given)) return decorator;
  return [...decorators].find(([shape]) => mayBe(shape))?.[1];
}

function madeOf({ tokens }: Slot, tracers: OwnTracers): OwnGlobalTracer | undefined {
  for (const [shape, tracer] of tracers) if (tokens.has(shape)) return tracer;
  return undefined;
}
