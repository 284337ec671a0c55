import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { conversionOf, valueKind } from '../values/attribute-value';
import { aroundParts } from '../values/type-cast';

/** The name of an event, which has to be a string: what is proven to be none is made one, as the shim makes it at run time. */
export function eventName(context: FileContext, value: t.Expression): Part[] {
  const inner = unwrap(value);
  if (inner.type === 'NumericLiteral') return [quoted(context, textOf(context.source, inner))];
  const made = conversionOf(context, value);
  return made ? aroundParts(made, keep(value)) : [keep(value)];
}

/** Whether a name is made of what is proven to be no string, so that it is none of the names that mean something. */
export function isMadeText(context: FileContext, value: t.Node): boolean {
  return valueKind(context, value) !== 'maybe object' && conversionOf(context, value) !== undefined;
}
