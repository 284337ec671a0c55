import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
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
  const literals = literalsInPlace(argument);
  return literals && { literals, isSure: unwrap(argument).type === 'ObjectExpression' };
}

/** The literals that are copied from an expression, where it may be nothing else. */
export function literalsInPlace(node: t.Node): readonly t.ObjectExpression[] | undefined {
  const inner = unwrap(node);
  if (inner.type === 'ObjectExpression') return [inner];
  // Spreading nothing, and what `&&` gives instead of its right side, brings nothing in.
  if (isNothing(inner)) return [];
  if (inner.type === 'LogicalExpression' && inner.operator === '&&') return literalsInPlace(inner.right);
  if (inner.type !== 'ConditionalExpression') return undefined;
  const [yes, no] = [literalsInPlace(inner.consequent), literalsInPlace(inner.alternate)];
  return yes && no && [...yes, ...no];
}

/** What is known of a constant of tags: the kind that one of them may name, and entries to stand behind it for those of its members that are objects. */
export interface ConstantTags {
  readonly kind: SpanKindName | undefined;
  readonly members: readonly string[];
}

/** A constant that is spread into a literal, as it is. */
export function spreadConstant(
  context: FileContext,
  spread: t.SpreadElement,
  literal: t.ObjectExpression,
): ConstantTags | undefined {
  return constantTags(context, spread.argument, keysBehind(context, literal, spread));
}

/**
 * A literal in sight that nobody changes, of tags that do as attributes what they did. A kind among them is given as such beside them.
 * Undefined where more has to be said of it. `overwritten`: keys that stand behind it.
 */
export function constantTags(
  context: FileContext,
  tags: t.Expression,
  overwritten?: ReadonlySet<string | undefined>,
): ConstantTags | undefined {
  const object = knownObject(context, tags);
  const members = object && objectMembers(context, tags, object, overwritten);
  if (!object || !members) return undefined;
  const { there, entries, isSure } = object;
  const kinds = entries.filter(({ key }) => key === SPAN_KIND).map(({ value }) => spanKindOf(there, value));
  const isPlain = entries.every(({ key }) => key !== ERROR && !successorOf(there, key));
  // What may be nothing says nothing of the kind of all spans.
  const isTold = kinds.length === 0 || (isSure && !kinds.includes(undefined));
  return isPlain && isTold ? { kind: kinds.at(-1), members } : undefined;
}
