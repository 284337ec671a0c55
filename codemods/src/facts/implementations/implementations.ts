import type * as t from '@babel/types';
import { classes, type Role } from '../../catalog/opentracing-api';
import { isTestFile } from '../../catalog/test-files';
import { typeSlot } from '../annotations/types';
import type { Context } from '../constraints/context';
import { reachedFrom } from '../flow/reached';
import { answers } from '../flow/rivals';
import type { Slot } from '../flow/slot';
import { Shape } from '../flow/tokens';
import { asksTracer } from '../lookups/asks-tracer';
import type { Implementation } from '../types';
import { type Candidate, candidatesOf, functionsOf, has } from './implementation-candidates';

/** What is OpenTracing itself, by the shape that its instances share. */
export type Implementations = ReadonlyMap<Shape, Implementation>;

const ROLES: readonly Role[] = ['tracer', 'span', 'spanContext'];

/** What only a subclass of OpenTracing's classes has a reason to define. */
const OVERRIDDEN: Readonly<Record<string, Role>> = { _startSpan: 'tracer', _addTags: 'span', _setBaggageItem: 'span' };

/** A wrapper has what its project needs; only an implementation that does not extend OpenTracing's classes has all of this. */
const COMPLETE: readonly (readonly [Role, readonly string[]])[] = [
  ['span', ['context', 'tracer', 'setOperationName', 'setBaggageItem', 'getBaggageItem', 'setTag', 'log', 'finish']],
  ['tracer', ['startSpan', 'inject', 'extract', 'registerInjector', 'registerExtractor']],
];

/**
 * Classes, functions with a prototype and object literals that are a Tracer, Span or SpanContext themselves. `concerned` says
 * whether the package of a file has to do with OpenTracing: only there a likeness counts.
 */
export function findImplementations(
  contexts: readonly Context[],
  concerned: (path: string) => boolean,
): Implementations {
  const candidates = new Map<Shape, Candidate>();
  for (const at of contexts) for (const candidate of candidatesOf(at)) candidates.set(candidate.members, candidate);
  const roles = new Map<Shape, Role>();
  for (const candidate of candidates.values()) {
    const role =
      declaredRole(candidate) ?? roleByMethods(candidate) ?? roleByLikeness(candidate, candidates, concerned);
    if (role !== undefined) roles.set(candidate.members, role);
  }
  addMade(roles, candidates, 'tracer', 'span', ['startSpan', '_startSpan']);
  addMade(roles, candidates, 'span', 'spanContext', ['context', '_context']);
  addHeirs(roles, candidates);
  return new Map([...roles].flatMap(([shape, role]) => described(candidates.get(shape), role)));
}

function described(candidate: Candidate | undefined, role: Role): [Shape, Implementation][] {
  if (candidate === undefined) return [];
  const { at, node, name, bodies, members } = candidate;
  return [[members, { path: at.file.source.path, node, name, role, bodies }]];
}

function declaredRole({ at, node }: Candidate): Role | undefined {
  if (node.type !== 'ClassDeclaration' && node.type !== 'ClassExpression') return undefined;
  return inheritedRole(at, node) ?? implementedRole(at, node);
}

function inheritedRole(at: Context, { superClass }: t.Class): Role | undefined {
  if (!superClass) return undefined;
  for (const token of at.slot(superClass).tokens) {
    const role = token.kind === 'api' ? classRole(token.name) : undefined;
    if (role !== undefined) return role;
  }
  return undefined;
}

function classRole(name: string): Role | undefined {
  const table: Readonly<Record<string, Role>> = classes;
  const role = Object.hasOwn(table, name) ? table[name] : undefined;
  return role !== undefined && ROLES.includes(role) ? role : undefined;
}

function implementedRole(at: Context, node: t.Class): Role | undefined {
  for (const type of node.implements ?? []) {
    const role = roleAmong(typeSlot(at, type));
    if (role !== undefined) return role;
  }
  return undefined;
}

/** The role of a type, or of what an interface of the project extends. */
function roleAmong({ tokens }: Slot): Role | undefined {
  const all = reachedFrom(tokens, (token) =>
    token instanceof Shape && token.kind === 'type' ? token.parents.tokens : [],
  );
  for (const token of all) if (token.kind === 'role' && ROLES.includes(token.role)) return token.role;
  return undefined;
}

function roleByMethods({ at, node, members }: Candidate): Role | undefined {
  const overridden = Object.keys(OVERRIDDEN).find((name) => has(members, name));
  if (overridden !== undefined && node.type !== 'ObjectExpression' && !extendsSuccessor(at, node))
    return OVERRIDDEN[overridden];
  // An object literal of a test is a stand-in, and moves with what it is passed to.
  if (node.type === 'ObjectExpression' && isTestFile(members.file)) return undefined;
  return COMPLETE.find(([, methods]) => methods.every((method) => has(members, method)))?.[0];
}

/** An instrumentation of OpenTelemetry's may call a method of its own as it likes. */
function extendsSuccessor(at: Context, node: Candidate['node']): boolean {
  if (!('superClass' in node) || !node.superClass) return false;
  return [...at.slot(node.superClass).tokens].some(({ kind }) => kind === 'successor');
}

/** Has what a tracer has, starts spans of its own, and asks no other tracer for them, as a wrapper would. */
function roleByLikeness(
  { at, node, members, bodies }: Candidate,
  candidates: ReadonlyMap<Shape, Candidate>,
  concerned: (path: string) => boolean,
): Role | undefined {
  if (node.type === 'ObjectExpression' || !concerned(members.file)) return undefined;
  if (!['startSpan', 'inject', 'extract'].every((method) => has(members, method))) return undefined;
  // What starts spans in the way of OpenTelemetry too is a double of a test that answers to both.
  if (isTestFile(members.file) && has(members, 'startActiveSpan')) return undefined;
  const makesSpans = madeBy(at, members, ['startSpan']).some((made) => candidates.has(made) && isSpanLike(made));
  return makesSpans && !delegates(at, bodies) ? 'tracer' : undefined;
}

function isSpanLike(shape: Shape): boolean {
  return answers(shape, 'finish') && ['setTag', 'addTags', 'log'].some((method) => answers(shape, method));
}

/** Whether something in the bodies asks a tracer of others. */
function delegates(at: Context, bodies: readonly t.Node[]): boolean {
  return at
    .nodes('CallExpression', 'OptionalCallExpression')
    .some((call) => bodies.some((body) => contains(body, call)) && asksTracer(at, call));
}

/** A node, or what stands in a comment. */
export type TextRange = Pick<t.Node, 'start' | 'end'>;

/** Whether something stands in the text of a node. */
export function contains(outer: t.Node, { start, end }: TextRange): boolean {
  return (outer.start ?? 0) <= (start ?? 0) && (end ?? 0) <= (outer.end ?? 0);
}

/** What the methods of an implementation give that is made here is an implementation as well. */
function addMade(
  roles: Map<Shape, Role>,
  candidates: ReadonlyMap<Shape, Candidate>,
  maker: Role,
  made: Role,
  methods: readonly string[],
): void {
  for (const [shape, role] of [...roles]) {
    const at = role === maker ? candidates.get(shape)?.at : undefined;
    for (const other of at === undefined ? [] : madeBy(at, shape, methods)) {
      const isNew = candidates.has(other) && !roles.has(other) && other.node?.type !== 'ObjectExpression';
      if (isNew && (made !== 'span' || isSpanLike(other))) roles.set(other, made);
    }
  }
}

/** What extends an implementation is one. */
function addHeirs(roles: Map<Shape, Role>, candidates: ReadonlyMap<Shape, Candidate>): void {
  const heirs = [...candidates.keys()].filter(({ node }) => node?.type !== 'ObjectExpression');
  for (let known = -1; known < roles.size; ) {
    known = roles.size;
    for (const heir of heirs) {
      const role = [...heir.parents.tokens].flatMap((base) => (base instanceof Shape && roles.get(base)) || [])[0];
      if (role !== undefined && !roles.has(heir)) roles.set(heir, role);
    }
  }
}

/** What calls of the methods give. */
function madeBy(at: Context, shape: Shape, methods: readonly string[]): Shape[] {
  return methods
    .flatMap((method) => functionsOf(at.graph, shape, method))
    .flatMap(({ result }) => [...result.tokens].filter((token) => token instanceof Shape));
}
