import type * as t from '@babel/types';
import { keep, type Part } from '../../edit/edit';
import type { ValuePart } from '../../facts/types';
import { grouped, LOOSER_THAN_NULLISH } from '../syntax/expressions';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { conversionOf } from '../values/attribute-value';
import { valueKind } from '../values/known-kind';
import { mayBeMissing } from '../values/may-be-missing';
import { aroundParts } from '../values/type-cast';
import { knownType } from '../values/typed-kind';
import { isNoText, textOfLiteral } from './event-among-fields';

/**
 * The name of an event, which has to be a string: what is proven to be none is made one, and what its type says may be missing is a plain log
 * then, as the shim does at run time.
 */
export function eventName(context: FileContext, value: t.Expression): Part[] {
  const literal = textOfLiteral(value);
  if (literal !== undefined) return [quoted(context, literal)];
  const made = conversionOf(context, value);
  const type = knownType(context, value)?.parts ?? new Set<ValuePart>(['any']);
  const otherwise = ` ?? ${quoted(context, 'log')}`;
  // A date that may not be there is asked for its text with care.
  const isAsked = made?.after.startsWith('?.') === true;
  const mayMiss = isAsked || type.has('unknown') || mayBeMissing(context, value);
  // Like such a date, JSON has no text for what is not there.
  if (made && (isAsked || isWrittenAsJson(context, value)))
    return [...aroundParts(made, keep(value)), ...(mayMiss ? [otherwise] : [])];
  const name = mayMiss ? [...grouped(value, LOOSER_THAN_NULLISH), otherwise] : [keep(value)];
  if (made) return aroundParts(made, ...name);
  return isTextByType(type) && !isNoText(context, value) ? name : ['String(', ...name, ')'];
}

function isWrittenAsJson(context: FileContext, value: t.Expression): boolean {
  const kind = valueKind(context, value);
  return kind === 'object' || kind === 'entries';
}

/** Whether a compiler takes what is there of it for a text, as the name of an event has to be one. */
export function isTextByType(parts: Iterable<ValuePart>): boolean {
  return [...parts].every((part) => TEXT.has(part));
}

const TEXT: ReadonlySet<ValuePart> = new Set(['text', 'any', 'undefined', 'null']);

/** Whether a name is made of what is proven to be no string, so that it is none of the names that mean something. */
export function isMadeText(context: FileContext, value: t.Node): boolean {
  return valueKind(context, value) !== 'maybe object' && conversionOf(context, value) !== undefined;
}
