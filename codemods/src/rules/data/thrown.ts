import type * as t from '@babel/types';
import type { Binding } from '../../facts/scopes/scope';
import { isTypeScript, textOf } from '../../parse/source-file';
import { ownerText } from '../syntax/expressions';
import { isMember, memberName, unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { valueKind } from '../values/attribute-value';
import { isOfClass, isPresent, presentAt } from '../values/present';

/** Whether an expression is what was caught, or is proven to be an Error. */
export function isThrown(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (valueKind(context, inner) === 'error') return true;
  return inner.type === 'Identifier' && context.facts.scopes.bindingOf(inner)?.kind === 'catch';
}

/**
 * An error as OpenTelemetry's types want it: `error`, or `(error as Error)` where the compiler would see `unknown`, which a caught
 * value is in strict TypeScript.
 */
export function errorText(context: FileContext, node: t.Node): { readonly value: string; readonly object: string } {
  const text = textOf(context.source, node);
  const inner = unwrap(node);
  if (inner !== node) return { value: text, object: `(${text})` };
  if (!needsCast(context, inner)) return { value: text, object: ownerText(context.source, node) };
  return { value: `${text} as Error`, object: `(${text} as Error)` };
}

/** The message of an error, read so that it cannot fail: anything can be thrown, `undefined` as well. */
export function messageText(context: FileContext, node: t.Node): string {
  return `${errorRead(context, node)}message`;
}

/** What stands before a member of an error: `error.`, or `error?.` where there may be none, for what reports a failure must not fail. */
export function errorRead(context: FileContext, node: t.Node): string {
  const { object } = errorText(context, node);
  const isThere = isSurelyError(context, node) || isPresent(context, node, presentAt(context, node));
  return isThere ? `${object}.` : `${object}?.`;
}

/** Proven, annotated, or read by the author in the same way. */
function isSurelyError(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (valueKind(context, inner) === 'error' || isToldToBeError(context, inner)) return true;
  if (inner.type !== 'Identifier') return false;
  const binding = context.facts.scopes.bindingOf(inner);
  return binding !== undefined && isReadAsError(context, binding);
}

function needsCast(context: FileContext, node: t.Node): boolean {
  if (!isTypeScript(context.source) || node.type !== 'Identifier') return false;
  const binding = context.facts.scopes.bindingOf(node);
  if (binding?.kind !== 'catch' || !mayBeOfUnknown(binding) || isReadAsError(context, binding)) return false;
  return !isToldToBeError(context, node);
}

/** `if (error instanceof Error)` around it. */
function isToldToBeError(context: FileContext, node: t.Node): boolean {
  return isOfClass(context, node, 'Error', presentAt(context, node));
}

/** Without an annotation it is `unknown` where the project is strict. */
function mayBeOfUnknown({ identifier: { typeAnnotation } }: Binding): boolean {
  if (typeAnnotation?.type !== 'TSTypeAnnotation') return true;
  return typeAnnotation.typeAnnotation.type === 'TSUnknownKeyword';
}

/** The author reads `.message` of it without a cast: so the compiler does not ask for one. */
function isReadAsError(context: FileContext, binding: Binding): boolean {
  return binding.references.some(({ node }) => {
    const parent = context.source.parents.get(node);
    return (
      isMember(parent) &&
      parent.object === node &&
      parent.type === 'MemberExpression' &&
      isErrorMember(memberName(parent))
    );
  });
}

function isErrorMember(name: string | undefined): boolean {
  return name === 'message' || name === 'stack' || name === 'name' || name === 'code';
}
