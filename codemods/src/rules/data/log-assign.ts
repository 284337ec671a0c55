import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { rangeOf, textOf } from '../../parse/source-file';
import { changeLiteral } from '../lifetime/literal';
import type { FileContext } from '../types';
import { entriesOf, type Property } from './object-entries';
import type { Rewritten } from './rewritten';
import { isCall, isMember, memberName, plainArguments, unwrap } from './syntax';
import { aroundParts, castOfFields } from './type-cast';

/** `log(Object.assign({}, more, { event }))`: the last literal has the last word on the event. */
export function eventOfAssign(context: FileContext, site: CallSite, fields: t.Expression): Rewritten | undefined {
  const given = argumentsOfAssign(fields);
  const last = given?.at(-1);
  const literal = last && unwrap(last);
  if (!given || literal?.type !== 'ObjectExpression') return undefined;
  const event = entriesOf(context, literal).findLast(({ key }) => key === 'event');
  if (!event || context.facts.stringOf(unwrap(event.value)) === 'error') return undefined;
  // The literal is rewritten as well, so the name is copied out of it.
  const edits = [
    replace(fields, `${textOf(context.source, event.value)}, `, ...fieldsParts(context, fields)),
    withoutEvent(context, given, literal, event.property),
  ];
  const value = textOf(context.source, fields);
  return { edits, findings: [finding('OT207', context.source.path, fields, { name: site.unit.name, value })] };
}

function fieldsParts(context: FileContext, fields: t.Expression): Part[] {
  return aroundParts(castOfFields(context, fields, 'entry'), keep(fields));
}

function argumentsOfAssign(fields: t.Expression): readonly t.Expression[] | undefined {
  const call = unwrap(fields);
  if (!isCall(call) || !isMember(call.callee) || memberName(call.callee) !== 'assign') return undefined;
  return call.callee.object.type === 'Identifier' && call.callee.object.name === 'Object'
    ? plainArguments(call)
    : undefined;
}

function withoutEvent(
  context: FileContext,
  given: readonly t.Expression[],
  literal: t.ObjectExpression,
  event: Property,
): Edit {
  const rest = changeLiteral(context.source, literal, { removed: new Set([event]), added: [] });
  if (rest) return replace(literal, ...rest);
  const before = given.at(-2);
  return before ? replace({ start: rangeOf(before).end, end: rangeOf(literal).end }) : replace(literal, '{}');
}
