import type * as t from '@babel/types';
import { finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { outerEnd } from '../../parse/parentheses';
import { textOf } from '../../parse/source-file';
import { changeLiteral } from '../syntax/literal';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import { unwrap } from '../syntax/syntax';
import type { FileContext } from '../types';
import { aroundParts, castOfFields } from '../values/type-cast';
import { fieldEdits } from './attributes';
import { cannotBeError } from './log-event';
import type { Rewritten } from './rewritten';

/** `log(Object.assign({}, more, { event }))`: the one literal that names the event has the last word on it, unless something unknown comes behind. */
export function eventOfAssign(context: FileContext, site: CallSite, fields: t.Expression): Rewritten | undefined {
  const call = unwrap(fields);
  const given = call.type === 'CallExpression' ? context.facts.mergedBy(call) : undefined;
  const [named, other] = given?.flatMap((part) => eventIn(context, part) ?? []) ?? [];
  if (!given || !named || other || isError(context, named)) return undefined;
  if (!given.slice(given.indexOf(named.part) + 1).every(isWritten)) return undefined;
  // The literal is rewritten as well, so the name is copied out of it.
  const edits = [
    replace(fields, `${textOf(context.source, named.event.value)}, `, ...fieldsParts(context, fields)),
    withoutEvent(context, given, named),
  ];
  const isKnown = given.every(isWritten);
  const literals = given.map(unwrap).filter((part) => part.type === 'ObjectExpression');
  const value = textOf(context.source, fields);
  const told = finding('OT207', context.source.path, fields, { name: site.unit.name, value });
  const values = isKnown ? literals.flatMap((literal) => valueEdits(context, literal, named)) : [];
  const isCertain = isKnown && cannotBeError(context, named.event.value);
  return { edits: [...edits, ...values], findings: isCertain ? [] : [told] };
}

/** A literal, and what it calls the event. */
interface Named {
  readonly part: t.Expression;
  readonly literal: t.ObjectExpression;
  readonly event: Entry;
}

function eventIn(context: FileContext, part: t.Expression): Named | undefined {
  const literal = unwrap(part);
  if (literal.type !== 'ObjectExpression') return undefined;
  const event = entriesOf(context, literal).findLast(({ key }) => key === 'event');
  return event && { part, literal, event };
}

function isError({ facts }: FileContext, { event }: Named): boolean {
  return facts.stringOf(unwrap(event.value)) === 'error';
}

/** A literal all of which is in sight. */
function isWritten(part: t.Expression): boolean {
  const literal = unwrap(part);
  return literal.type === 'ObjectExpression' && spreadsOf(literal).length === 0;
}

function valueEdits(context: FileContext, literal: t.ObjectExpression, { event }: Named): readonly Edit[] {
  return entriesOf(context, literal)
    .filter(({ property }) => property !== event.property)
    .flatMap((entry) => fieldEdits(context, entry));
}

function fieldsParts(context: FileContext, fields: t.Expression): Part[] {
  return aroundParts(castOfFields(context, fields, 'entry'), keep(fields));
}

/** What is copied goes where nothing is left of it; what it is copied to is there all the same. */
function withoutEvent({ source }: FileContext, given: readonly t.Expression[], { part, literal, event }: Named): Edit {
  const rest = changeLiteral(source, literal, { removed: new Set([event.property]), added: [] });
  if (rest) return replace(literal, ...rest);
  const before = given[given.indexOf(part) - 1];
  return before ? replace({ start: outerEnd(source, before), end: outerEnd(source, part) }) : replace(literal, '{}');
}
