import type * as t from '@babel/types';
import { unwrap } from '../../parse/wrappers';
import { isPure } from '../syntax/expressions';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import { valueKind } from '../values/known-kind';
import { knownType } from '../values/typed-kind';
import { contextOf } from '../values/values-nearby';

/**
 * Whether the event stays among the fields beside the name that is made of it: a number or a boolean is an attribute of its own, and what takes
 * the place of another event that is spread before it goes on doing so.
 */
export function staysAmongFields(context: FileContext, literal: t.ObjectExpression, event: Entry): boolean {
  if (!isPure(event.value)) return false;
  return isNoText(context, event.value) || overridesEvent(context, literal, event);
}

/** Whether a value is surely a number or a boolean, of which a name says less than they do. */
export function isNoText(context: FileContext, value: t.Node): boolean {
  if (textOfLiteral(value) !== undefined || valueKind(context, value) === 'boolean') return true;
  const parts = [...(knownType(context, value)?.parts ?? [])];
  return parts.length > 0 && parts.every((part) => /^(?:number|boolean)$/i.test(part));
}

/** The text of a number or a boolean that is written. */
export function textOfLiteral(value: t.Node): string | undefined {
  const inner = unwrap(value);
  if (inner.type === 'NumericLiteral' || inner.type === 'BooleanLiteral') return String(inner.value);
  const isNegative = inner.type === 'UnaryExpression' && inner.operator === '-';
  return isNegative && inner.argument.type === 'NumericLiteral' ? String(-inner.argument.value) : undefined;
}

/** Whether a spread before it is seen to bring in an event, which would come to light without it. */
function overridesEvent(context: FileContext, literal: t.ObjectExpression, { property }: Entry): boolean {
  const before = literal.properties.slice(0, literal.properties.indexOf(property));
  return spreadsOf(literal).some((spread) => before.includes(spread) && bringsEvent(context, spread.argument));
}

function bringsEvent(context: FileContext, given: t.Expression): boolean {
  return context.facts.objectsOf(given).literals.some(({ file, node }) => {
    const there = contextOf(context, file);
    return there && entriesOf(there, node).some(({ key }) => key === 'event');
  });
}
