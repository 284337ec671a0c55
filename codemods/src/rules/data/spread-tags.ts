import type * as t from '@babel/types';
import { isNothing } from '../syntax/expressions';
import { unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { keysBehind, knownObject, objectMembers } from '../values/object-members';
import { type SpanKindName, spanKindOf } from './span-kind';
import { ERROR, SPAN_KIND, successorOf } from './tag-key';

/** Literals that are spread where they are written: one for sure, or one of several by a test. */
export interface SpreadInPlace {
  readonly literals: readonly t.ObjectExpression[];
  readonly isSure: boolean;
}

/** `...{ a }`, `...(test ? { a } : { b })`, `...(test && { a })`; undefined where it may be something else as well. */
export function spreadInPlace({ argument }: t.SpreadElement): SpreadInPlace | undefined {
  const literals = literalsIn(argument);
  return literals && { literals, isSure: unwrap(argument).type === 'ObjectExpression' };
}

function literalsIn(node: t.Node): readonly t.ObjectExpression[] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ObjectExpression') return [inner];
  // Spreading nothing, and what `&&` gives instead of its right side, brings nothing in.
  if (isNothing(inner)) return [];
  if (inner.type === 'LogicalExpression' && inner.operator === '&&') return literalsIn(inner.right);
  if (inner.type !== 'ConditionalExpression') return undefined;
  const [yes, no] = [literalsIn(inner.consequent), literalsIn(inner.alternate)];
  return yes && no && [...yes, ...no];
}

/** What is known of a constant that is spread: the kind that one of its tags may name, and entries behind it for those of its members that are objects. */
export interface SpreadConstant {
  readonly kind: SpanKindName | undefined;
  readonly members: readonly string[];
}

/**
 * A literal in sight that nobody changes, of tags that do as attributes what they did: it is spread as it is. A kind among them is given as such beside
 * them. Undefined where more has to be said of it.
 */
export function spreadConstant(
  context: FileContext,
  spread: t.SpreadElement,
  literal: t.ObjectExpression,
): SpreadConstant | undefined {
  const { argument } = spread;
  const object = knownObject(context, argument);
  const members = object && objectMembers(context, argument, object, keysBehind(context, literal, spread));
  if (!object || !members) return undefined;
  const { there, entries } = object;
  const kinds = entries.filter(({ key }) => key === SPAN_KIND).map(({ value }) => spanKindOf(there, value));
  const isPlain = entries.every(({ key }) => key !== ERROR && !successorOf(there, key));
  return isPlain && !kinds.includes(undefined) ? { kind: kinds.at(-1), members } : undefined;
}
