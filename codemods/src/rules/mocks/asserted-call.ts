import type * as t from '@babel/types';
import { type Edit, keep, replace } from '../../edit/edit';
import { memberName } from '../../parse/key-name';
import type { Parents } from '../../parse/parents';
import { rangeOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { eventFieldEdits } from '../data/event-field';
import { eventEdit } from '../data/log-event';
import { readLogFields } from '../data/log-fields';
import { errorTagMeaning, statusArgument } from '../data/status';
import { ERROR, tagKey } from '../data/tag-key';
import { type AnyCall, calledMethod, isCall, isMember } from '../syntax/syntax';
import type { FileContext } from '../types';

/** What a test asks a mock about instead. */
export interface AssertedCall {
  /** The method that is called now. */
  readonly method: string;
  /** Edits of the arguments that it is called with. */
  readonly edits: readonly Edit[];
  /** It asks for a status without a message, and the code may set one. */
  readonly isExact?: boolean;
}

/**
 * `expect(span.setTag).toHaveBeenCalledWith('error', true)` asks about `setStatus({ code })` now, and a log about the event or the
 * exception that it has become. Undefined where the new name alone says it.
 */
export function assertedCall(
  context: FileContext,
  read: t.Expression,
  method: string | undefined,
): AssertedCall | 'unknown' | undefined {
  const [first, second] = argumentsAskedFor(context, read) ?? [];
  if (!first) return undefined;
  // Which of the calls it is counts those of the old name.
  if (isOfOneCall(context, read) && (method === 'setTag' || method === 'log')) return 'unknown';
  if (method === 'setTag' && second) return assertedTag(context, read, first, second);
  if (method !== 'log') return undefined;
  const fields = unwrap(first);
  return fields.type === 'ObjectExpression' ? assertedLog(context, first, fields) : 'unknown';
}

const WITH = /^(?:(?:to)?(?:have|be)?(?:been)?(?:always|last|nth)?calledWith|calledOnceWith)/i;

/** The arguments in `expect(read).to.be.calledWith(...)`, `assert.calledWith(read, ...)` or `read.calledWith(...)`. */
export function argumentsAskedFor({ source: { parents } }: FileContext, read: t.Node): readonly t.Node[] | undefined {
  const asking = askingCall(parents, read);
  // `assert.calledWith` is given the mock first.
  return asking?.arguments.slice(asking.arguments.indexOf(read as t.Expression) + 1);
}

/** What leads to the arguments that test runners and sinon keep of the calls of a function. */
const KEPT_CALLS = /^(?:calls?|lastCall|args|arguments|(?:first|second|third)Call|getCalls?)$/;

/** Whether the arguments of calls are read as the mock has kept them: `span.log.firstCall.args[0]`, `span.log.mock.calls[0][0]`. */
export function readsKeptArguments({ source }: Pick<FileContext, 'source'>, read: t.Node): boolean {
  const member = source.parents.get(read);
  if (!isMember(member) || member.object !== read) return false;
  const name = memberName(member) ?? '';
  if (name === 'mock') return readsKeptArguments({ source }, member);
  return KEPT_CALLS.test(name) && !isCounted(source.parents.get(member));
}

/** `span.log.mock.calls.length` */
function isCounted(read: t.Node | undefined): boolean {
  return isMember(read) && memberName(read) === 'length';
}

/** `toHaveBeenNthCalledWith(1, 'error', true)`: the number of the call comes first. */
function isOfOneCall({ source: { parents } }: FileContext, read: t.Node): boolean {
  return /nth/i.test(calledMethod(askingCall(parents, read)) ?? '');
}

/** The call that says what a mock shall have been called with. */
function askingCall(parents: Parents, read: t.Node): AnyCall | undefined {
  const around = parents.get(read);
  if (!isCall(around) || around.callee === read) return askingInChain(parents, read);
  return asksWith(around) ? around : askingInChain(parents, around);
}

function askingInChain(parents: Parents, start: t.Node): AnyCall | undefined {
  let at = start;
  for (let up = parents.get(at); isMember(up) && up.object === at; up = parents.get(at)) {
    const call = parents.get(up);
    if (isCall(call) && call.callee === up) return asksWith(call) ? call : undefined;
    at = up;
  }
  return undefined;
}

function asksWith(call: AnyCall): boolean {
  return WITH.test(calledMethod(call) ?? '');
}

function assertedTag(
  context: FileContext,
  read: t.Expression,
  key: t.Node,
  value: t.Node,
): ReturnType<typeof assertedCall> {
  if (tagKey(context, key) !== ERROR || errorTagMeaning(context, value) === 'attribute') return undefined;
  if (unwrap(value).type !== 'BooleanLiteral') return 'unknown';
  const { parts } = statusArgument(context, value, { name: '' });
  const range = { start: rangeOf(key).start, end: rangeOf(value).end };
  const matcher = matcherFor(context, read);
  const status = matcher === undefined ? parts : [`${matcher}(`, ...parts, ')'];
  return { method: 'setStatus', edits: [replace(range, ...status)], isExact: matcher === undefined };
}

/** The status has a message as well where the code logs the error beside it; the test did not ask for that. */
function matcherFor({ source, facts }: FileContext, read: t.Node): string | undefined {
  if (/^to/.test(calledMethod(askingCall(source.parents, read)) ?? '')) return 'expect.objectContaining';
  return facts.scopes.all.some(({ name }) => name === 'sinon') ? 'sinon.match' : undefined;
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
  const values = fields.rest.flatMap((entry) => eventFieldEdits(context, entry));
  return { method: 'addEvent', edits: [eventEdit(context, { literal, fields: argument }, fields), ...values] };
}
