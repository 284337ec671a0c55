import type * as t from '@babel/types';
import { annotationOf } from '../../parse/annotation';
import { isFunction } from '../../parse/functions';
import { memberName } from '../../parse/key-name';
import { isMember } from '../../parse/members';
import { assignmentTo } from '../../parse/uses';
import type { Context } from '../constraints/context';
import { type RoleToken, Shape, type SuccessorToken } from '../flow/tokens';
import { fieldKey, isKnown, linkUnknownReceivers } from '../flow/unknown-receivers';
import type { Binding } from '../scopes/scope';

/** A value that only others give, and what it is by its use. */
export interface Believed {
  readonly at: Context;
  readonly node: t.Node;
  readonly token: RoleToken | SuccessorToken;
}

/**
 * Whether a value is only what others give: a parameter that no type describes, what is taken out of one, a member of it, or a field
 * that is given one; and nothing of the project is seen to come there.
 */
export function isOpen(at: Context, node: t.Node): boolean {
  const slot = at.findSlot(node);
  return !(slot && isKnown(slot)) && (isGiven(at, node) || isFieldOfGiven(at, node));
}

/** Takes values for what their use says, and follows them. */
export function believe(values: readonly Believed[]): void {
  for (const value of values) mark(value);
  const [{ at } = {}] = values;
  if (at === undefined) return;
  at.solver.solve();
  linkUnknownReceivers(at.graph);
}

function isGiven(at: Context, node: t.Node): boolean {
  if (isMember(node)) return !node.computed && isOwnerGiven(at, node.object) && isFree(at, node.object);
  if (node.type === 'ThisExpression') return isReceiver(at, node);
  if (node.type === 'LogicalExpression') return isChoiceGiven(at, node);
  if (node.type === 'ConditionalExpression') return areGiven(at, [node.consequent, node.alternate]);
  if (node.type === 'TSAsExpression')
    return node.typeAnnotation.type === 'TSAnyKeyword' && isGiven(at, node.expression);
  const binding = node.type === 'Identifier' ? at.file.scopes.bindingOf(node) : undefined;
  if (binding === undefined || isTyped(binding)) return false;
  // What is declared further down may be made of what stands here.
  return binding.kind === 'param' || (isBefore(binding.declaration, node) && isTakenOf(at, binding));
}

/** `options && options.span`, and `options || {}`. */
function isChoiceGiven(at: Context, { operator, left, right }: t.LogicalExpression): boolean {
  return operator === '&&' ? isGiven(at, right) : areGiven(at, [left, right]);
}

/** One of them at least: what takes the place of nothing is no other thing that comes there. */
function areGiven(at: Context, choices: readonly t.Expression[]): boolean {
  const others = choices.filter((choice) => !isEmpty(choice));
  return others.length > 0 && others.every((choice) => isGiven(at, choice));
}

function isEmpty(node: t.Node): boolean {
  if (node.type === 'Identifier') return node.name === 'undefined';
  return node.type === 'ObjectExpression' || node.type === 'NullLiteral';
}

/** What a function is called on that is no method: `routes.push(function () { this.tracer })`. A class or a literal says what its own are called on. */
function isReceiver(at: Context, node: t.ThisExpression): boolean {
  let up = at.parent(node);
  while (up !== undefined && (up.type === 'ArrowFunctionExpression' || !isFunction(up))) {
    if (up.type === 'ClassBody') return false;
    up = at.parent(up);
  }
  return up?.type === 'FunctionExpression' || up?.type === 'FunctionDeclaration';
}

/** What a member is read of may be kept in a field: `this.owner.tracer`. */
function isOwnerGiven(at: Context, owner: t.Node): boolean {
  return isGiven(at, owner) || isFieldOfGiven(at, owner);
}

function isBefore(one: t.Node, other: t.Node): boolean {
  return (one.end ?? 0) <= (other.start ?? 0);
}

function isTyped({ identifier }: Binding): boolean {
  const type = annotationOf(identifier);
  return type !== undefined && type.type !== 'TSAnyKeyword';
}

/** `const { parent } = options` and `const parent = options.parent`, of options that are as open. */
function isTakenOf(at: Context, { declaration, reassigned }: Binding): boolean {
  if (declaration.type !== 'VariableDeclarator' || reassigned || declaration.init == null) return false;
  const { id, init } = declaration;
  return id.type === 'ObjectPattern'
    ? isGiven(at, init) && isFree(at, init)
    : init.type !== 'Identifier' && isGiven(at, init);
}

/**
 * Nothing is seen to come there but literals, such as the `{}` of a default: what those lack, others may bring. What a comment describes is
 * nothing that comes there: `@param {Span} options.parent` says no more than the name, in a file where `Span` stands for nothing.
 */
function isFree(at: Context, node: t.Node): boolean {
  for (const token of at.findSlot(node)?.tokens ?? []) {
    const isComment = token.kind === 'type' && isOfComment(at, token);
    if (token.kind !== 'null' && token.kind !== 'varying' && token.kind !== 'object' && !isComment) return false;
  }
  return true;
}

/** Types of comments, also those that are spelled out there, are no part of the tree of their file. */
function isOfComment(at: Context, { node, file }: Shape): boolean {
  return node === null || (file === at.file.source.path && !at.file.source.parents.has(node));
}

/** `this.tracer`, where every write to it in the file gives it what others give. */
function isFieldOfGiven(at: Context, node: t.Node): boolean {
  const name = nameOfField(node);
  if (name === undefined) return false;
  const written = at.nodes('MemberExpression').filter((member) => nameOfField(member) === name);
  const values = written.flatMap((member) => assignmentTo(at.file.source, member)?.right ?? []);
  return values.length > 0 && values.every((value) => isGiven(at, value));
}

function nameOfField(node: t.Node): string | undefined {
  return isMember(node) && node.object.type === 'ThisExpression' ? memberName(node) : undefined;
}

/** A variable is so wherever it is read, and a member in every literal that may come there; of something unknown it is so by its name. */
function mark({ at: { graph, solver, file }, node, token }: Believed): void {
  const name = isMember(node) ? memberName(node) : undefined;
  if (!isMember(node) || name === undefined) {
    solver.add(graph.slot(node, file), token);
    return;
  }
  const owners = [...graph.slot(node.object, file).tokens].filter((owner) => owner instanceof Shape);
  for (const owner of owners) solver.add(owner.field(name), token);
  if (owners.length === 0) solver.add(graph.unknownField(fieldKey({ name, receiverNode: node.object })), token);
}
