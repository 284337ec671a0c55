import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';

/** `trace.setSpan(context.active(), span)`. */
export function withSpan(context: FileContext, span: readonly Part[]): Part[] {
  return [`${context.api('trace')}.setSpan(${context.api('context')}.active(), `, ...span, ')'];
}

/** The Context of a span without a parent. */
export function noParent(context: FileContext): string {
  if (context.passedOn) return 'undefined';
  return context.options.parents === 'active' ? `${context.api('context')}.active()` : context.api('ROOT_CONTEXT');
}

/** A span or a span context, told apart where the program runs: both are objects, and only a span has `spanContext`. */
export function eitherContext(context: FileContext, value: Part): Part[] {
  const isSpan = [`${quoted(context, 'spanContext')} in `, value];
  return [...isSpan, ' ? ', ...withSpan(context, [value]), ' : ', value];
}

/** A span, a span context, or nothing. */
export function maybeContext(context: FileContext, value: Part, certain: Part = value): Part[] {
  return [value, ' ? (', ...eitherContext(context, certain), ') : ', noParent(context)];
}

/** `a.b` for the `a?.b` that a test has found to be there. */
export function certainly({ source }: FileContext, node: t.Expression): Part {
  const text = textOf(source, node);
  return text.includes('?.') ? text.replaceAll('?.', '.') : keep(node);
}

/** A choice among parts needs parentheses beside another operator. */
export function inParentheses(parts: readonly Part[]): readonly Part[] {
  return parts.some((part) => typeof part === 'string' && / [?:] | \?\? /.test(part)) ? ['(', ...parts, ')'] : parts;
}
