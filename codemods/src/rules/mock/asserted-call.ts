import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import type { Parents } from '../../parse/parents';
import { rangeOf } from '../../parse/source-file';
import { entryEdits } from '../data/attributes';
import { eventEdit } from '../data/log-event';
import { readLogFields } from '../data/log-fields';
import { errorTagMeaning, statusArgument } from '../data/status';
import { isCall, isMember, memberName, unwrap } from '../data/syntax';
import { ERROR, tagKey } from '../data/tag-key';
import type { FileContext } from '../types';

/** What a test asks a mock about instead. */
export interface AssertedCall {
  /** The method that is called now. */
  readonly method: string;
  /** Edits of the arguments that it is called with. */
  readonly edits: readonly Edit[];
}

/**
 * `expect(span.setTag).toHaveBeenCalledWith('error', true)` asks about `setStatus({ code })` now, and a log about the event or the
 * exception that it has become. Undefined where the new name alone says it.
 */
export function assertedCall(context: FileContext, read: t.Expression): AssertedCall | 'unknown' | undefined {
  const [first, second] = argumentsAskedFor(context, read) ?? [];
  const method = isMember(read) ? memberName(read) : undefined;
  if (!first) return undefined;
  if (method === 'setTag' && second) return assertedTag(context, first, second);
  if (method !== 'log') return undefined;
  const fields = unwrap(first);
  return fields.type === 'ObjectExpression' ? assertedLog(context, first, fields) : 'unknown';
}

const WITH = /^(?:(?:to)?(?:have|be)?(?:been)?(?:always|last|nth)?calledWith|calledOnceWith)/i;

/** The arguments in `expect(read).to.be.calledWith(...)`, `assert.calledWith(read, ...)` or `read.calledWith(...)`. */
export function argumentsAskedFor({ source }: FileContext, read: t.Node): readonly t.Node[] | undefined {
  const around = source.parents.get(read);
  if (isCall(around) && around.callee !== read) {
    if (asksWith(around)) return around.arguments.slice(around.arguments.indexOf(read as t.Expression) + 1);
    return argumentsOfChain(source.parents, around);
  }
  return argumentsOfChain(source.parents, read);
}

function argumentsOfChain(parents: Parents, start: t.Node): readonly t.Node[] | undefined {
  let at = start;
  for (let up = parents.get(at); isMember(up) && up.object === at; up = parents.get(at)) {
    const call = parents.get(up);
    if (isCall(call) && call.callee === up) return asksWith(call) ? call.arguments : undefined;
    at = up;
  }
  return undefined;
}

function asksWith({ callee }: { readonly callee: t.Node }): boolean {
  return isMember(callee) && WITH.test(memberName(callee) ?? '');
}

function assertedTag(context: FileContext, key: t.Node, value: t.Node): ReturnType<typeof assertedCall> {
  if (tagKey(context, key) !== ERROR || errorTagMeaning(context, value) === 'attribute') return undefined;
  if (unwrap(value).type !== 'BooleanLiteral') return 'unknown';
  const { parts } = statusArgument(context, value, { name: '' });
  const range = { start: rangeOf(key).start, end: rangeOf(value).end };
  return { method: 'setStatus', edits: [replace(range, ...parts)] };
}

function assertedLog(
  context: FileContext,
  argument: t.Node,
  literal: t.ObjectExpression,
): ReturnType<typeof assertedCall> {
  const fields = readLogFields(context, literal);
  if (fields.isError) {
    const isWhole = fields.thrown && fields.rest.length + fields.spreads.length === 0;
    return isWhole && fields.thrown
      ? { method: 'recordException', edits: [replace(argument, keep(fields.thrown))] }
      : 'unknown';
  }
  const values = fields.rest.flatMap((entry) => entryEdits(context, entry));
  return { method: 'addEvent', edits: [eventEdit(context, { literal, fields: argument }, fields), ...values] };
}
