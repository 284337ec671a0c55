import type * as t from '@babel/types';
import { type Finding, finding } from '../../catalog/findings';
import { type Edit, keep, type Part, replace } from '../../edit/edit';
import { constantInit } from '../../facts/scopes/declared-with';
import { textOf } from '../../parse/source-file';
import { unwrap } from '../../parse/wrappers';
import type { FileContext } from '../types';
import { isCaught } from './caught';
import { valueKind } from './known-kind';
import type { ValueKind } from './value-kinds';

/**
 * What OpenTracing was given as a time, in milliseconds since 1970. Its tracers took what is falsy for now. The SDK takes a number up to
 * `performance.now()`, 0 too, for one that counts from the start of the process, and what is no number, date or HrTime for now.
 */
export type GivenTime =
  | { readonly kind: 'as it is' }
  /** Zero, which meant now. */
  | { readonly kind: 'now' }
  /** A number that the SDK would count from the start of the process: a date says what it counts from. */
  | { readonly kind: 'written'; readonly parts: readonly Part[] }
  /** Nothing proves that it is one, as with what a callback is given. */
  | { readonly kind: 'unproven' }
  /** It is proven to be none. */
  | { readonly kind: 'none' };

export function givenTime(context: FileContext, node: t.Expression): GivenTime {
  const number = knownNumber(context, node);
  if (number === 0) return { kind: 'now' };
  if (number !== undefined)
    return fromStart(number) ? { kind: 'written', parts: asDate(context, node, number) } : AS_IT_IS;
  if (isCaught(context, node)) return { kind: 'none' };
  const kind = valueKind(context, node);
  if (kind === 'unknown' || kind === 'maybe object') return { kind: 'unproven' };
  return NO_TIME.has(kind) ? { kind: 'none' } : AS_IT_IS;
}

/** The edits that make a time in the options of a start, or of an event, OpenTelemetry's: a value that somebody has kept as a time is taken for one. */
export function timeEdits(context: FileContext, node: t.Expression): Edit[] {
  const time = givenTime(context, node);
  if (time.kind === 'now') return [replace(node, 'undefined')];
  return time.kind === 'written' ? [replace(node, ...time.parts)] : [];
}

/** What is said of a time that is none. */
export function noTime(context: FileContext, node: t.Node, isProven: boolean): Finding {
  return finding('OT124', context.source.path, node, { value: textOf(context.source, node), isProven });
}

const AS_IT_IS = { kind: 'as it is' } as const;

const NO_TIME: ReadonlySet<ValueKind> = new Set(['text', 'list', 'bigint', 'error', 'object', 'entries']);

/** No process has run for so many milliseconds, three years; no trace is of before March 1973. */
const LONGEST = 1e11;

function fromStart(time: number): boolean {
  return time > 0 && time < LONGEST;
}

/** A date knows no fraction of a millisecond; seconds and nanoseconds do. */
function asDate({ facts }: FileContext, node: t.Expression, time: number): Part[] {
  const isDate = !facts.scopes.all.some(({ name }) => name === 'Date');
  if (Number.isInteger(time) && isDate) return ['new Date(', keep(node), ')'];
  const seconds = Math.trunc(time / 1000);
  return [`[${seconds}, ${Math.round((time - seconds * 1000) * 1e6)}]`];
}

/** The number that an expression is: a literal, or a constant that is one. */
function knownNumber({ facts }: FileContext, node: t.Expression): number | undefined {
  const inner = unwrap(node);
  if (inner.type === 'NumericLiteral') return inner.value;
  const init = constantInit(facts.scopes.bindingOf(inner));
  const constant = init && unwrap(init);
  return constant?.type === 'NumericLiteral' ? constant.value : undefined;
}
