import type * as t from '@babel/types';
import { constants, tags } from '../../catalog/opentracing-api';
import { memberName } from '../../parse/key-name';
import { plainText } from '../../parse/plain-text';
import { isWrapper } from '../../parse/wrappers';
import { Shape, type Token } from '../flow/tokens';
import { isRequire } from './calls';
import type { Context } from './context';

/** The literal string that an expression always is. */
export function stringOf(at: Context, node: t.Node): string | undefined {
  if (node.type === 'StringLiteral' || node.type === 'TemplateLiteral') return plainText(node);
  const only = onlyToken(at, node);
  if (only === undefined) return undefined;
  const value = only.kind === 'string' ? only.value : constantValue(only);
  return value !== undefined && isFixed(at, node, 0) ? value : undefined;
}

/** The strings that are seen to reach an expression; others may reach it as well. */
export function stringsOf(at: Context, node: t.Node): ReadonlySet<string> {
  const found = new Set<string>();
  for (const token of at.findSlot(node)?.tokens ?? []) {
    const value = token.kind === 'string' ? token.value : constantValue(token);
    if (value !== undefined) found.add(value);
  }
  return found;
}

function onlyToken(at: Context, node: t.Node): Token | undefined {
  const tokens = at.findSlot(node)?.tokens;
  if (tokens?.size !== 1) return undefined;
  for (const token of tokens) return token;
  return undefined;
}

/** `Tags.ERROR`, `FORMAT_TEXT_MAP`, however they got here. */
function constantValue(token: Token): string | undefined {
  if (token.kind !== 'api') return undefined;
  const [table, name]: [Readonly<Record<string, string>>, string] = token.name.startsWith('Tags.')
    ? [tags, token.name.slice('Tags.'.length)]
    : [constants, token.name];
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Whether an expression can have no value but the one that we see: nothing that a caller decides is on the way. */
function isFixed(at: Context, node: t.Node, depth: number): boolean {
  if (depth > 10) return false;
  if (isWrapper(node)) return isFixed(at, node.expression, depth + 1);
  switch (node.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
    case 'ObjectExpression':
      return true;
    case 'Identifier':
      return isFixedVariable(at, node, depth);
    case 'MemberExpression':
      return isOpenTracing(at, node.object) || (isFixed(at, node.object, depth + 1) && !isWrittenAgain(at, node));
    case 'CallExpression':
      return isRequire(at, node) || (isFreeze(node) && isFixed(at, node.arguments[0] ?? node, depth + 1));
    default:
      return false;
  }
}

/** The namespace or its `Tags`: their members are constants, whoever handed them in. */
function isOpenTracing(at: Context, node: t.Node): boolean {
  const only = onlyToken(at, node);
  return only?.kind === 'api' && (only.name === '' || only.name === 'Tags');
}

function isFixedVariable(at: Context, node: t.Identifier, depth: number): boolean {
  const binding = at.file.scopes.bindingOf(node);
  if (binding === undefined || binding.reassigned) return false;
  if (binding.kind === 'import' || binding.kind === 'enum' || binding.kind === 'namespace') return true;
  // Its static members are looked at one by one.
  if (binding.kind === 'class') return true;
  const { declaration, identifier } = binding;
  if (declaration.type !== 'VariableDeclarator' || !declaration.init) return false;
  return at.parent(identifier)?.type !== 'AssignmentPattern' && isFixed(at, declaration.init, depth + 1);
}

function isFreeze({ callee }: t.CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Object' &&
    memberName(callee) === 'freeze'
  );
}

/** `T.a = ...` beside the literal's own `a`, or a second `exports.a = ...`. */
function isWrittenAgain(at: Context, node: t.MemberExpression): boolean {
  const name = memberName(node);
  const shapes = new Set<Token>(at.findSlot(node.object)?.tokens);
  if (name === undefined) return true;
  const writes = at.graph.writes.filter(({ key, receiver }) => {
    return key === name && [...receiver.tokens].some((token) => token instanceof Shape && shapes.has(token));
  });
  const declared = [...shapes].some(
    (shape) => shape instanceof Shape && (shape.kind === 'object' || shape.kind === 'class'),
  );
  return writes.length > (declared ? 0 : 1);
}
