import type * as t from '@babel/types';
import { isOldOption } from '../../catalog/opentracing-api';
import { functionAround } from '../../parse/function-around';
import { isFunction, parametersOf } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { rangeOf, textOf } from '../../parse/source-file';
import { isWrapper } from '../../parse/wrappers';
import type { MovedStart } from '../by-use/old-options';
import type { Context } from '../constraints/context';
import { takerOf } from '../lookups/keeper';
import type { Binding } from '../scopes/scope';
import { functionsAt, type PlacedCall } from './callers';
import { mergedBy, mergedParts } from './merges';
import { parentQuestion, parentWrite } from './parent-questions';
import { refillAt } from './refills';
import { takesNoOption } from './rest';
import { partsOf } from './values';

/** What is known of the other places that options pass. */
export interface Known {
  isCarrier(binding: Binding | undefined): boolean;
  isLiteral(node: t.ObjectExpression): boolean;
  isStart(node: t.Node): boolean;
  /** The start that a node is, if that has moved in an earlier run. */
  movedAt(node: t.Node): MovedStart | undefined;
  /** Whether a function is known to give options. */
  isMaker(fn: t.Node): boolean;
}

/** What is done with options on their way that only OpenTracing's would answer to; undefined where there is nothing. */
export function unknownUseOf(at: Context, binding: Binding, known: Known): string | undefined {
  for (const { node, kind } of binding.references) {
    if (kind === 'type' || node === binding.identifier) continue;
    const isUnderstood =
      kind === 'read'
        ? node.type === 'Identifier' && isKnownUse(at, node, known)
        : refillAt(at.file.source.parents, node) !== undefined;
    if (isUnderstood) continue;
    return usedForMore(at, node, binding.name);
  }
  const other = binding.again?.find((declaration) => !givesKnown(at, declaration, known));
  const named = other?.type === 'VariableDeclarator' ? other.id : other;
  return named && usedForMore(at, named, binding.name);
}

/** `var options = options || {}`, where there are some of that name: nothing that is not seen to comes in by it. */
function givesKnown(at: Context, declaration: t.Node, { isCarrier }: Known): boolean {
  if (declaration.type !== 'VariableDeclarator' || declaration.id.type !== 'Identifier' || !declaration.init)
    return false;
  const { names, literals, made, unknown } = partsOf(declaration.init);
  if (unknown !== undefined || literals.length + made.length > 0) return false;
  return names.every((name) => isCarrier(at.file.scopes.bindingOf(name)));
}

/** The same of what a function gives. */
export function unknownResultOf(calls: readonly PlacedCall[], known: Known): string | undefined {
  const other = calls.find(({ at, node }) => !isKnownUse(at, node, known));
  return other && usedForMore(other.at, other.node, textOf(other.at.file.source, other.node.callee));
}

function usedForMore(at: Context, node: t.Node, name: string): string {
  const { start, end } = rangeOf(at.parent(node) ?? node);
  const text = at.file.source.text.slice(start, end).replace(/\s+/g, ' ');
  const shown = text.length > 40 ? `${text.slice(0, 37)}...` : text;
  return `${name} is used for more than to pass them on (${shown})`;
}

function isKnownUse(at: Context, node: t.Expression, known: Known): boolean {
  const parent = at.parent(node);
  if (parent && isWrapper(parent)) return isKnownUse(at, parent, known);
  switch (parent?.type) {
    case 'LogicalExpression':
      if (parent.operator === '&&') return parent.left === node;
      return isElse(at, parent.right, known) && isKnownUse(at, parent, known);
    case 'ConditionalExpression':
      return parent.test === node || isKnownUse(at, parent, known);
    case 'IfStatement':
    case 'UnaryExpression':
    case 'BinaryExpression':
      return true;
    case 'ReturnStatement':
      return known.isMaker(functionAround(at.file.source, parent) ?? parent);
    case 'ArrowFunctionExpression':
      return known.isMaker(parent);
    case 'AssignmentExpression':
      return isForRefill(at, parent, known);
    case 'VariableDeclarator':
      return (
        known.isCarrier(at.file.scopes.bindingOf(parent.id)) ||
        takesNoOption(parent.id, at.file.scopes, known.isCarrier)
      );
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isKnownRead(at, parent, node) || isTakenOut(at, parent, known);
    case 'SpreadElement':
      return isKnownSpread(at, parent, known);
    case 'CallExpression':
    case 'OptionalCallExpression':
      return isKnownArgument(at, parent, node, known);
    default:
      return false;
  }
}

/** Of what only OpenTracing's options have, it may be asked whether they name a parent, one may be given, and the tags are read with them. */
function isKnownRead(at: Context, member: t.MemberExpression | t.OptionalMemberExpression, node: t.Node): boolean {
  if (member.object !== node || member.computed) return false;
  const name = memberName(member);
  if (name === undefined) return false;
  if (!isOldOption(name)) return true;
  // Only where a variable holds them is it seen to.
  if (node.type !== 'Identifier') return false;
  const { parents } = at.file.source;
  return name === 'tags' || (parentQuestion(parents, node) ?? parentWrite(parents, node)) !== undefined;
}

/** `tracer.startSpan(name, options, options?.childOf ?? ROOT_CONTEXT)` */
function isTakenOut(at: Context, member: t.MemberExpression | t.OptionalMemberExpression, { movedAt }: Known): boolean {
  if (memberName(member) !== 'childOf') return false;
  const parent = at.parent(member);
  const call = parent?.type === 'LogicalExpression' ? at.parent(parent) : parent;
  return call !== undefined && movedAt(call) !== undefined;
}

/** `{}`, or other options. */
function isElse(at: Context, node: t.Node, { isCarrier, isLiteral }: Known): boolean {
  if (node.type === 'Identifier') return isCarrier(at.file.scopes.bindingOf(node));
  return node.type === 'ObjectExpression' && (node.properties.length === 0 || isLiteral(node));
}

/** What a parameter gets that is known as well. */
function isForRefill(at: Context, { left }: t.AssignmentExpression, { isCarrier }: Known): boolean {
  return isCarrier(at.file.scopes.bindingOf(left)) && refillAt(at.file.source.parents, left) !== undefined;
}

function isKnownSpread(at: Context, spread: t.SpreadElement, known: Known): boolean {
  const literal = at.parent(spread);
  if (literal?.type !== 'ObjectExpression') return false;
  const parent = takerOf(at.file.source.parents, literal);
  if (known.isLiteral(literal) || (parent !== undefined && known.isStart(parent))) return true;
  const binding = parent?.type === 'VariableDeclarator' ? at.file.scopes.bindingOf(parent.id) : undefined;
  return binding !== undefined && isForStart(at, binding, known.isStart);
}

/** Given to the call that starts the span, to a function that passes them on, or to one that only looks. */
function isKnownArgument(
  at: Context,
  call: t.CallExpression | t.OptionalCallExpression,
  node: t.Expression,
  known: Known,
): boolean {
  const given: readonly t.Node[] = call.arguments;
  const place = given.indexOf(node);
  if (place < 0) return false;
  if (known.isStart(call)) return place === 1;
  if (isForCarrier(at, call, known)) return true;
  if (/^(?:console\.\w+|JSON\.stringify)$/.test(textOf(at.file.source, call.callee))) return true;
  const functions = functionsAt(at, call.callee);
  return functions.length > 0 && functions.every((fn) => takesThem(at, fn, place, known));
}

/** Put together with others for a call that starts a span, or in a variable that is known as well. */
function isForCarrier(at: Context, call: t.Node, known: Known): boolean {
  const { isCarrier, isStart } = known;
  if (call.type !== 'CallExpression') return false;
  const parent = at.parent(call);
  if (parent && isStart(parent)) return mergedBy(at, call) !== undefined;
  if (parent?.type === 'AssignmentExpression')
    return isForRefill(at, parent, known) && mergedParts(at, call) !== undefined;
  const binding = parent?.type === 'VariableDeclarator' ? at.file.scopes.bindingOf(parent.id) : undefined;
  if (binding === undefined) return false;
  return isCarrier(binding)
    ? mergedParts(at, call) !== undefined
    : isForStart(at, binding, isStart) && mergedBy(at, call) !== undefined;
}

/** A variable in which the options of a call are made that starts a span. */
function isForStart(at: Context, { references }: Binding, isStart: Known['isStart']): boolean {
  return references.some(({ node }) => {
    const call = at.parent(node);
    return call !== undefined && isStart(call);
  });
}

function takesThem(at: Context, fn: t.Function, place: number, { isCarrier }: Known): boolean {
  const model = at.graph.functions.get(fn);
  const param = isFunction(fn) ? parametersOf(fn.params)[place] : undefined;
  const name = param?.type === 'AssignmentPattern' ? param.left : param;
  const binding = name && model?.file.scopes.bindingOf(name);
  return binding !== undefined && isCarrier(binding);
}
