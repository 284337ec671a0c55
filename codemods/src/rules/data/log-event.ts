import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { type OncePerUnit, renameMethod } from '../calls/proposals';
import { changeLiteral } from '../syntax/literal';
import { type Entry, entriesOf, type Property, spreadsOf } from '../syntax/object-entries';
import { isRepeatable } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { keysBehind, knownObject, objectMembers } from '../values/object-members';
import { castOfLiteral } from '../values/type-cast';
import { newlyUnproven, unprovenOf } from '../values/unproven';
import { behindSpread, fieldEdits } from './attributes';
import { isNoText, staysAmongFields } from './event-among-fields';
import { eventFieldEdits } from './event-field';
import { eventName, isMadeText } from './event-name';
import { errorEvent } from './log-error';
import { type LogFields, readLogFields } from './log-fields';
import { nameAmongFields } from './name-among-fields';
import type { Rewritten } from './rewritten';
import { literalsInPlace } from './spread-tags';

/** The arguments of a `log` call whose fields are a literal. */
export interface LogCall {
  readonly literal: t.ObjectExpression;
  /** The first argument, with the parentheses and casts around the literal. */
  readonly fields: t.Expression;
  readonly time: t.Expression | undefined;
  readonly unproven: OncePerUnit;
}

/** `log({ event, ...fields }, time)` is `addEvent(event, fields, time)`, and an exception if the event is `error`. */
export function eventOfLog(context: FileContext, site: CallSite, call: LogCall): Rewritten {
  const fields = readLogFields(context, call.literal);
  if (fields.isError) {
    const { edits, findings } = errorEvent(context, site, call, fields);
    const told = fields.spreads.map((spread) => unknownFields(context, site, spread, spread.argument));
    return { edits, findings: [...findings, ...unprovenValue(context, site, fields.rest, call.unproven), ...told] };
  }
  const spreads = fields.spreads.map((spread) => ({
    spread,
    ...fieldsInSight(context, spread.argument, keysBehind(context, call.literal, spread)),
  }));
  const broughtIn = spreads.flatMap((one) => one.entries ?? []);
  const unknown = spreads.filter((one) => !one.entries && !one.members).map(({ spread }) => spread);
  const asked = fields.event ? [] : unknown.map(({ argument }) => argument).filter(isRepeatable);
  const edits = [
    ...renameMethod(context, site, 'addEvent'),
    eventEdit(context, call, fields, asked),
    ...fields.rest.flatMap((entry) => eventFieldEdits(context, entry)),
    ...broughtIn.flatMap((entry) => fieldEdits(context, entry)),
    ...spreads.flatMap(({ spread, members = [] }) => behindSpread(spread, members)),
  ];
  const findings = [
    ...eventFindings(context, site, fields),
    ...unprovenValue(context, site, [...fields.rest, ...broughtIn], call.unproven),
    ...unknown.map((spread) =>
      asked.includes(spread.argument)
        ? fieldsElsewhere(context, site, spread)
        : unknownFields(context, site, spread, spread.argument),
    ),
  ];
  return { edits, findings };
}

/** What is spread or assigned, as far as it is in sight: entries where they are written, or members of a constant. None of them names the event for good. */
interface FieldsInSight {
  readonly entries?: readonly Entry[];
  /** Entries to stand behind it, for those of a constant's members that are objects. */
  readonly members?: readonly string[];
}

/** `overwritten`: keys that stand behind it. */
export function fieldsInSight(
  context: FileContext,
  given: t.Expression,
  overwritten: ReadonlySet<string | undefined> = new Set(),
): FieldsInSight {
  const inPlace = literalsInPlace(given);
  if (inPlace) {
    const entries = inPlace.flatMap((one) => entriesOf(context, one));
    const all = inPlace.reduce((sum, { properties }) => sum + properties.length, 0);
    return entries.length === all && entries.every(({ key }) => isPlainField(key)) ? { entries } : {};
  }
  const object = knownObject(context, given);
  const members = object?.entries.every(({ key }) => isPlainField(key) || overwritten.has(key))
    ? objectMembers(context, given, object, overwritten)
    : undefined;
  return members ? { members } : {};
}

function isPlainField(key: string | undefined): boolean {
  return key !== undefined && key !== 'event';
}

/** `'name', { attributes }` in the place of the fields; `asked`: what is spread among them and may name the event where nothing else does. */
export function eventEdit(
  context: FileContext,
  { literal, fields }: { readonly literal: t.ObjectExpression; readonly fields: t.Node },
  { event, empty }: LogFields,
  asked: readonly t.Expression[] = [],
): Edit {
  const cast = castOfLiteral(context, spreadsOf(literal));
  if (!event && empty.length === 0)
    return replace(fields, `${nameAmongFields(context, ...asked)}, `, keep(literal), cast);
  const isGone = event && !staysAmongFields(context, literal, event);
  const gone = [...(isGone ? [event] : []), ...empty].map(({ property }) => property);
  const attributes = changeLiteral(context.source, literal, { removed: new Set<Property>(gone), added: [] });
  const name = event ? eventName(context, event.value) : [quoted(context, 'log')];
  return replace(fields, ...name, ...(attributes ? [', ', ...attributes, cast] : []));
}

function eventFindings(context: FileContext, site: CallSite, { event }: LogFields): Finding[] {
  if (!event || cannotBeError(context, event.value)) return [];
  const text = textOf(context.source, event.value);
  return [finding('OT204', context.source.path, event.value, { name: site.unit.name, event: text })];
}

/** Whether an event is surely not called `error`, the one name with a meaning. */
export function cannotBeError(context: FileContext, value: t.Node): boolean {
  const inner = unwrap(value);
  const text = context.facts.stringOf(inner);
  if (text !== undefined) return text !== 'error';
  if (isNoText(context, inner)) return true;
  switch (inner.type) {
    case 'ConditionalExpression':
      return cannotBeError(context, inner.consequent) && cannotBeError(context, inner.alternate);
    case 'TemplateLiteral':
      return !mayMatchError(inner.quasis.map(({ value: { cooked } }) => cooked ?? ''));
    case 'BinaryExpression':
      return inner.operator === '+' && (fits(inner.left, 'startsWith') || fits(inner.right, 'endsWith'));
    default:
      return isMadeText(context, inner);
  }
}

function mayMatchError(quasis: readonly string[]): boolean {
  return 'error'.startsWith(quasis[0] ?? '') && 'error'.endsWith(quasis.at(-1) ?? '') && quasis.join('').length <= 5;
}

/** A literal side of a concatenation that `error` does not have at that end. */
function fits(side: t.Node, end: 'startsWith' | 'endsWith'): boolean {
  return side.type === 'StringLiteral' && !'error'[end](side.value);
}

function unprovenValue(context: FileContext, site: CallSite, rest: readonly Entry[], unproven: OncePerUnit): Finding[] {
  return newlyUnproven(
    context,
    site,
    unproven,
    rest.map(({ value }) => unprovenOf(context, value)),
  );
}

/** Fields that name the event, if any does; whether it is that of an error nobody knows. */
export function fieldsElsewhere(context: FileContext, site: CallSite, fields: t.Node): Finding {
  const value = textOf(context.source, fields);
  return finding('OT207', context.source.path, fields, { name: site.unit.name, value });
}

/** Nobody knows what is among these. */
export function unknownFields(context: FileContext, site: CallSite, at: t.Node, fields: t.Node): Finding {
  const value = textOf(context.source, fields);
  return finding('OT210', context.source.path, at, { name: `${site.unit.name}.log()`, value });
}
