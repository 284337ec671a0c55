import type * as t from '@babel/types';
import { Context } from '../constraints/context';
import { keyName, memberName } from '../constraints/members';
import { stringOf } from '../constraints/strings';
import type { Binding } from '../scopes/scope';
import { mergedBy } from './merges';

/** Whether every object that an expression can be is a literal we see, with all that is written to it. */
export function isComplete(at: Context, node: t.Node): boolean {
  return complete(at, node, new Set());
}

/** `seen`: bindings and functions on the way, which add nothing when met again. */
function complete(at: Context, node: t.Node, seen: Set<unknown>): boolean {
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
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return complete(at, node.expression, seen);
    case 'Identifier':
      return node.name === 'undefined' || completeVariable(at, node, seen);
    case 'CallExpression':
      return completeResult(at, node, seen);
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
  const { declaration } = binding;
  if (declaration.type === 'ImportSpecifier') {
    const exported = exportedAs(at, declaration);
    return exported !== undefined && complete(exported.at, exported.name, seen);
  }
  if (declaration.type !== 'VariableDeclarator' || declaration.id !== binding.identifier) return false;
  return !declaration.init || complete(at, declaration.init, seen);
}

/** The name in another file of the project that an import takes, in the words of that file. */
function exportedAs(at: Context, specifier: t.ImportSpecifier) {
  const importing = at.parent(specifier);
  const file =
    importing?.type === 'ImportDeclaration' ? at.modules.resolve(importing.source.value, at.file) : undefined;
  const wanted = nameIn(specifier.imported);
  for (const statement of file?.source.ast.program.body ?? []) {
    const name = statement.type === 'ExportNamedDeclaration' && !statement.source && nameExported(statement, wanted);
    if (file && name) return { at: new Context(at.graph, at.modules, file), name };
  }
  return undefined;
}

function nameExported({ declaration, specifiers }: t.ExportNamedDeclaration, wanted: string): t.Identifier | undefined {
  const declared = declaration?.type === 'VariableDeclaration' ? declaration.declarations : [];
  const names = [
    ...declared.flatMap(({ id }) => (id.type === 'Identifier' && id.name === wanted ? [id] : [])),
    ...specifiers.flatMap((one) =>
      one.type === 'ExportSpecifier' && nameIn(one.exported) === wanted ? [one.local] : [],
    ),
  ];
  return names[0];
}

function nameIn(node: t.Identifier | t.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** A use of the variable that neither gives it an unknown value nor changes the object in a way we do not see. */
function isHarmless(at: Context, { node, kind }: Binding['references'][number], seen: Set<unknown>): boolean {
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
