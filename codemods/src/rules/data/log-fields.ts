import type * as t from '@babel/types';
import { textOf } from '../../parse/source-file';
import type { FileContext } from '../types';
import { type Entry, entriesOf, spreadsOf } from './object-entries';
import { isMember, memberName, unwrap } from './syntax';

/** The fields of a log that is written as a literal, sorted by what they mean. */
export interface LogFields {
  readonly literal: t.ObjectExpression;
  readonly event: Entry | undefined;
  /** The event is surely `error`: the log is an exception. */
  readonly isError: boolean;
  /** The value of `error.object`. */
  readonly thrown: t.Expression | undefined;
  /** Everything but `event`, and in an error log with an error but what that error says by itself. */
  readonly rest: readonly Entry[];
  readonly spreads: readonly t.SpreadElement[];
}

/** Reads the literal that is given to `log`. */
export function readLogFields(context: FileContext, literal: t.ObjectExpression): LogFields {
  const entries = entriesOf(context, literal);
  const event = entries.findLast(({ key }) => key === 'event');
  const isError = event !== undefined && context.facts.stringOf(unwrap(event.value)) === 'error';
  const thrown = isError ? entries.find(({ key }) => key === 'error.object') : undefined;
  const rest = entries.filter(
    (entry) => entry !== event && entry !== thrown && !(thrown && repeats(context, entry, thrown.value)),
  );
  return { literal, event, isError, thrown: thrown?.value, rest, spreads: spreadsOf(literal) };
}

const SAID_BY_ERROR: ReadonlyMap<string | undefined, string> = new Map([
  ['message', 'message'],
  ['stack', 'stack'],
]);

/** `message: error.message` beside `'error.object': error` says nothing new. */
function repeats(context: FileContext, { key, value }: Entry, thrown: t.Node): boolean {
  const inner = unwrap(value);
  const member = SAID_BY_ERROR.get(key);
  if (member === undefined || !isMember(inner) || memberName(inner) !== member) return false;
  return textOf(context.source, unwrap(inner.object)) === textOf(context.source, unwrap(thrown));
}

/** Whether the literal itself reads a member of the error, so that reading another is as safe. */
export function readsMembersOf(context: FileContext, literal: t.ObjectExpression, thrown: t.Node): boolean {
  return entriesOf(context, literal).some((entry) => repeats(context, entry, thrown));
}
