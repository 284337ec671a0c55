import type * as t from '@babel/types';
import { isCall } from '../../parse/calls';
import { functionAround } from '../../parse/function-around';
import { type FunctionNode, isFunction, parametersOf } from '../../parse/functions';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { Context } from '../constraints/context';
import type { Shape } from '../flow/tokens';
import { functionsOf } from '../lookups/functions-of';
import { constantInit, initOf } from '../scopes/declared-with';
import type { Binding } from '../scopes/scope';
import { isTracers } from '../verdicts/borrowed-calls';
import { methodsBehind, type PlacedCall } from './callers';
import { typeOfCarrier } from './carrier-type';
import type { Implementers } from './implementers';
import { resultsOf } from './makers';
import { mergedBy, mergedParts } from './merges';
import { refillsOf } from './refills';
import { isRest } from './rest';
import { isUndefined, optionArgument, partsOf } from './values';

/** What options come in: a variable or parameter, or a function that gives them. */
export type Holder = Binding | FunctionNode;

/** What options come in, and the file that it stands in. */
export interface Placed {
  readonly at: Context;
  readonly holder: Holder;
}

export function isMaker(holder: Holder): holder is FunctionNode {
  return 'type' in holder;
}

/** The options of methods that a class of the project has because an interface says that they are a tracer's. */
export function likeTracers(implementers: Implementers): Placed[] {
  const isLike = ({ fields }: Shape) => isTracers(fields.get('startSpan'));
  return implementers.methodsDeclared('startSpan', isLike).flatMap(({ at, node }) => {
    const found = parameterAt(at, node, 1);
    return found ? [{ at, holder: found }] : [];
  });
}

/** The variable of a parameter, where it is one; with a default or without. */
function parameterAt(at: Context, fn: t.Function, place: number): Binding | undefined {
  const param = isFunction(fn) ? parametersOf(fn.params)[place] : undefined;
  const name = param?.type === 'AssignmentPattern' ? param.left : param;
  return name && at.file.scopes.bindingOf(name);
}

/**
 * The parameters that the options of a call come from, and what is copied to them: in the call, or in the variable that they are made in. That
 * itself is read with the call, unless all of it is put together there.
 */
export function parametersAt(at: Context, given: t.Node | undefined): Placed[] {
  if (given === undefined) return [];
  const bindingsOf = (names: readonly t.Identifier[]) => names.flatMap((name) => at.file.scopes.bindingOf(name) ?? []);
  const parts = partsOf(given);
  const whole = bindingsOf(parts.names);
  const made = whole.flatMap((binding) => initOf(binding) ?? []);
  const copied = bindingsOf([given, ...made].flatMap((node) => copiedIn(at, node))).filter(isFilled);
  const passed = whole.filter((binding) => binding.kind === 'param' || isPutElsewhere(at, binding));
  const variables = [...new Set([...passed, ...copied])].map((holder) => ({ at, holder }));
  return [...variables, ...parts.made.flatMap((node) => makersOf(at, node) ?? [])];
}

/** Put together or made by a function, for several calls, or declared with a type of the project. */
function isPutElsewhere(at: Context, binding: Binding): boolean {
  const isTyped = typeOfCarrier(at, binding.identifier).declared.length > 0;
  const isCopy = isMerged(at, binding) || isLeft(at, binding) || isCalledOtherwise(at, binding);
  return isCopy || isShared(at, binding) || isMade(at, binding) || isTyped;
}

/** `const options = given || {}`, `let options = {}; if (given) options = given;`: what somebody else gives, by another name. */
function isCalledOtherwise(at: Context, binding: Binding): boolean {
  const parts = valuesOf(at, binding).map((value) => partsOf(value));
  const isWhole = parts.every(
    ({ unknown, made, literals }) => unknown === undefined && made.length + literals.length === 0,
  );
  const names = parts.flatMap((part) => part.names);
  return isWhole && names.some((name) => isGiven(at, at.file.scopes.bindingOf(name), name));
}

/** A parameter, or a variable declared before that holds such options itself. */
function isGiven(at: Context, binding: Binding | undefined, name: t.Identifier): boolean {
  if (binding === undefined || binding.kind === 'param') return binding !== undefined;
  const isConstant = !binding.reassigned && (binding.identifier.end ?? 0) < (name.start ?? 0);
  return isConstant && isPutElsewhere(at, binding);
}

/** `const { label, ...options } = given` */
function isLeft(at: Context, { identifier, reassigned }: Binding): boolean {
  return !reassigned && isRest(at.file.source.parents, identifier);
}

/** `const options = optionsFor(request)` */
function isMade(at: Context, binding: Binding): boolean {
  const init = constantInit(binding);
  return init !== undefined && partsOf(init).made.some((call) => makersOf(at, call) !== undefined);
}

/** The functions of the project that a call surely runs, and nothing else. */
function makersOf(at: Context, { callee }: t.CallExpression): readonly Placed[] | undefined {
  if (!isFixed(at, callee)) return undefined;
  const functions = functionsOf(at, callee)?.map(({ node }) => at.graph.functions.get(node));
  return functions?.flatMap((model) =>
    model && isFunction(model.node) ? [{ at: new Context(at.graph, at.modules, model.file), holder: model.node }] : [],
  );
}

/** Whether what is called stands in the project for good: what comes as an argument, or is chosen, is whatever somebody gives. */
function isFixed(at: Context, callee: t.Node): boolean {
  if (callee.type === 'MemberExpression') return !callee.computed && isFixed(at, callee.object);
  if (callee.type === 'ThisExpression') return true;
  const binding = at.file.scopes.bindingOf(callee);
  if (binding === undefined) return callee.type === 'Identifier' && MODULE.has(callee.name);
  if (binding.kind === 'param' || binding.reassigned) return false;
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator') return true;
  const { init } = declaration;
  const isLoaded = init?.type === 'CallExpression' && textOf(at.file.source, init.callee) === 'require';
  return isLoaded || (init != null && (isFunction(init) || FIXED.has(init.type)));
}

/** `exports.optionsFor()`, `module.exports.optionsFor()` */
const MODULE: ReadonlySet<string> = new Set(['exports', 'module']);
const FIXED: ReadonlySet<t.Node['type']> = new Set(['ObjectExpression', 'NewExpression', 'ClassExpression']);

/** `const options = Object.assign({}, defaults, given)` */
function isMerged(at: Context, binding: Binding): boolean {
  const init = constantInit(binding);
  return init?.type === 'CallExpression' && mergedParts(at, init) !== undefined;
}

/**
 * `const options = { ... }`, for more than one start, or for one in a function that runs many times: what one of them alone is given is read with
 * it.
 */
function isShared(at: Context, binding: Binding): boolean {
  const init = initOf(binding);
  if (binding.reassigned || !init || unwrap(init).type !== 'ObjectExpression') return false;
  const { source } = at.file;
  const starts = binding.references.filter(({ node }) => {
    const call = at.parent(node);
    return isCall(call) && optionArgument(call) === node && /\bstartSpan$/.test(textOf(source, call.callee));
  });
  const home = functionAround(source, binding.declaration);
  return starts.length > 1 || starts.some(({ node }) => functionAround(source, node) !== home);
}

/** What is spread into a literal, and what a call copies to one. */
function copiedIn(at: Context, node: t.Node): t.Identifier[] {
  const parts = partsOf(node, (call) => mergedBy(at, call));
  const written = new Set(partsOf(node).names);
  return [...parts.spread, ...parts.names.filter((name) => !written.has(name))];
}

/** A parameter, or `const options = ...`. */
function isFilled(binding: Binding): boolean {
  return binding.kind === 'param' || initOf(binding) !== undefined;
}

/** What reaches a variable or parameter, or comes out of a function. */
export interface Sources {
  readonly literals: readonly { readonly there: Context; readonly literal: t.ObjectExpression }[];
  readonly carriers: readonly Placed[];
  /** Parameters that are given the same, and functions that are called for the same. */
  readonly beside: readonly Placed[];
  readonly unknown: string | undefined;
}

/** The calls of the project. */
export interface Calls {
  readonly byFunction: ReadonlyMap<t.Node, readonly PlacedCall[]>;
  readonly implementers: Implementers;
  isStart(node: t.Node): boolean;
}

const NONE: Sources = { literals: [], carriers: [], beside: [], unknown: undefined };

/** Follows options back to where they come from. */
export function sourcesOf({ at, holder }: Placed, all: Calls): Sources {
  return isMaker(holder) ? sourcesOfMaker(at, holder, all) : sourcesOfVariable(at, holder, all);
}

/** What a function gives, and what else its calls may run. */
function sourcesOfMaker(at: Context, maker: FunctionNode, { byFunction }: Calls): Sources {
  if (maker.async || maker.generator)
    return { ...NONE, unknown: 'the function that makes them does not give them at once' };
  const calls = byFunction.get(maker) ?? [];
  return united([sourcesIn(at, resultsOf(at, maker)), ...calls.map(otherMakers)]);
}

/** What a call may run, whichever of it was asked for. */
function otherMakers({ at, node }: PlacedCall): Sources {
  const makers = node.type === 'CallExpression' ? makersOf(at, node) : undefined;
  if (makers) return { ...NONE, beside: makers };
  return { ...NONE, unknown: `${textOf(at.file.source, node.callee)}() may be a call of something else as well` };
}

function sourcesOfVariable(at: Context, binding: Binding, all: Calls): Sources {
  const { declaration } = binding;
  if (binding.kind !== 'param') {
    const values = valuesOf(at, binding);
    return values.length > 0
      ? sourcesIn(at, values)
      : { ...NONE, unknown: `${binding.name} is filled where it cannot be followed` };
  }
  const fn = at.parent(declaration);
  const place = placeOf({ at, holder: binding });
  const isPlain = declaration === binding.identifier || isDefaulted(declaration, binding) || isLeft(at, binding);
  if (fn === undefined || place < 0 || !isPlain)
    return { ...NONE, unknown: `the parameter ${binding.name} takes them apart` };
  const calls = all.byFunction.get(fn) ?? [];
  const given = calls.map((call) => united([givenAt(call, place), besideAt(call, fn, place, all)]));
  const init = declaration.type === 'AssignmentPattern' ? [declaration.right] : [];
  const refills = refillsOf(at.file.source.parents, binding).map(({ right }) => right);
  return united([...given, sourcesIn(at, [...init, ...refills])]);
}

/** What a variable is declared with and written to with; nothing where a pattern or a loop takes it out of something else. */
function valuesOf(at: Context, binding: Binding): readonly t.Expression[] {
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || !isWhole(at, declaration, binding)) return [];
  const statement = at.parent(declaration);
  const loop = statement && at.parent(statement);
  if (!declaration.init && (loop?.type === 'ForOfStatement' || loop?.type === 'ForInStatement')) return [];
  const refills = refillsOf(at.file.source.parents, binding).map(({ right }) => right);
  return declaration.init ? [declaration.init, ...refills] : refills;
}

function isWhole(at: Context, { id }: t.VariableDeclarator, binding: Binding): boolean {
  return id === binding.identifier || isLeft(at, binding);
}

function isDefaulted(declaration: t.Node, { identifier }: Binding): boolean {
  return declaration.type === 'AssignmentPattern' && declaration.left === identifier;
}

/** What one call gives for a parameter. */
function givenAt({ at, node }: PlacedCall, place: number): Sources {
  const before = node.arguments.slice(0, place + 1);
  if (before.some(({ type }) => type === 'SpreadElement'))
    return { ...NONE, unknown: 'the arguments of a call are spread' };
  const argument = node.arguments[place];
  return argument === undefined ? NONE : sourcesIn(at, [argument]);
}

/** What else a call may run is given the same options. */
function besideAt({ at, node }: PlacedCall, fn: t.Node, place: number, { implementers, isStart }: Calls): Sources {
  if (node.arguments.length <= place) return NONE;
  const name = textOf(at.file.source, node.callee).replace(/\s+/g, ' ');
  if (isStart(node)) return { ...NONE, unknown: `${name}() may be a call of a tracer as well` };
  const others = [...methodsBehind(at, node.callee, implementers)].filter((other) => other.node !== fn);
  const found = others.flatMap((other) => {
    const binding = parameterAt(other.at, other.node, place);
    return binding ? [{ at: other.at, holder: binding }] : [];
  });
  return { ...NONE, beside: found };
}

function sourcesIn(at: Context, nodes: readonly t.Node[]): Sources {
  return united(
    nodes.map((node) => {
      const parts = partsOf(node, (call) => mergedParts(at, call));
      const names = [...parts.names, ...parts.spread].filter((name) => !isUndefined(name));
      const bindings = names.map((name) => ({ name, binding: at.file.scopes.bindingOf(name) }));
      const made = parts.made.map((call) => ({ call, makers: makersOf(at, call) }));
      const lost =
        bindings.find(({ binding }) => binding === undefined)?.name ??
        made.find(({ makers }) => makers === undefined)?.call ??
        parts.unknown;
      return {
        literals: parts.literals.map((literal) => ({ there: at, literal })),
        carriers: [
          ...bindings.flatMap(({ binding }) => (binding ? [{ at, holder: binding }] : [])),
          ...made.flatMap(({ makers }) => makers ?? []),
        ],
        beside: [],
        unknown: lost && `what builds them is not known (${at.file.source.text.slice(lost.start ?? 0, lost.end ?? 0)})`,
      };
    }),
  );
}

function united(sources: readonly Sources[]): Sources {
  return {
    literals: sources.flatMap(({ literals }) => literals),
    carriers: sources.flatMap(({ carriers }) => carriers),
    beside: sources.flatMap(({ beside }) => beside),
    unknown: sources.find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}

/** Which parameter of its function it is; -1 for none. */
export function placeOf({ at, holder }: Placed): number {
  if (isMaker(holder)) return -1;
  const fn = at.parent(holder.declaration);
  const params: readonly t.Node[] = fn && isFunction(fn) ? parametersOf(fn.params) : [];
  return params.indexOf(holder.declaration);
}
