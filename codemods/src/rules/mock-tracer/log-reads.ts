import { type Edit, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import { isTypeScript, rangeOf, textOf } from '../../parse/source-file';
import { assignmentTo } from '../../parse/uses';
import { type AnyMember, isMember, outermost } from '../syntax/syntax';
import type { FileContext } from '../types';

/**
 * `span._logs[0].fields.event` is the name of the first event, any other field an attribute of it, and `span._logs.length` how many there are.
 * Undefined where something else is done with the logs.
 */
export function logRead(context: FileContext, logs: AnyMember): readonly Edit[] | undefined {
  const { source } = context;
  if (memberName(logs) !== '_logs' || logs.computed || logs.type === 'OptionalMemberExpression') return undefined;
  const events = replace(logs.property, 'events');
  const read = memberOf(context, logs);
  if (read && !read.computed && memberName(read) === 'length') return assignmentTo(source, read) ? undefined : [events];
  const fields = read?.computed ? memberOf(context, read) : undefined;
  const field = fields && memberName(fields) === 'fields' ? memberOf(context, fields) : undefined;
  if (!read || !field || memberName(field) === undefined || assignmentTo(source, field)) return undefined;
  return [events, replace({ start: rangeOf(read).end, end: rangeOf(field).end }, partOf(context, field))];
}

/** `logs[0]` of `logs`, without parentheses or a test in between. */
function memberOf({ source }: FileContext, node: AnyMember): AnyMember | undefined {
  const { parent, node: outer } = outermost(source, node);
  if (outer !== node || !isMember(parent) || parent.object !== node) return undefined;
  return parent.type === 'OptionalMemberExpression' ? undefined : parent;
}

function partOf({ source }: FileContext, field: AnyMember): string {
  if (memberName(field) === 'event') return '.name';
  const key = textOf(source, field.property);
  const sure = isTypeScript(source) ? '?.' : '';
  return field.computed ? `.attributes${sure}[${key}]` : `.attributes${sure || '.'}${key}`;
}
