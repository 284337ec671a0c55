import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { memberName } from '../../parse/key-name';
import { unwrap } from '../../parse/wrappers';
import { type AnyMember, isCall, isMember } from '../syntax/syntax';
import { annotatedKind } from './annotated-kind';
import { bindingKind, type FlowContext } from './binding-kind';
import { globalCallKind, methodKind } from './call-kind';
import { importedCallKind } from './imported-call';
import { knownMember } from './known-member';
import { resultKind } from './result-kind';
import { isToldToBeError } from './told-to-be-error';
import { join, type ValueKind } from './value-kinds';

/** What is proven about the value of an expression, as an attribute sees it. Unproven is `unknown`. */
export function kindOfValue(flow: FlowContext, given: t.Node): ValueKind {
  if (given.type === 'TSAsExpression' || given.type === 'TSTypeAssertion' || given.type === 'TypeCastExpression') {
    const claimed = annotatedKind(given.typeAnnotation);
    return claimed === 'unknown' ? kindOfValue(flow, given.expression) : claimed;
  }
  const node = unwrap(given);
  return node === given ? kindOfExpression(flow, node) : kindOfValue(flow, wrapped(given));
}

/** One layer inside a wrapper. */
function wrapped(node: t.Node): t.Node {
  return 'expression' in node && typeof node.expression === 'object' && node.expression ? node.expression : node;
}

function kindOfExpression(flow: FlowContext, node: t.Node): ValueKind {
  switch (node.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
      return 'text';
    case 'NumericLiteral':
      return 'primitive';
    case 'UpdateExpression':
      return arithmeticKind([kindOfValue(flow, node.argument)]);
    case 'BooleanLiteral':
      return 'boolean';
    case 'BigIntLiteral':
      return 'bigint';
    case 'NullLiteral':
      return 'nullish';
    case 'UnaryExpression':
      return unaryKind(flow, node);
    case 'BinaryExpression':
      return binaryKind(flow, node);
    case 'LogicalExpression':
      return join(kindOfValue(flow, node.left), kindOfValue(flow, node.right));
    case 'ConditionalExpression':
      return join(kindOfValue(flow, node.consequent), kindOfValue(flow, node.alternate));
    case 'AssignmentExpression':
      return node.operator === '=' ? kindOfValue(flow, node.right) : 'unknown';
    case 'SequenceExpression':
      return kindOfValue(flow, node.expressions.at(-1) ?? node);
    default:
      return kindOfReference(flow, node);
  }
}

function kindOfReference(flow: FlowContext, node: t.Node): ValueKind {
  if (node.type === 'Identifier') return bindingKind(flow, node, kindOfValue);
  if (isCall(node)) return callKind(flow, node);
  if (isMember(node)) return memberKind(flow, node);
  switch (node.type) {
    case 'ArrayExpression':
      return listKind(flow, node);
    case 'ObjectExpression':
      return holdsBigint(flow, node) ? 'unknown' : 'object';
    case 'RegExpLiteral':
      return 'object';
    case 'NewExpression':
      return instanceKind(flow, node);
    default:
      return 'unknown';
  }
}

function unaryKind(flow: FlowContext, { operator, argument }: t.UnaryExpression): ValueKind {
  if (operator === '!' || operator === 'delete') return 'boolean';
  if (operator === 'typeof') return 'text';
  if (operator === 'void') return 'nullish';
  return arithmeticKind([kindOfValue(flow, argument)]);
}

const COMPARISONS = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=', 'in', 'instanceof']);

function binaryKind(flow: FlowContext, node: t.BinaryExpression): ValueKind {
  if (COMPARISONS.has(node.operator)) return 'boolean';
  const sides = [kindOfValue(flow, node.left), kindOfValue(flow, node.right)];
  return node.operator === '+' && sides.includes('text') ? 'text' : arithmeticKind(sides);
}

/** Arithmetic never gives an object, and a bigint where it is given one: with anything else it throws. */
function arithmeticKind(given: readonly ValueKind[]): ValueKind {
  return given.includes('bigint') ? 'bigint' : 'primitive';
}

function callKind(flow: FlowContext, { callee }: t.CallExpression | t.OptionalCallExpression): ValueKind {
  const result = resultKind(flow, callee, kindOfValue);
  // What a function of the project gives is not told by its name.
  if (result !== 'unknown' || flow.facts.functionsOf(callee)?.length) return result;
  const imported = importedCallKind(flow, callee);
  if (imported !== 'unknown') return imported;
  if (callee.type === 'Identifier') return globalCallKind(flow, callee);
  return isMember(callee) ? methodKind(flow, callee) : 'unknown';
}

/** Members whose type does not depend on the object, and those of what is proven to be an error. */
function memberKind(flow: FlowContext, node: AnyMember): ValueKind {
  const name = memberName(node);
  if (name === 'length') return 'primitive';
  if (name === 'traceIdStr' || name === 'spanIdStr') return 'text';
  if (isMember(node.object) && memberName(node.object) === 'env' && isGlobal(flow, node.object.object, 'process'))
    return 'text';
  if (isGlobal(flow, node.object, 'process')) return processKind(name);
  const onError = name === 'message' || name === 'stack' || name === 'name';
  return onError && isError(flow, node.object) ? 'text' : knownMember(flow, node.object, name);
}

function isError(flow: FlowContext, node: t.Node): boolean {
  return kindOfValue(flow, node) === 'error' || isToldToBeError(flow, node);
}

function processKind(name: string | undefined): ValueKind {
  if (name === 'pid' || name === 'ppid' || name === 'exitCode') return 'primitive';
  return name === 'version' || name === 'platform' || name === 'arch' || name === 'title' ? 'text' : 'unknown';
}

function isGlobal(flow: FlowContext, node: t.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && !flow.scopes.bindingOf(node);
}

/** An array of values of one primitive type is an attribute as it is; one of several, or of more than primitives, is an object. */
function listKind(flow: FlowContext, node: t.ArrayExpression): ValueKind {
  const kinds = node.elements.map((element) => elementKind(flow, element));
  if (kinds.length === 0) return 'list';
  if (holdsBigint(flow, node)) return 'unknown';
  const [first, ...others] = new Set(kinds.filter((kind) => LISTED.has(kind)));
  if (others.length > 0 || kinds.some((kind) => NESTED.has(kind))) return 'object';
  return first !== undefined && kinds.every((kind) => kind === first) ? 'list' : 'unknown';
}

/** Numbers are told from what may be one of several primitives. */
function elementKind(flow: FlowContext, element: t.ArrayExpression['elements'][number]): ValueKind | 'number' {
  if (!element) return 'nullish';
  return element.type === 'NumericLiteral' ? 'number' : kindOfValue(flow, element);
}

const LISTED: ReadonlySet<string> = new Set(['text', 'boolean', 'number']);
const NESTED: ReadonlySet<string> = new Set(['object', 'date', 'list']);

/** Of which JSON cannot be made. */
function holdsBigint(flow: FlowContext, node: t.ObjectExpression | t.ArrayExpression): boolean {
  const held =
    node.type === 'ArrayExpression'
      ? node.elements
      : node.properties.map((property) => (property.type === 'ObjectProperty' ? property.value : null));
  return held.some((given) => {
    const value = given && unwrap(given);
    if (value?.type === 'ObjectExpression' || value?.type === 'ArrayExpression') return holdsBigint(flow, value);
    return value != null && kindOfValue(flow, value) === 'bigint';
  });
}

function instanceKind(flow: FlowContext, node: t.NewExpression): ValueKind {
  if (node.callee.type !== 'Identifier') return 'unknown';
  const binding = flow.scopes.bindingOf(node.callee);
  if (/Error$/.test(node.callee.name)) return binding && isNoError(flow, binding) ? 'unknown' : 'error';
  if (binding) return 'unknown';
  if (node.callee.name === 'Date') return 'date';
  if (node.callee.name === 'Map' || node.callee.name === 'Set') return 'entries';
  return ['Object', 'Array', 'URL', 'URLSearchParams'].includes(node.callee.name) ? 'object' : 'unknown';
}

/** A class of the file that is seen to inherit from nothing, whatever it is called. */
function isNoError(flow: FlowContext, { declaration, references }: Binding, seen: readonly t.Node[] = []): boolean {
  if (declaration.type === 'ClassDeclaration' || declaration.type === 'ClassExpression') {
    if (!declaration.superClass) return true;
    const base = flow.scopes.bindingOf(declaration.superClass);
    return base !== undefined && !seen.includes(declaration) && isNoError(flow, base, [...seen, declaration]);
  }
  // A function may get its prototype anywhere: by an assignment, or by a call that it is given to.
  if (declaration.type !== 'FunctionDeclaration') return false;
  return references.every(({ node }) => flow.source.parents.get(node)?.type === 'NewExpression');
}
