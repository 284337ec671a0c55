import type * as t from '@babel/types';
import { isTypeScript, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { ownerText } from '../syntax/expressions';
import { memberRead, memberReadIfThere } from '../syntax/member-read';
import { quoted } from '../syntax/text';
import type { FileContext } from '../types';
import { isSurelyThere } from '../values/surely-there';
import { knownType } from '../values/typed-kind';
import { isOfNoFields } from '../values/written-type';
import { isTextByType } from './event-name';

/**
 * The event that fields may name, as far as their type has such a member; an event's name has to be a text. Of several that are put together
 * the last that names one does.
 */
export function nameAmongFields(context: FileContext, ...fields: readonly t.Expression[]): string {
  const mayName = (one: t.Expression) => isOfNoFields(context, one) || !isWithoutEvent(context, one);
  const reads = fields.filter(mayName).map((one) => eventOf(context, one));
  const otherwise = quoted(context, 'log');
  if (reads.length === 0) return otherwise;
  const name = [...reads.map(({ read }) => read).reverse(), otherwise].join(' ?? ');
  return reads.every(({ isText }) => isText) ? name : `String(${name})`;
}

/** How it is read of fields, and whether that surely gives a text or nothing. */
function eventOf(context: FileContext, fields: t.Expression): { readonly read: string; readonly isText: boolean } {
  const isThere = isSurelyThere(context, fields);
  // Anything may stand in what is of such a type, and a compiler lets nothing be read from it.
  if (isOfNoFields(context, fields)) {
    const [type, read] = isThere ? ['{ event?: string }', '.'] : ['{ event?: string } | undefined', '?.'];
    return { read: `(${textOf(context.source, unwrap(fields))} as ${type})${read}event`, isText: true };
  }
  const read = isThere ? memberRead : memberReadIfThere;
  return {
    read: `${ownerText(context.source, fields)}${read(context, 'event')}`,
    isText: namesText(context, fields),
  };
}

/** Whether what is known of its type lists no such member. */
export function isWithoutEvent(context: FileContext, fields: t.Expression): boolean {
  const type = knownType(context, fields);
  return type !== undefined && !type.event && !type.parts.has('any');
}

export function asName(context: FileContext, fields: t.Expression, name: string): string {
  return namesText(context, fields) ? name : `String(${name})`;
}

function namesText(context: FileContext, fields: t.Expression): boolean {
  const type = knownType(context, fields);
  return type === undefined ? !isTypeScript(context.source) : isTextByType(type.event ?? []);
}
