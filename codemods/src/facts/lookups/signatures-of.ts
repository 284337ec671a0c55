import type * as t from '@babel/types';
import { isFunction } from '../../parse/functions';
import type { Context } from '../constraints/context';
import { Shape } from '../flow/tokens';
import type { Signature } from '../types';

/** The functions, constructors and methods of interfaces of the project that a call may reach, also across files. */
export function signaturesOf(
  at: Context,
  { callee, type }: t.CallExpression | t.OptionalCallExpression | t.NewExpression,
): readonly Signature[] {
  const tokens = [...(at.findSlot(callee)?.tokens ?? [])];
  const called = type === 'NewExpression' ? tokens.flatMap(constructorsOf) : tokens;
  return called.flatMap((token) => signatureOf(token) ?? []);
}

function constructorsOf(token: unknown): readonly unknown[] {
  const made = token instanceof Shape && token.kind === 'class' ? token.fields.get('<constructor>') : undefined;
  return [...(made?.tokens ?? [])];
}

function signatureOf(token: unknown): Signature | undefined {
  if (!(token instanceof Shape) || token.node === null) return undefined;
  const { node, file: path } = token;
  return isFunction(node) || node.type === 'TSMethodSignature' || node.type === 'TSFunctionType'
    ? { path, node }
    : undefined;
}
