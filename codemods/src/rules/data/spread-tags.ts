import type * as t from '@babel/types';
import { isNothing } from '../syntax/expressions';
import { entriesOf, spreadsOf } from '../syntax/object-entries';
import { unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { attributeValue } from '../values/attribute-value';
import { contextOf } from '../values/values-nearby';
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

/** What is known of a constant that is spread: plain tags, and the kind that one of them may name. */
export interface SpreadConstant {
  readonly kind: SpanKindName | undefined;
}

/**
 * A literal in sight that nobody changes, of tags that do as attributes what they did: it is spread as it is. A kind among them is given as such beside
 * them. Undefined where more has to be said of it.
 */
export function spreadConstant(context: FileContext, { argument }: t.SpreadElement): SpreadConstant | undefined {
  const { literals, writes, complete } = context.facts.objectsOf(argument);
  const [only, more] = literals;
  const there = only && contextOf(context, only.file);
  if (!complete || !there || more || writes.length > 0 || spreadsOf(only.node).length > 0) return undefined;
  const entries = entriesOf(there, only.node);
  const isAll = entries.length === only.node.properties.length;
  const kinds = entries.filter(({ key }) => key === SPAN_KIND).map(({ value }) => spanKindOf(there, value));
  const isPlain = entries.every(({ key, value }) => {
    const { before, after, unproven } = attributeValue(there, value);
    return key !== undefined && key !== ERROR && !successorOf(there, key) && !unproven && before + after === '';
  });
  return isAll && isPlain && !kinds.includes(undefined) ? { kind: kinds.at(-1) } : undefined;
}
