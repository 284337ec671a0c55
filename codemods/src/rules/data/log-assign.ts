import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { outerEnd } from '../../parse/parentheses';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { changeLiteral } from '../syntax/literal';
import { type Entry, entriesOf, spreadsOf } from '../syntax/object-entries';
import type { FileContext } from '../types';
import { aroundParts, castOfFields } from '../values/type-cast';
import { fieldEdits } from './attributes';
import { isNoText } from './event-among-fields';
import { cannotBeError, fieldsInSight, unknownFields } from './log-event';
import type { Rewritten } from './rewritten';

/** `log(Object.assign({}, more, { event }))`: the one literal that names the event has the last word on it, unless something unknown comes behind. */
export function eventOfAssign(context: FileContext, site: CallSite, fields: t.Expression): Rewritten | undefined {
  const call = unwrap(fields);
  const given = call.type === 'CallExpression' ? context.facts.mergedBy(call) : undefined;
  const [named, other] = given?.flatMap((part) => eventIn(context, part) ?? []) ?? [];
  if (!given || !named || other || isError(context, named) || isNoText(context, named.event.value)) return undefined;
  const others = given.map((part) => ({ part, entries: entriesInSight(context, part, named, given) }));
  if (others.slice(given.indexOf(named.part) + 1).some(({ entries }) => !entries)) return undefined;
  // The literal is rewritten as well, so the name is copied out of it.
  const edits = [
    replace(fields, `${textOf(context.source, named.event.value)}, `, ...fieldsParts(context, fields)),
    withoutEvent(context, given, named),
  ];
  const unknown = others.filter(({ entries }) => !entries).map(({ part }) => part);
  const values = others.flatMap(({ entries }) => entries ?? []).flatMap((entry) => fieldEdits(context, entry));
  const findings = cannotBeError(context, named.event.value)
    ? unknown.map((part) => unknownFields(context, site, part, part))
    : [mayBeError(context, site, fields)];
  return { edits: [...edits, ...values], findings };
}

function mayBeError(context: FileContext, site: CallSite, fields: t.Expression): Finding {
  const value = textOf(context.source, fields);
  return finding('OT207', context.source.path, fields, { name: site.unit.name, value });
}

/** The fields of a part that are to be written otherwise; undefined where it may hold more than is seen, or what is no field. */
function entriesInSight(
  context: FileContext,
  part: t.Expression,
  { part: naming, literal, event }: Named,
  given: readonly t.Expression[],
): readonly Entry[] | undefined {
  if (part === naming)
    return isWritten(part)
      ? entriesOf(context, literal).filter(({ property }) => property !== event.property)
      : undefined;
  // The first is what the others are copied to.
  if (part === given[0]) return isWritten(part) ? fieldsInSight(context, part).entries : undefined;
  const { entries, members } = fieldsInSight(context, part);
  return entries ?? (members?.length === 0 ? [] : undefined);
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
