import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import type { Binding } from '../../facts/scopes/scope';
import type { ValuePart } from '../../facts/types';
import { annotationOf } from '../../parse/annotation';
import { memberName } from '../../parse/key-name';
import { isTypeScript, rangeOf, textOf } from '../../parse/source-file';
import { memberOn } from '../../parse/uses';
import { unwrap } from '../../parse/wrappers';
import { ownerText } from '../syntax/expressions';
import type { FileContext } from '../types';
import { isCaught } from '../values/caught';
import { valueKind } from '../values/known-kind';
import { isOfClass, isPresent, presentAt } from '../values/present';
import { type Around, aroundParts, castTo, NO_CAST } from '../values/type-cast';
import { isAskedItself, isNothingPart, knownType } from '../values/typed-kind';
import type { ValueKind } from '../values/value-kinds';

/** Whether an expression is what was caught, or is proven to be an Error. */
export function isThrown(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  return valueKind(context, inner) === 'error' || isCaught(context, inner);
}

const MAY_BE_ERROR: ReadonlySet<ValueKind> = new Set(['error', 'unknown', 'maybe object']);

/** Whether it has a name, a message and a stack, or may have: what surely has none is said as it is. */
export function mayBeError(context: FileContext, node: t.Node): boolean {
  return MAY_BE_ERROR.has(valueKind(context, node));
}

const BUILT_IN = /^(?:Aggregate|Eval|Range|Reference|Syntax|Type|URI)?Error$/;

/** `new Error(...)` of the language's own kinds. */
export function isJustMade(node: t.Node): node is t.NewExpression {
  return node.type === 'NewExpression' && node.callee.type === 'Identifier' && BUILT_IN.test(node.callee.name);
}

/** Whether it is proven to be an Error or nothing. */
export function isErrorOrNothing(context: FileContext, node: t.Node): boolean {
  const parts = knownType(context, node)?.parts;
  return parts?.has('error') === true && [...parts].every((part) => part === 'error' || isNothingPart(part));
}

/** An error as `recordException` takes it, which takes a text as well. */
export function exceptionArgument(context: FileContext, node: t.Expression): Part[] {
  return aroundParts(castOfError(context, node, EXCEPTION), keep(node));
}

/** An error of which members are read. */
function errorObject(context: FileContext, node: t.Node): string {
  const { before, after } = castOfError(context, node, ERROR);
  return after === '' ? ownerText(context.source, node) : `(${before}${textOf(context.source, node)}${after})`;
}

const ERROR: ReadonlySet<ValuePart> = new Set(['error']);
const EXCEPTION: ReadonlySet<ValuePart> = new Set(['error', 'text']);

/** ` as Error` where the compiler would see something else: `unknown`, which a caught value is in strict TypeScript, or a union. */
function castOfError(context: FileContext, node: t.Node, taken: ReadonlySet<ValuePart>): Around {
  if (!isTypeScript(context.source) || unwrap(node) !== node) return NO_CAST;
  const asError = castTo(node, 'Error');
  if (isCaught(context, node)) return needsCast(context, node) ? asError : NO_CAST;
  const parts = knownType(context, node)?.parts;
  if (!parts) return NO_CAST;
  const present = [...parts].filter((part) => !isNothingPart(part));
  if (present.includes('any') || present.every((part) => taken.has(part))) return NO_CAST;
  return present.includes('error') || present.includes('unknown') ? asError : castTo(node, 'unknown as Error');
}

/** The message of an error, read so that it cannot fail: anything can be thrown, `undefined` as well. */
export function messageText(context: FileContext, node: t.Node): string {
  return `${errorRead(context, node)}message`;
}

/** What stands before a member of an error: `error.`, or `error?.` where there may be none, for what reports a failure must not fail. */
export function errorRead(context: FileContext, node: t.Node): string {
  const object = errorObject(context, node);
  const isThere = isSurelyError(context, node) || isPresent(context, node, presentAt(context, node));
  return isThere ? `${object}.` : `${object}?.`;
}

/** Proven, annotated, or read by the author in the same way. */
function isSurelyError(context: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  if (valueKind(context, inner) === 'error' || isToldToBeError(context, inner)) return true;
  if (inner.type !== 'Identifier') return false;
  const binding = context.facts.scopes.bindingOf(inner);
  return binding?.references.some(({ node }) => isReadUntested(context, binding, node)) === true;
}

/** `error.message` where nothing asks before whether there is an error, or of what kind it is: then there is one. */
function isReadUntested(context: FileContext, { references }: Binding, node: t.Node): boolean {
  if (!isRead(context, node) || isPresent(context, node, presentAt(context, node))) return false;
  const isBefore = (name: t.Node) => rangeOf(name).start < rangeOf(node).start;
  return !references.some(({ node: name }) => isBefore(name) && isAskedItself(context.source, name));
}

function needsCast(context: FileContext, node: t.Node): boolean {
  const binding = context.facts.scopes.bindingOf(node);
  if (!binding || !mayBeOfUnknown(binding) || isReadAsError(context, binding)) return false;
  return !isToldToBeError(context, node);
}

/** `if (error instanceof Error)` around it. */
function isToldToBeError(context: FileContext, node: t.Node): boolean {
  return isOfClass(context, node, 'Error', presentAt(context, node));
}

/** Without an annotation it is `unknown` where the project is strict. */
function mayBeOfUnknown({ identifier }: Binding): boolean {
  const type = annotationOf(identifier);
  return type === undefined || type.type === 'TSUnknownKeyword';
}

/** The author reads `.message` of it without a cast, and asks nowhere what it is: so the compiler does not ask for one. */
function isReadAsError(context: FileContext, { references }: Binding): boolean {
  return (
    references.some(({ node }) => isRead(context, node)) &&
    !references.some(({ node }) => isAskedItself(context.source, node))
  );
}

function isRead({ source }: FileContext, node: t.Node): boolean {
  const member = memberOn(source, node);
  return member?.type === 'MemberExpression' && isErrorMember(memberName(member));
}

function isErrorMember(name: string | undefined): boolean {
  return name === 'message' || name === 'stack' || name === 'name' || name === 'code';
}
