import type * as t from '@babel/types';
import { isCall } from '../../parse/calls';
import { functionAround } from '../../parse/function-around';
import { isFunction } from '../../parse/functions';
import { keyName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import { childrenOf } from '../../parse/parents';
import type { Graph, MemberAccess } from '../flow/graph';
import type { Slot } from '../flow/slot';
import { Shape, type ShapeKind, type Token, UNSET } from '../flow/tokens';

/**
 * A member that is written somewhere, but not where its object is made, may not have been written yet: `if (...) req.parent = context`
 * in one place, `req.parent` in another. So may an element of a list or table not be there.
 */
export function addUnsetMembers(graph: Graph): void {
  for (const access of graph.accesses)
    if (!access.write && holdsSpan(access.value) && mayBeUnset(graph, access)) graph.solver.add(access.value, UNSET);
  for (const value of graph.indexed) if (holdsSpan(value)) graph.solver.add(value, UNSET);
  graph.solver.solve();
}

function holdsSpan({ tokens }: Slot): boolean {
  for (const token of tokens)
    if (token.kind === 'role' && /^(?:span|mockSpan|spanContext)$/.test(token.role)) return true;
  return false;
}

/** Whether the receiver may be something of which nobody sees that it has the member from the start. */
function mayBeUnset(graph: Graph, { receiver, name }: MemberAccess): boolean {
  let isSeen = false;
  for (const token of receiver.tokens) {
    if (token.kind === 'null' || token.kind === 'varying') continue;
    if (token.kind === 'api' || token.kind === 'package') return false;
    if (!(token instanceof Shape) || !hasFromStart(token, name, new Set())) return true;
    if (token.kind === 'module' && isSetLater(graph, token, name)) return true;
    isSeen = true;
  }
  return !isSeen;
}

/** `exports.current = ...` in functions alone: nobody has called them when the module is loaded. */
function isSetLater({ writes }: Graph, module: Shape, name: string): boolean {
  const own = writes.filter(({ key, receiver }) => key === name && receiver.tokens.has(module));
  return own.length > 0 && own.every(({ node, file }) => functionAround(file.source, node) !== undefined);
}

/** `seen`: a shape may be among its own parents. */
function hasFromStart(shape: Shape, name: string, seen: Set<Shape>): boolean {
  if (seen.has(shape)) return false;
  seen.add(shape);
  if (setsItself(shape, name)) return true;
  const late = new Set(shape.late.flatMap(({ tokens }) => [...tokens]));
  const parents = [...shape.parents.tokens].filter((token) => token.kind !== 'varying' && !late.has(token));
  const has = (parent: Token) => parent instanceof Shape && hasFromStart(parent, name, seen);
  // What is spread into a literal may be one or the other, or nothing.
  return shape.node?.type === 'ObjectExpression' ? parents.length > 0 && parents.every(has) : parents.some(has);
}

/** What is only said of a value by a type holds, but for what is said of objects that somebody else makes. */
const DESCRIBING: ReadonlySet<ShapeKind> = new Set(['type', 'alias', 'module']);

function setsItself(shape: Shape, name: string): boolean {
  const { node, kind } = shape;
  if (DESCRIBING.has(kind)) return !shape.isAddition && (kind !== 'type' || shape.fields.has(name));
  if (node?.type === 'ObjectExpression') return node.properties.some((property) => isNamed(property, name));
  if (node?.type === 'ArrayExpression') return isElement(node, name);
  if (node?.type === 'TSTupleType' || node?.type === 'TSModuleDeclaration') return true;
  if (kind === 'class') return setsStatic(node, name);
  if (node?.type === 'ClassBody') return node.body.some((member) => setsOnInstance(member, name));
  return kind === 'instance' && node !== null && 'body' in node && setsOnThis(node.body as t.Node, name);
}

function isNamed(member: t.Node, name: string): boolean {
  return 'key' in member && keyName(member.key as t.Node, 'computed' in member && member.computed === true) === name;
}

/** `[span, context]`, as long as no list of unknown length stands before. */
function isElement({ elements }: t.ArrayExpression, name: string): boolean {
  const index = Number(name);
  const before = elements.slice(0, index + 1);
  return before.length === index + 1 && before.every((element) => element !== null && element.type !== 'SpreadElement');
}

function setsStatic(node: t.Node | null, name: string): boolean {
  if (node?.type !== 'ClassDeclaration' && node?.type !== 'ClassExpression') return false;
  return node.body.body.some((member) => 'static' in member && member.static === true && isGiven(member, name));
}

/** A property with a value, or a getter. */
function isGiven(member: t.ClassBody['body'][number], name: string): boolean {
  if (!isNamed(member, name)) return false;
  return member.type === 'ClassMethod' || ('value' in member && member.value != null);
}

function setsOnInstance(member: t.ClassBody['body'][number], name: string): boolean {
  if (isGiven(member, name)) return true;
  if (member.type !== 'ClassMethod' || member.kind !== 'constructor') return false;
  return member.params.some((param) => isParameterProperty(param, name)) || setsOnThis(member.body, name);
}

function isParameterProperty(param: t.Node, name: string): boolean {
  if (param.type !== 'TSParameterProperty') return false;
  const { parameter } = param;
  const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter;
  return target.type === 'Identifier' && target.name === name;
}

/** A statement of a constructor itself that writes to `this`: nothing decides whether it runs, and nobody reads the member before. */
function setsOnThis(body: t.Node, name: string): boolean {
  if (body.type !== 'BlockStatement') return false;
  for (const statement of body.body) {
    if (statement.type === 'ExpressionStatement' && writesToThis(statement.expression, name)) return true;
    if (mayEnd(statement)) return false;
  }
  return false;
}

/** `if (!span) return;`, or `this.run();`, which may read what is set further down. */
function mayEnd(statement: t.Node): boolean {
  const nodes = [statement];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (node.type === 'ReturnStatement' || isCallOfItself(node)) return true;
    if (!isFunction(node)) childrenOf(node, nodes);
  }
  return false;
}

function isCallOfItself(node: t.Node): boolean {
  return isCall(node) && isMember(node.callee) && /^(?:ThisExpression|Super)$/.test(node.callee.object.type);
}

function writesToThis(expression: t.Expression, name: string): boolean {
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') return false;
  const { left, right } = expression;
  if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') return writesToThis(right, name);
  return keyName(left.property, left.computed) === name || writesToThis(right, name);
}
