import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { renameMethod } from '../calls/proposals';
import { splitChain } from '../calls/split-chain';
import { ownerText } from '../syntax/expressions';
import { memberRead } from '../syntax/member-read';
import { entriesOf, spreadsOf } from '../syntax/object-entries';
import { isRepeatable } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { valueKind } from '../values/known-kind';
import { aroundMembers, knownObject, objectMembers } from '../values/object-members';
import { isSurelyThere } from '../values/surely-there';
import { aroundEdits, castOfFields } from '../values/type-cast';
import { knownType } from '../values/typed-kind';
import { newlyUnproven } from '../values/unproven';
import { contextOf, unprovenNearby, valuesNearby } from '../values/values-nearby';
import { fieldEdits } from './attributes';
import { isNoText } from './event-among-fields';
import { eventOfAssign } from './log-assign';
import { cannotBeError, fieldsElsewhere, type LogCall } from './log-event';
import { eventInStatement } from './log-in-statement';
import { errorJustMade } from './log-just-made';
import { asName, isWithoutEvent, nameAmongFields } from './name-among-fields';
import type { Rewritten } from './rewritten';
import { exceptionArgument, isThrown } from './thrown';

/** `log(fields)` where the fields were built elsewhere. Undefined if nothing right can be written. */
export function eventOfFields(
  context: FileContext,
  site: CallSite,
  call: Omit<LogCall, 'literal'>,
): Rewritten | undefined {
  const { fields } = call;
  const rename = renameMethod(context, site, 'addEvent');
  if (valueKind(context, fields) === 'text') return { edits: [...rename, messageEdit(context, fields)], findings: [] };
  const exception = exceptionOf(context, site, fields);
  if (exception) return exception;
  const assigned = eventOfAssign(context, site, fields);
  if (assigned) return { edits: [...rename, ...assigned.edits], findings: assigned.findings };
  const error = errorJustMade(context, site, call);
  if (error) return error;
  const event = knownEvent(context, fields);
  const told = fieldsElsewhere(context, site, fields);
  const converted = event === 'unknown' ? undefined : valuesNearby(context, fields, fieldEdits);
  // Where somebody else reads the object, it is copied, with what cannot be sent as it is written anew.
  const object = event === 'unknown' || converted ? undefined : knownObject(context, fields);
  const members = object && objectMembers(context, fields, object);
  const nameEdits = (name: string): Edit[] => [...rename, ...namedFields(context, fields, name, members)];
  const findings = converted ? unprovenValue(context, site, call) : members ? [] : [told];
  if (event === 'none') return { edits: [...nameEdits(quoted(context, 'log')), ...(converted ?? [])], findings };
  if (!isRepeatable(fields) && isListedWithoutEvent(context, fields))
    return { edits: nameEdits(quoted(context, 'log')), findings };
  if (!isRepeatable(fields)) return eventInStatement(context, site, fields);
  if (event === 'plain' && isSurelyThere(context, fields)) {
    const read = `${ownerText(context.source, fields)}${memberRead(context, 'event')}`;
    const name = namesNoText(context, fields) ? `String(${read})` : asName(context, fields, read);
    return { edits: [...nameEdits(name), ...(converted ?? [])], findings };
  }
  const isKnown = event === 'maybe' && converted !== undefined;
  return {
    edits: [...nameEdits(nameAmongFields(context, fields)), ...(isKnown ? converted : [])],
    findings: isKnown ? findings : [told],
  };
}

function unprovenValue(
  context: FileContext,
  site: CallSite,
  { fields, unproven }: Pick<LogCall, 'fields' | 'unproven'>,
): Finding[] {
  return newlyUnproven(context, site, unproven, unprovenNearby(context, fields));
}

/** `log(error)`, whose fields OpenTracing's tracers do not find: what was meant is the error. */
function exceptionOf(context: FileContext, site: CallSite, fields: t.Expression): Rewritten | undefined {
  const split = isThrown(context, fields) ? splitChain(context, site) : undefined;
  if (!split) return undefined;
  const told = finding('OT215', context.source.path, fields, {
    name: site.unit.name,
    value: textOf(context.source, fields),
  });
  const error = exceptionArgument(context, fields);
  return {
    edits: [...split, ...renameMethod(context, site, 'recordException'), replace(fields, ...error)],
    findings: [told],
  };
}

/** The same, of a type that says what is in it: `object` may have any. */
function isListedWithoutEvent(context: FileContext, fields: t.Expression): boolean {
  return isWithoutEvent(context, fields) && knownType(context, fields)?.parts.has('unknown') === false;
}

/** Whether one of the literals that reach an expression names the event by a number or a boolean. */
function namesNoText(context: FileContext, fields: t.Expression): boolean {
  return context.facts.objectsOf(fields).literals.some(({ file, node }) => {
    const there = contextOf(context, file);
    return there && entriesOf(there, node).some(({ key, value }) => key === 'event' && isNoText(there, value));
  });
}

/** `log('text')`, which OpenTracing never had, but people write. */
function messageEdit(context: FileContext, text: t.Expression): Edit {
  return replace(text, `${quoted(context, 'log')}, { message: `, keep(text), ' }');
}

function namedFields(
  context: FileContext,
  fields: t.Expression,
  name: string,
  members: readonly string[] = [],
): Edit[] {
  const [cast, copy] = [castOfFields(context, fields, 'entry'), aroundMembers(members)];
  return aroundEdits(fields, {
    before: `${name}, ${cast.before}${copy.before}`,
    after: `${copy.after}${cast.after}`,
  });
}

/** What is known of `event` among fields: that there is none, a plain one, one or the other, or nothing certain. */
type KnownEvent = 'none' | 'plain' | 'maybe' | 'unknown';

/** What the literals that reach an expression, and what is written to them, say of `event`. */
function knownEvent(context: FileContext, fields: t.Expression): KnownEvent {
  const { literals, writes, complete } = context.facts.objectsOf(fields);
  if (!complete || literals.length === 0) return 'unknown';
  const said = literals.map(({ file, node }) => eventIn(context, file, node));
  const written = writes
    .filter(({ key }) => key === 'event')
    .map(({ file, node }) => writtenEvent(context, file, node));
  const all = new Set([...said, ...written]);
  if (all.has('unknown')) return 'unknown';
  return all.size === 1 ? (said[0] ?? 'unknown') : 'maybe';
}

function writtenEvent(context: FileContext, file: string, { right }: t.AssignmentExpression): KnownEvent {
  const there = contextOf(context, file);
  return there && cannotBeError(there, right) ? 'plain' : 'unknown';
}

function eventIn(context: FileContext, file: string, literal: t.ObjectExpression): KnownEvent {
  const there = contextOf(context, file);
  if (!there || spreadsOf(literal).length > 0) return 'unknown';
  const entries = entriesOf(there, literal);
  if (entries.some(({ key }) => key === undefined)) return 'unknown';
  const event = entries.findLast(({ key }) => key === 'event');
  if (!event) return 'none';
  // Such an event has no name.
  if (there.facts.stringOf(unwrap(event.value)) === '') return 'unknown';
  return cannotBeError(there, event.value) ? 'plain' : 'unknown';
}
