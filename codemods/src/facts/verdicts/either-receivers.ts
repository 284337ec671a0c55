import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { answers } from '../flow/rivals';
import { Shape, type Token } from '../flow/tokens';

/** A member that every span of OpenTelemetry has, and no class of the project that is no span: by it they are told apart. */
export const TELLING = 'spanContext';

/**
 * Whether the program itself can tell, with one question, what it calls: a span, or an instance of a class of the project that has
 * nothing to do with OpenTracing's classes. Only where nothing is made of the result, and asking changes nothing.
 */
export function isEither(at: Context, call: t.Node, receiver: t.Node, method: string): boolean {
  if (method !== 'finish' || call.type !== 'CallExpression' || receiver.type !== 'Identifier') return false;
  if (!call.arguments.every(({ type }) => type === 'Identifier' || type === 'NumericLiteral')) return false;
  const tokens = [...at.slot(receiver).tokens];
  return tokens.some(isSpan) && tokens.every((token) => isSpan(token) || isOwnInstance(token)) && standsAlone(at, call);
}

/** Whether the question is asked already: `'spanContext' in span ? span.end() : span.finish()`. */
export function isAsked(at: Context, call: t.Node, receiver: t.Node): boolean {
  const around = at.parent(call)?.type === 'ExpressionStatement' ? at.parent(at.parent(call) ?? call) : at.parent(call);
  if (around?.type !== 'ConditionalExpression' && around?.type !== 'IfStatement') return false;
  const { test } = around;
  if (test.type !== 'BinaryExpression' || test.operator !== 'in' || receiver.type !== 'Identifier') return false;
  return test.left.type === 'StringLiteral' && test.left.value === TELLING && isNamed(test.right, receiver.name);
}

function isNamed(node: t.Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function isSpan(token: Token): boolean {
  return token.kind === 'role' && token.role === 'span';
}

function isOwnInstance(token: Token): boolean {
  if (!(token instanceof Shape)) return false;
  const isInstance = token.node?.type === 'ClassBody' && !token.fields.has(TELLING) && answers(token, 'finish');
  return isInstance && [...token.parents.tokens].every(isOwnInstance);
}

function standsAlone(at: Context, call: t.Node): boolean {
  const parent = at.parent(call);
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === call);
}
