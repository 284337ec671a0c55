import type * as t from '@babel/types';
import type { PlainCall } from '../parse/calls';
import { classOf } from '../parse/classes';
import { memberName } from '../parse/key-name';
import { isMember } from '../parse/members';
import { isWrapper } from '../parse/wrappers';
import type { Context } from './constraints/context';
import { nameOf } from './constraints/keys';
import { Shape } from './flow/tokens';
import { fieldKey } from './flow/unknown-receivers';
import type { Unit } from './types';

/** What moves together with an expression: its variable, its field, or nothing but itself. */
export function unitOf(at: Context, node: t.Node): Unit {
  const inner = unwrapped(node);
  if (inner.type === 'Identifier') return variableUnit(at, inner) ?? expressionUnit(at, inner);
  if (isMember(inner)) return fieldUnit(at, inner) ?? expressionUnit(at, inner);
  return declaredUnit(at, inner) ?? expressionUnit(at, inner);
}

/** What nodes are of, for the links of a chain ask for it one after the other. */
const known = new WeakMap<t.Node, t.Node>();

/** Casts, `await`, assignments: what they are of; calls that give their receiver back, too. */
function unwrapped(node: t.Node): t.Node {
  const passed: t.Node[] = [];
  let inner = node;
  for (let next = wrappedIn(inner); next !== undefined; next = wrappedIn(inner)) {
    passed.push(inner);
    inner = known.get(next) ?? next;
  }
  for (const outer of passed) known.set(outer, inner);
  return inner;
}

function wrappedIn(node: t.Node): t.Node | undefined {
  if (isWrapper(node)) return node.expression;
  switch (node.type) {
    case 'AwaitExpression':
      return node.argument;
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return node.left;
    case 'VariableDeclarator':
      return node.id;
    case 'TSParameterProperty':
      return node.parameter;
    case 'CallExpression':
    case 'OptionalCallExpression':
      return chained(node);
    default:
      return undefined;
  }
}

/** The receiver of a call that gives it back: `span.setTag(...).log(...)` is made on what `span` is. */
function chained({ callee }: PlainCall): t.Node | undefined {
  if (!isMember(callee)) return undefined;
  return CHAINING.has(memberName(callee) ?? '') ? callee.object : undefined;
}

const CHAINING = new Set(['setTag', 'addTags', 'log', 'setOperationName', 'setBaggageItem']);

function variableUnit(at: Context, node: t.Identifier): Unit | undefined {
  const binding = at.file.scopes.bindingOf(node);
  if (binding === undefined) return undefined;
  return { id: `${at.file.source.path}#${binding.id}`, kind: 'variable', name: binding.name };
}

function fieldUnit(at: Context, node: t.MemberExpression | t.OptionalMemberExpression): Unit | undefined {
  const name = nameOf(at, node.property, node.computed);
  if (name === undefined) return undefined;
  const owner = ownerOf(at, node.object);
  const id = owner === undefined ? `field ${fieldKey({ name, receiverNode: node.object })}` : fieldId(at, owner, name);
  const [object, property] = [textOf(at, node.object), textOf(at, node.property)];
  return { id, kind: 'field', name: node.computed ? `${object}[${property}]` : `${object}.${property}` };
}

/** Any of the shapes that hold the field: they are of one group. */
function ownerOf(at: Context, receiver: t.Node): Shape | undefined {
  for (const token of at.findSlot(receiver)?.tokens ?? []) if (token instanceof Shape) return token;
  return undefined;
}

/** The field that a parameter with a modifier makes: `constructor(private readonly tracer: Tracer)`. */
export function fieldOf(at: Context, property: t.TSParameterProperty): Unit | undefined {
  const { parents } = at.file.source;
  const method = parents.get(property);
  const cls = method && classOf(parents, method);
  const name = boundName(property.parameter);
  const owner = cls && at.graph.findShape(cls.body);
  if (owner === undefined || name === undefined) return undefined;
  return { id: fieldId(at, owner, name), kind: 'field', name: `this.${name}` };
}

function boundName(node: t.Node): string | undefined {
  if (node.type === 'AssignmentPattern') return boundName(node.left);
  return node.type === 'Identifier' ? node.name : undefined;
}

function fieldId(at: Context, owner: Shape, name: string): string {
  return `field of ${at.graph.fields.groupOf(owner, name)}`;
}

/** A property of a class, an object literal or an interface: the field that it declares. */
function declaredUnit(at: Context, node: t.Node): Unit | undefined {
  const owner = declaringShape(at, node);
  const name = 'key' in node ? nameOf(at, node.key, 'computed' in node && node.computed === true) : undefined;
  if (owner === undefined || name === undefined || !('key' in node)) return undefined;
  return { id: fieldId(at, owner, name), kind: 'field', name: textOf(at, node.key) };
}

function declaringShape(at: Context, node: t.Node): Shape | undefined {
  const holder = at.parent(node);
  if (holder === undefined) return undefined;
  switch (node.type) {
    case 'ClassProperty':
    case 'ClassPrivateProperty':
    case 'ClassAccessorProperty':
      // A class's own shape stands at the class, that of its instances at its body.
      return at.graph.findShape(node.static === true ? (at.parent(holder) ?? holder) : holder);
    case 'ObjectProperty':
      return holder.type === 'ObjectExpression' ? at.graph.findShape(holder) : undefined;
    case 'TSPropertySignature':
      return at.graph.findShape(holder.type === 'TSInterfaceBody' ? (at.parent(holder) ?? holder) : holder);
    default:
      return undefined;
  }
}

function expressionUnit(at: Context, node: t.Node): Unit {
  return { id: `${at.file.source.path}@${node.start}-${node.end}`, kind: 'expression', name: textOf(at, node) };
}

function textOf(at: Context, node: t.Node): string {
  const text = at.file.source.text.slice(node.start ?? 0, node.end ?? 0).replace(/\s+/g, ' ');
  const call = /^([\w$.[\]]+)\(.*\)$/.exec(text);
  if (call !== null) return `${call[1]}(...)`;
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
