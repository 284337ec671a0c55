import type * as t from '@babel/types';
import { API } from '../../catalog/opentelemetry-api';
import { keep, type Part } from '../../edit/edit';
import { moduleBehind } from '../../facts/scopes/loaded-module';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { owner } from '../syntax/expressions';
import { calledMethod, isCall, isMember } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { isAnyTyped } from '../values/any-typed';

/** `trace.setSpan(context.active(), span)`. */
export function withSpan(context: FileContext, span: readonly Part[]): Part[] {
  return [`${context.api('trace')}.setSpan(${context.api('context')}.active(), `, ...span, ')'];
}

/** Whether an expression is the active context with another span in it: what else is in that is in this. */
export function isActiveWithSpan(context: FileContext, parts: readonly Part[]): boolean {
  const [before, , after] = withSpan(context, ['']);
  return parts.length === 3 && parts[0] === before && parts[2] === after;
}

/** The Context of a span without a parent. */
export function noParent(context: FileContext): string {
  if (context.passedOn) return 'undefined';
  return context.options.parents === 'active' ? `${context.api('context')}.active()` : context.api('ROOT_CONTEXT');
}

/** Whether an expression is what `noParent` writes, in an earlier run. */
export function saysNoParent({ facts }: FileContext, node: t.Node): boolean {
  const inner = unwrap(node);
  const isActive = calledMethod(inner) === 'active' && isCall(inner) && inner.arguments.length === 0;
  return (inner.type === 'Identifier' || isActive) && moduleBehind(facts, inner) === API;
}

/** A span or a span context, told apart where the program runs: both are objects, and only a span has `spanContext`. */
export function eitherContext(context: FileContext, ...value: readonly Part[]): Part[] {
  const isSpan = [`${quoted(context, 'spanContext')} in `, ...value];
  return [...isSpan, ' ? ', ...withSpan(context, value), ' : ', ...value];
}

/** A span, a span context, or nothing. */
export function maybeContext(context: FileContext, value: Part, certain: readonly Part[] = [value]): Part[] {
  return [value, ' ? (', ...eitherContext(context, ...certain), ') : ', noParent(context)];
}

/** `a.b` for the `a?.b` that a test has found to be there; `(a as B).b!`, of which a compiler does not learn what a test has found. */
export function certainly(context: FileContext, node: t.Expression): Part[] {
  const text = textOf(context.source, node);
  if (text.includes('?.')) return [text.replaceAll('?.', '.')];
  return isNarrowed(context, node) ? [keep(node)] : [...owner(node), '!'];
}

/** Whether a compiler keeps in mind what a test said of an expression: there is no cast in it. */
export function isNarrowed(context: FileContext, node: t.Node): boolean {
  return !isTypeScript(context.source) || isReference(node) || isAnyTyped(context, node);
}

function isReference(node: t.Node): boolean {
  if (node.type === 'TSNonNullExpression') return isReference(node.expression);
  return isMember(node) ? isReference(node.object) : node.type === 'Identifier' || node.type === 'ThisExpression';
}

/** A choice among parts needs parentheses beside another operator. */
export function inParentheses(parts: readonly Part[]): readonly Part[] {
  return parts.some((part) => typeof part === 'string' && / [?:] | \?\? /.test(part)) ? ['(', ...parts, ')'] : parts;
}
