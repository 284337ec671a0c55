import type * as t from '@babel/types';
import { constants, tags } from '../catalog/opentracing-api';
import type { Context } from './constraints/context';
import { Shape, type Token } from './tokens';

/** The literal string that an expression always is. */
export function stringOf(at: Context, node: t.Node): string | undefined {
  return literal(at, node, 0);
}

function literal(at: Context, node: t.Node, depth: number): string | undefined {
  if (depth > 10) return undefined;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'TemplateLiteral')
    return node.quasis.length === 1 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression')
    return literal(at, node.expression, depth + 1);
  const constant = constantOf(at, node);
  if (constant !== undefined) return constant;
  if (node.type === 'Identifier') return variable(at, node, depth);
  return undefined;
}

/** `Tags.ERROR`, `FORMAT_TEXT_MAP`, however they got here. */
function constantOf(at: Context, node: t.Node): string | undefined {
  const tokens = [...(at.findSlot(node)?.tokens ?? [])];
  const [token] = tokens;
  return tokens.length === 1 && token !== undefined ? constantValue(token) : undefined;
}

function constantValue(token: Token): string | undefined {
  if (token instanceof Shape || token.kind !== 'api') return undefined;
  const [owner, name] = token.name.startsWith('Tags.')
    ? [tags, token.name.slice('Tags.'.length)]
    : [constants, token.name];
  const table: Readonly<Record<string, string>> = owner;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function variable(at: Context, node: t.Identifier, depth: number): string | undefined {
  const binding = at.file.scopes.bindingOf(node);
  if (binding === undefined || binding.reassigned) return undefined;
  const { declaration } = binding;
  if (declaration.type !== 'VariableDeclarator' || declaration.id !== binding.identifier || !declaration.init)
    return undefined;
  return literal(at, declaration.init, depth + 1);
}
