import type * as t from '@babel/types';
import { keyName, memberName } from '../../parse/key-name';
import { loopDeclaring } from '../../parse/loops';
import { isWrapper } from '../../parse/wrappers';
import { Context } from '../constraints/context';
import { stringOf } from '../constraints/strings';
import type { Binding } from '../scopes/scope';
import { constantSource } from './constant-source';
import { mergedBy } from './merges';

/** Whether every object that an expression can be is a literal we see, with all that is written to it. */
export function isComplete(at: Context, node: t.Node): boolean {
  return complete(at, node, new Set());
}

/** `seen`: bindings and functions on the way, which add nothing when met again. */
function complete(at: Context, node: t.Node, seen: Set<unknown>): boolean {
  if (isWrapper(node)) return complete(at, node.expression, seen);
  switch (node.type) {
    case 'NullLiteral':
      return true;
    case 'ObjectExpression':
      return node.properties.every(
        (property) => property.type !== 'SpreadElement' && isKnownKey(at, property.key, property.computed),
      );
    case 'ConditionalExpression':
      return complete(at, node.consequent, seen) && complete(at, node.alternate, seen);
    case 'LogicalExpression':
      // What `&&` gives instead of its right side is no object.
      return (node.operator === '&&' || complete(at, node.left, seen)) && complete(at, node.right, seen);
    case 'Identifier':
      return node.name === 'undefined' || completeVariable(at, node, seen);
    case 'CallExpression':
      return completeSource(at, node, seen) || completeResult(at, node, seen);
    case 'MemberExpression':
      return isHarmlessHolder(at, node, seen) && completeSource(at, node, seen);
    default:
      return false;
  }
}

/** A key in plain sight, or a constant such as `Tags.HTTP_URL`. */
function isKnownKey(at: Context, key: t.Node, computed = false): boolean {
  return keyName(key, computed) !== undefined || stringOf(at, key) !== undefined;
}

function completeVariable(at: Context, node: t.Identifier, seen: Set<unknown>): boolean {
  const binding = at.file.scopes.bindingOf(node);
  if (binding === undefined) return false;
  if (seen.has(binding)) return true;
  seen.add(binding);
  return completeDeclaration(at, binding, seen) && binding.references.every((one) => isHarmless(at, one, seen));
}

function completeDeclaration(at: Context, binding: Binding, seen: Set<unknown>): boolean {
  const { declaration, identifier } = binding;
  if (declaration.type !== 'VariableDeclarator' || declaration.id !== identifier)
    return completeSource(at, identifier, seen);
  return declaration.init ? complete(at, declaration.init, seen) : !loopDeclaring(at.file.source, declaration);
}

/** What a constant is elsewhere: in the module that exports it, or in the object that it is a member of. */
function completeSource(at: Context, node: t.Node, seen: Set<unknown>): boolean {
  const source = constantSource(at, node);
  if (source === undefined || seen.has(source.node)) return source !== undefined;
  seen.add(source.node);
  return complete(source.at, source.node, seen);
}

/** Whether nobody in the file changes a member of an object in a way that we do not see: `clear(defaults.tags)`. */
function isHarmlessHolder(at: Context, member: t.MemberExpression, seen: Set<unknown>): boolean {
  const { object } = member;
  if (object.type === 'MemberExpression') return isHarmlessHolder(at, object, seen);
  const binding = object.type === 'Identifier' ? at.file.scopes.bindingOf(object) : undefined;
  return (binding?.references ?? []).every((one) => {
    const read = at.parent(one.node);
    const isMember = read?.type === 'MemberExpression' && read.object === one.node;
    return isHarmless(at, one, seen) && (!isMember || isHarmless(at, { kind: 'read', node: read }, seen));
  });
}

/** A use of the variable that neither gives it an unknown value nor changes the object in a way we do not see. */
function isHarmless(
  at: Context,
  { node, kind }: { readonly node: t.Node; readonly kind: Binding['references'][number]['kind'] },
  seen: Set<unknown>,
): boolean {
  const parent = at.parent(node);
  if (kind === 'type' || parent === undefined) return true;
  if (kind !== 'read') {
    return parent.type === 'AssignmentExpression' && parent.left === node && complete(at, parent.right, seen);
  }
  if (parent.type === 'MemberExpression' && parent.object === node) return !changesUnseen(at, parent);
  if (parent.type === 'CallExpression') return parent.callee === node || !mayChange(at, parent, node, seen);
  return true;
}

/** `o[key] = x`, `delete o.a`, `o.a++`. */
function changesUnseen(at: Context, member: t.MemberExpression): boolean {
  const parent = at.parent(member);
  if (parent?.type === 'UnaryExpression') return parent.operator === 'delete';
  if (parent?.type === 'UpdateExpression') return true;
  return (
    parent?.type === 'AssignmentExpression' &&
    parent.left === member &&
    !isKnownKey(at, member.property, member.computed)
  );
}

/** Globals that look at an object and leave it as it is. */
const READERS: ReadonlySet<string> = new Set(['console', 'JSON']);

/** A call that is handed the object: what is OpenTracing's or the project's own is known; anything else may do what it likes. */
function mayChange(at: Context, call: t.CallExpression, argument: t.Node, seen: Set<unknown>): boolean {
  const { callee } = call;
  if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier') {
    const isGlobal = at.file.scopes.bindingOf(callee.object) === undefined;
    if (isGlobal && READERS.has(callee.object.name)) return false;
    if (isGlobal && callee.object.name === 'Object') {
      const [target, ...copied] = call.arguments;
      const isTarget = memberName(callee) === 'assign' && target === argument;
      return isTarget && !copied.every((part) => complete(at, part, seen));
    }
  }
  return (at.findSlot(callee)?.tokens.size ?? 0) === 0;
}

/** The result of functions of the project: all that they return. */
function completeResult(at: Context, call: t.CallExpression, seen: Set<unknown>): boolean {
  const merged = mergedBy(at, call);
  if (merged) return merged.every((part) => complete(at, part, seen));
  const tokens = at.findSlot(call.callee)?.tokens;
  if (tokens === undefined || tokens.size === 0) return false;
  for (const token of tokens) {
    const fn = token.kind === 'function' && token.node !== null ? at.graph.functions.get(token.node) : undefined;
    if (fn === undefined || fn.node.async || fn.node.generator) return false;
    if (seen.has(fn)) continue;
    seen.add(fn);
    const there = new Context(at.graph, at.modules, fn.file);
    if (fn.returns.length === 0 || !fn.returns.every((returned) => complete(there, returned, seen))) return false;
  }
  return true;
}
