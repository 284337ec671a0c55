import type * as t from '@babel/types';
import { type Edit, insert, keep, replace } from '../../edit/edit';
import { detectStyle } from '../../edit/style';
import { isFunction } from '../../parse/functions';
import { rangeOf, textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { type DoubleMember, functionOf, keyNameOf, type MockMember, membersOf } from './members';

const IDS: ReadonlyMap<string, string> = new Map([
  ['toTraceId', 'traceId'],
  ['toSpanId', 'spanId'],
]);

/** What the context of a double gives as its ids is read now, not called: `toTraceId: () => id` becomes a getter. */
export function idsOfDouble(context: FileContext, literal: t.ObjectExpression | t.ClassBody): Edit[] {
  const members = membersOf(literal);
  const names = new Set(members.map(keyNameOf));
  return members.flatMap((member) => {
    const id = IDS.get(keyNameOf(member) ?? '');
    return id === undefined || names.has(id) ? [] : read(context, member, id);
  });
}

/** The objects that the `context()` of a double is seen to give. */
export function contextsOfDouble(member: DoubleMember): t.ObjectExpression[] {
  const fn = functionOf(member);
  if (fn === undefined) return [];
  return returnedBy(fn).filter((node) => node.type === 'ObjectExpression');
}

/** What a function gives at its end. */
function returnedBy({ body }: t.Function): t.Node[] {
  if (body.type !== 'BlockStatement') return [unwrap(body)];
  const last = body.body.at(-1);
  return last?.type === 'ReturnStatement' && last.argument ? [unwrap(last.argument)] : [];
}

function read(context: FileContext, member: MockMember, id: string): Edit[] {
  if (member.type === 'ObjectMethod' || member.type === 'ClassMethod') {
    const isPlain = member.kind === 'method' && !member.async && !member.generator && member.params.length === 0;
    return isPlain ? [insert(rangeOf(member.key).start, 'get '), replace(member.key, id)] : [];
  }
  const { value } = member;
  if (!value || !isFunction(value) || value.async || value.params.length > 0) return [];
  // A getter has a `this` of its own.
  if (/\bthis\b/.test(textOf(context.source, value))) return [];
  const { body } = value;
  if (body.type === 'BlockStatement') return [replace(member, `get ${id}() `, keep(body))];
  if (/^(?:String|Numeric)Literal$/.test(body.type)) return [replace(member, `${id}: `, keep(body))];
  const end = detectStyle(context.source).semicolons ? '; }' : ' }';
  return [replace(member, `get ${id}() { return `, keep(body), end)];
}
