import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import type { CallSite } from '../../facts/types';
import { propertyName } from '../../parse/key-name';
import { isTypeScript, rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { chainOf } from '../calls/chain';
import { renameMethod } from '../calls/proposals';
import { splitChain } from '../calls/split-chain';
import { owner } from '../syntax/expressions';
import { growthOf, type Place, placeAt, restOfLine, roomAt } from '../syntax/layout';
import { changeLiteral } from '../syntax/literal';
import { type Entry, entriesOf, type Property } from '../syntax/object-entries';
import { isRepeatable } from '../syntax/syntax';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { attributeValue } from '../values/attribute-value';
import { valueKind } from '../values/known-kind';
import { mayBeMissing } from '../values/may-be-missing';
import { aroundParts, castOfLiteral } from '../values/type-cast';
import { fieldEdits, keyRange } from './attributes';
import { type DescribedError, describedError, literalBehind } from './described-error';
import { unlessNothing } from './error-or-nothing';
import { eventFieldEdits } from './event-field';
import type { LogCall } from './log-event';
import { type LogFields, readsMembersOf } from './log-fields';
import { type NamedError, namedError } from './named-error';
import type { Rewritten } from './rewritten';
import { errorRead, exceptionArgument, isErrorOrNothing, isJustMade, isThrown, mayBeError } from './thrown';

/** `log({ event: 'error', ... })`: `recordException(error)` where that says it all, else an event called `exception`. */
export function errorEvent(context: FileContext, site: CallSite, call: LogCall, fields: LogFields): Rewritten {
  const { thrown } = fields;
  if (!thrown) return { edits: exceptionOfFields(context, site, call, fields), findings: [] };
  const split = isWholeError(context, fields, thrown) ? splitChain(context, site) : undefined;
  const told = fields.made ? [notProven(context, site, fields.made)] : [];
  if (split) return { edits: [...split, ...recordException(context, site, call, thrown)], findings: told };
  const kept = isWholeError(context, fields, thrown) && !isRepeatable(thrown) ? spanBehind(context, site) : undefined;
  if (kept) return { edits: [kept, ...recordException(context, site, call, thrown)], findings: told };
  const choice = isAlone(fields) ? unlessNothing(context, site, thrown) : undefined;
  if (choice) return { edits: [choice, ...recordException(context, site, call, thrown)], findings: told };
  const { edits, findings } = exceptionOfError(context, site, call, fields, thrown);
  return { edits, findings: fields.made ? told : findings };
}

/** `(span.recordException(error), span)`: what the call gave is still given, where more than one thing cannot be read from the error. */
function spanBehind(context: FileContext, site: CallSite): Edit | undefined {
  const { root } = chainOf(context, site);
  if (site.node.type !== 'CallExpression' || !isRepeatable(root)) return undefined;
  return replace(site.node, '(', keep(site.node), `, ${textOf(context.source, root)})`);
}

function notProven(context: FileContext, site: CallSite, error: t.Expression): Finding {
  const value = textOf(context.source, error);
  const asJson = !mayBeError(context, error);
  return finding('OT214', context.source.path, error, { name: site.unit.name, value, asJson });
}

/** Nothing but the error is logged. */
function isAlone({ rest, spreads }: LogFields): boolean {
  return rest.length === 0 && spreads.length === 0;
}

/** Nothing but the error is logged, and it is something that `recordException` reads. */
function isWholeError(context: FileContext, fields: LogFields, thrown: t.Expression): boolean {
  if (!isAlone(fields)) return false;
  if (describedError(context, thrown)) return true;
  // Of nothing, it records nothing.
  return (valueKind(context, thrown) === 'text' || mayBeError(context, thrown)) && !mayBeMissing(context, thrown);
}

function recordException(context: FileContext, site: CallSite, { fields }: LogCall, thrown: t.Expression): Edit[] {
  return [...renameMethod(context, site, 'recordException'), replace(fields, ...exceptionArgument(context, thrown))];
}

/** `recordException` takes no further fields, and gives nothing back to chain on. */
function exceptionOfError(
  context: FileContext,
  site: CallSite,
  { literal, fields: argument }: LogCall,
  fields: LogFields,
  thrown: t.Expression,
): Rewritten {
  const removed = removedWith(context, literal, fields);
  const named = mayBeError(context, thrown) && !isRepeatable(thrown) ? namedError(context, site, thrown) : undefined;
  const added = errorAttributes(context, thrown, named);
  const name = `${quoted(context, 'exception')}, `;
  const renamed = renameMethod(context, site, 'addEvent');
  const entries = fields.rest.flatMap((entry) => eventFieldEdits(context, entry));
  const place = placeOfFields(context, literal, growthOf(renamed) + name.length, entries);
  const attributes = changeLiteral(context.source, literal, { removed, added, ...place }) ?? ['{}'];
  const cast = castOfLiteral(context, fields.spreads);
  const edits = [...renamed, replace(argument, name, ...attributes, cast), ...entries, ...(named?.edits ?? [])];
  const sure =
    isThrown(context, thrown) ||
    isErrorOrNothing(context, thrown) ||
    readsMembersOf(context, literal, thrown) ||
    isSaidAsItIs(context, thrown);
  return { edits, findings: sure ? [] : [notProven(context, site, thrown)] };
}

/** `event`, `error.object` and what repeats the error. */
function removedWith(context: FileContext, literal: t.ObjectExpression, { rest }: LogFields): Set<Property> {
  const kept = new Set(rest.map(({ property }) => property));
  return new Set(
    entriesOf(context, literal)
      .map(({ property }) => property)
      .filter((property) => !kept.has(property)),
  );
}

/** What has no message for sure, or one that is read: the shim reads the message of whatever has one at run time. */
function isSaidAsItIs(context: FileContext, thrown: t.Expression): boolean {
  if (mayBeError(context, thrown)) return false;
  if (valueKind(context, thrown) !== 'object' || describedError(context, thrown)) return true;
  const literal = literalBehind(context, thrown);
  return (
    literal?.properties.every(
      (property) =>
        property.type !== 'SpreadElement' && !/^(?:undefined|message)$/.test(String(propertyName(property))),
    ) ?? false
  );
}

/** What `recordException` writes for an error. */
function errorAttributes(context: FileContext, thrown: t.Expression, named: NamedError | undefined): Part[][] {
  const key = (name: string): string => `${quoted(context, `exception.${name}`)}: `;
  // Nothing is no error: the other fields are all there is to say.
  if (valueKind(context, thrown) === 'nullish') return [];
  const described = describedError(context, thrown);
  if (described) return describedAttributes(described, key);
  if (!mayBeError(context, thrown) || (!named && !isRepeatable(thrown))) {
    return [[key('message'), ...messageOf(context, thrown)]];
  }
  const read = named ? `${named.name}${isThrown(context, thrown) ? '' : '?'}.` : errorRead(context, thrown);
  // Some errors carry a code, such as ECONNREFUSED or 14, which the SDK prefers to the name; the compiler knows none of an Error.
  const coded = isTypeScript(context.source) ? `Object(${named?.name ?? textOf(context.source, thrown)}).` : read;
  const type = isJustMade(unwrap(thrown)) ? `${read}name` : `(${coded}code || ${read}name)?.toString()`;
  return [
    [key('type'), type],
    [key('message'), `${read}message`],
    [key('stacktrace'), `${read}stack`],
  ];
}

/** What is no error, as the text that the shim makes of it at run time. */
function messageOf(context: FileContext, thrown: t.Expression): Part[] {
  const kind = valueKind(context, thrown);
  if (kind === 'list') return ['JSON.stringify(', keep(thrown), ')'];
  if (kind !== 'primitive' && kind !== 'boolean') return aroundParts(attributeValue(context, thrown), keep(thrown));
  return mayBeMissing(context, thrown) ? [...owner(thrown), '?.toString()'] : ['String(', keep(thrown), ')'];
}

function describedAttributes({ member }: DescribedError, key: (name: string) => string): Part[][] {
  const attributes = [
    ['type', member('code') ?? member('name')],
    ['message', member('message')],
    ['stacktrace', member('stack')],
  ] as const;
  return attributes.flatMap(([name, value]) => (value ? [[key(name), ...value]] : []));
}

const RENAMED: ReadonlyMap<string | undefined, string> = new Map([
  ['error.kind', 'exception.type'],
  ['message', 'exception.message'],
  ['stack', 'exception.stacktrace'],
]);

/** Without an error object the fields are renamed to what an exception has. */
function exceptionOfFields(context: FileContext, site: CallSite, call: LogCall, fields: LogFields): Edit[] {
  const gone = [...(fields.event ? [fields.event] : []), ...fields.empty].map(({ property }) => property);
  const removed = new Set<Property>(gone);
  const name = quoted(context, 'exception');
  const renamed = renameMethod(context, site, 'addEvent');
  const entries = fields.rest.flatMap((entry) => exceptionFieldEdits(context, entry));
  const place = placeOfFields(context, call.literal, growthOf(renamed) + name.length + ', '.length, entries);
  const attributes = changeLiteral(context.source, call.literal, { removed, added: [], ...place });
  const given = attributes ? [', ', ...attributes, castOfLiteral(context, fields.spreads)] : [];
  return [...renamed, replace(call.fields, name, ...given), ...entries];
}

/** Where the fields come to stand, behind what gets longer before them; nothing where the author's own line is longer than lines shall be. */
function placeOfFields(
  { source }: FileContext,
  literal: t.ObjectExpression,
  before: number,
  edits: readonly Edit[],
): { readonly place?: Place } {
  const { start, end } = rangeOf(literal);
  const rest = restOfLine(source, end).length;
  const own = placeAt(source, start, 0, end - start + rest);
  return roomAt(own) < 0 ? {} : { place: placeAt(source, start, before, growthOf(edits) + rest) };
}

function exceptionFieldEdits(context: FileContext, entry: Entry): Edit[] {
  const name = RENAMED.get(entry.key);
  if (name === undefined) return eventFieldEdits(context, entry);
  if (entry.property.shorthand) {
    const { before, after } = attributeValue(context, entry.value);
    return [
      replace(entry.property, `${quoted(context, name)}: ${before}${textOf(context.source, entry.value)}${after}`),
    ];
  }
  return [replace(keyRange(context, entry.property), quoted(context, name)), ...fieldEdits(context, entry)];
}
