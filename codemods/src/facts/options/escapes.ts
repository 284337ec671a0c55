import type * as t from '@babel/types';
import { isTestFile } from '../../catalog/test-files';
import { isCall } from '../../parse/calls';
import { classOf } from '../../parse/classes';
import { type FunctionNode, isFunction } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import { lineOf, rangeOf, textOf } from '../../parse/source-file';
import type { Context } from '../constraints/context';
import { Shape } from '../flow/tokens';
import { packageOf } from '../modules/packages';
import { suspectCall } from '../verdicts/suspects';
import { addTo } from './add-to';
import { functionsAt, methodsBehind, nameOfFunction, type PlacedCall } from './callers';
import type { Implementers } from './implementers';
import { mayOverride } from './overrides';

/** A function of the project that takes options, and the file that it stands in. */
export interface Taker {
  readonly at: Context;
  readonly node: t.Function;
}

/** Where functions that take options are used other than by a call that is followed, and calls that may be of them. */
export interface Sightings {
  /** By the function. */
  readonly values: ReadonlyMap<t.Node, Placed>;
  /** By the name of a method, or by a name in quotes. */
  readonly calls: ReadonlyMap<string, readonly PlacedCall[]>;
}

/** A node, and the file that it stands in. */
interface Placed {
  readonly at: Context;
  readonly node: t.Node;
}

/** Looks for uses of functions over the whole project, once for all of them. */
export function findSightings(takers: readonly Taker[], contexts: readonly Context[]): Sightings {
  const functions = new Map<unknown, t.Node>(takers.map(({ at, node }) => [at.graph.findShape(node), node]));
  const names = new Set(takers.map(({ at, node }) => (isFunction(node) ? nameOfFunction(at, node) : undefined)));
  const values = new Map<t.Node, Placed>();
  const calls = new Map<string, PlacedCall[]>();
  for (const at of contexts) {
    for (const node of at.nodes('Identifier', 'MemberExpression', 'OptionalMemberExpression')) {
      for (const token of at.findSlot(node)?.tokens ?? []) {
        const fn = functions.get(token);
        if (fn !== undefined && !isFollowed(at, node)) values.set(fn, { at, node });
      }
    }
    for (const node of at.nodes('CallExpression', 'OptionalCallExpression'))
      for (const name of namesIn(node)) if (names.has(name)) addTo(calls, name, { at, node });
  }
  return { values, calls };
}

function namesIn({ callee, arguments: given }: PlacedCall['node']): readonly string[] {
  const quoted = given.flatMap((argument) => (argument.type === 'StringLiteral' ? [argument.value] : []));
  return [...quoted, ...(isMember(callee) ? [memberName(callee) ?? ''] : [])];
}

/** Why a function may be called from where nobody sees it; undefined where it cannot. */
export function escapeOf({ at, node }: Taker, sightings: Sightings, implementers: Implementers): string | undefined {
  if (!isFunction(node)) return 'the function that takes them is not known';
  return ofItsKind(at, node, implementers) ?? ofItsUses(at, node, sightings, implementers);
}

/** What a class promises to others is called by what it promises, and what it inherits or leaves to heirs is one of several. */
function ofItsKind(at: Context, node: FunctionNode, implementers: Implementers): string | undefined {
  if (node.type !== 'ClassMethod' && node.type !== 'ClassPrivateMethod') return undefined;
  if (node.kind !== 'method') return `they are given to a ${node.kind}`;
  const cls = classOf(at.file.source.parents, node);
  if (cls === undefined) return undefined;
  const method = nameOfFunction(at, node) ?? '';
  const name = `${cls.id?.name ?? 'its class'}.${method}()`;
  if (implementers.typesOf(cls) === undefined)
    return `${name} implements an interface that is not the project's, through which anybody may call it`;
  return mayOverride(at, cls, method) ? `${name} may override a method of another class` : undefined;
}

function ofItsUses(
  at: Context,
  fn: FunctionNode,
  { values, calls }: Sightings,
  implementers: Implementers,
): string | undefined {
  const name = nameOfFunction(at, fn);
  const { start, end } = rangeOf(fn);
  const all = at
    .nodes('Identifier')
    .find((use) => use.name === 'arguments' && rangeOf(use).start > start && rangeOf(use).end < end);
  if (all) return `${name ?? 'the function'} uses its arguments as a whole`;
  const value = values.get(fn);
  if (value) return `${name ?? 'the function'} is passed on as a value (${placeOf(value.at, value.node)})`;
  if (name === undefined) return undefined;
  const seen = (calls.get(name) ?? []).filter((call) => !isBehind(call, fn, implementers));
  const reasons = seen.map((call) => ofCall(call.at, call.node, name));
  return reasons.find((reason) => reason !== undefined);
}

/** Whether a call through an interface is known to run the function. */
function isBehind({ at, node }: PlacedCall, fn: t.Node, implementers: Implementers): boolean {
  return methodsBehind(at, node.callee, implementers).some((method) => method.node === fn);
}

/** What is given an object and the name of the method to replace or to watch. */
const REPLACERS = /(?:^|\.)(?:stub|spy|spyOn|replace|mock|method|expects|wrap|massWrap)$/;

/** A call that may be one of the function, or that replaces it. */
function ofCall(at: Context, call: t.CallExpression | t.OptionalCallExpression, name: string): string | undefined {
  const { callee } = call;
  const isNamed = call.arguments.some((argument) => argument.type === 'StringLiteral' && argument.value === name);
  if (isNamed && REPLACERS.test(textOf(at.file.source, callee)))
    return `${textOf(at.file.source, callee)}() puts something else in the place of ${name} (${placeOf(at, call)})`;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return undefined;
  if (memberName(callee) !== name || functionsAt(at, callee).length > 0) return undefined;
  if (isOfTheLanguage(at, callee.object)) return undefined;
  const receiver = at.findSlot(callee.object);
  // An interface says what is called, not whose it is.
  const isKnown = [...(receiver?.tokens ?? [])].some(({ kind }) => kind !== 'null' && kind !== 'type');
  // What a test calls on something unknown is told there, where it looks like OpenTracing's.
  const isTold = isTestFile(at.file.source.path) && suspectCall(at, call) !== undefined;
  return isKnown || isTold
    ? undefined
    : `${textOf(at.file.source, callee)}() may be a call of it (${placeOf(at, call)})`;
}

/** `console`, `JSON`: no object of the project. */
function isOfTheLanguage(at: Context, node: t.Node): boolean {
  return node.type === 'Identifier' && LANGUAGE.has(node.name) && at.file.scopes.bindingOf(node) === undefined;
}

const LANGUAGE: ReadonlySet<string> = new Set(['console', 'JSON', 'Math', 'Object', 'Promise', 'Reflect', 'process']);

const NAMED: ReadonlySet<t.Node['type']> = new Set([
  'ImportSpecifier',
  'ImportDefaultSpecifier',
  'ExportSpecifier',
  'ExportDefaultDeclaration',
  'ExportDefaultSpecifier',
  'FunctionDeclaration',
  'FunctionExpression',
  'VariableDeclarator',
  'ObjectProperty',
  'ObjectMethod',
  'ClassMethod',
  'ClassProperty',
  'AssignmentExpression',
  'ExpressionStatement',
  'TSTypeQuery',
]);

/** A place where the function is called, declared, exported or given another name: the solver follows it from there. */
function isFollowed(at: Context, use: t.Node): boolean {
  const parent = at.parent(use);
  if (parent === undefined || NAMED.has(parent.type)) return true;
  if (isCall(parent)) return parent.callee === use;
  return isMember(parent) && parent.property === use && !parent.computed;
}

function placeOf({ file: { source } }: Context, node: t.Node): string {
  return `${source.path}:${lineOf(source, rangeOf(node).start)}`;
}

const DEPTH = 6;

/** Whether those who install the package get the function from it. */
export function publicityOf({ at, node: fn }: Taker, manifests: ReadonlyMap<string, unknown>): string | undefined {
  const { name, manifest } = packageOf(at.file.source.path, manifests);
  if (name === undefined || isPrivate(manifest) || !isFunction(fn)) return undefined;
  const entry = at.modules.resolve(name, at.file);
  const isPublic = entry !== undefined && reaches(at, [...entry.exports.tokens], fn);
  return isPublic ? `${nameOfFunction(at, fn) ?? 'the function'} is part of what ${name} exports` : undefined;
}

function isPrivate(manifest: unknown): boolean {
  return typeof manifest === 'object' && manifest !== null && 'private' in manifest && manifest.private === true;
}

/** Whether a function is among what can be had from some values: their members, those of their instances, what they give. */
function reaches(at: Context, from: readonly unknown[], fn: t.Node): boolean {
  const seen = new Set<Shape>();
  let reached = from.filter((token) => token instanceof Shape);
  for (let depth = 0; depth < DEPTH && reached.length > 0; depth += 1) {
    const next: Shape[] = [];
    for (const shape of reached) {
      if (shape.node === fn) return true;
      if (seen.has(shape)) continue;
      seen.add(shape);
      const result = at.graph.modelOf(shape)?.result;
      const slots = [...shape.fields.values(), shape.parents, ...(result ? [result] : [])];
      for (const { tokens } of slots) for (const token of tokens) if (token instanceof Shape) next.push(token);
    }
    reached = next;
  }
  return false;
}
