import type * as t from '@babel/types';
import { memberName } from '../../parse/key-name';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import { isNothing } from '../syntax/expressions';
import { type Entry, entriesOf, overridesNothing, spreadsOf } from '../syntax/object-entries';
import { isCall, isMember, isRepeatable, plainArguments } from '../syntax/syntax';
import type { FileContext } from '../types';

/** The fields of a log that is written as a literal, sorted by what they mean. */
export interface LogFields {
  readonly literal: t.ObjectExpression;
  readonly event: Entry | undefined;
  /** The event is surely `error`: the log is an exception. */
  readonly isError: boolean;
  /** The error: the value of `error.object`, or what that is made from. */
  readonly thrown: t.Expression | undefined;
  /** The value of `error.object`, where that is made from the error by a call. */
  readonly made: t.Expression | undefined;
  /** Fields that are written as null or undefined, and take the place of no other: they are none. The SDK would send them without a value. */
  readonly empty: readonly Entry[];
  /** Everything but those and `event`, and in an error log with an error but what that error says by itself. */
  readonly rest: readonly Entry[];
  readonly spreads: readonly t.SpreadElement[];
}

/** Reads the literal that is given to `log`. */
export function readLogFields(context: FileContext, literal: t.ObjectExpression): LogFields {
  const entries = entriesOf(context, literal);
  const named = entries.findLast(({ key }) => key === 'event');
  const name = named && context.facts.stringOf(unwrap(named.value));
  // An event without a name is a field of a plain log, as the shim has it.
  const event = named && (isNothing(named.value) || name === '') ? undefined : named;
  const isError = event !== undefined && name === 'error';
  const said = isError ? entries.find(({ key }) => key === 'error.object') : undefined;
  const object = said && isNothing(said.value) ? undefined : said;
  const source = object && sourceOf(context, object.value, entries);
  const thrown = source ?? object?.value;
  const empty = entries.filter(
    (entry) =>
      entry !== event && entry !== object && isNothing(entry.value) && overridesNothing(context, entry.property),
  );
  const rest = entries.filter(
    (entry) =>
      entry !== event && entry !== object && !empty.includes(entry) && !(thrown && repeats(context, entry, thrown)),
  );
  return { literal, event, isError, thrown, made: source && object?.value, empty, rest, spreads: spreadsOf(literal) };
}

/** The error in `'error.object': serialize(error), message: error.message`. */
function sourceOf(context: FileContext, value: t.Expression, entries: readonly Entry[]): t.Expression | undefined {
  const call = unwrap(value);
  const [error, more] = (isCall(call) && plainArguments(call)) || [];
  if (!error || more || !isRepeatable(error)) return undefined;
  return entries.some((entry) => repeats(context, entry, error)) ? error : undefined;
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
