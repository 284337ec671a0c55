import { type Finding, finding } from '../../catalog/findings';
import type { StartCall } from '../options/start-call';
import { nameOfSpan } from '../options/start-options';
import type { FileContext, Reason } from '../types';
import { lifetimesOf } from './lifetimes';
import type { Obstacle } from './obstacles';

/** Why a span stays `startSpan` where `startActiveSpan` was wished for. */
export function fallbackNotes(context: FileContext, start: StartCall): readonly Finding[] {
  const obstacle = lifetimesOf(context).obstacles.get(start.call);
  // What the user asked for is no news.
  return obstacle && obstacle.reason !== 'style' ? [note(context, start, obstacle)] : [];
}

/** What keeps a span from being active around its code, in words. */
export const REASONS: Readonly<Record<Reason, string>> = {
  place: 'it is not kept in a constant of its own',
  reassigned: 'its variable is written again',
  unused: 'nothing happens under it',
  elsewhere: 'it is used outside of the block that starts it',
  escapes: 'it outlives the block that starts it',
  jump: 'a break or continue would leave the callback',
  yield: 'a generator yields while it is open',
  return: 'a return would leave only the callback',
  binding: 'a name made while it is open is used after',
  narrowing: 'TypeScript would forget what it knows',
  syntax: 'the code cannot move into a function',
  asked: 'its code asks OpenTelemetry for the active span',
  types: 'its file would not compile with callbacks',
  double: 'its tracer is a double that the test made',
  replaced: 'a test puts something else in the place of startSpan',
  style: '--style minimal was chosen',
};

function note(context: FileContext, { call }: StartCall, { reason, what }: Obstacle): Finding {
  const why = what === undefined ? REASONS[reason] : `${REASONS[reason]} (${what})`;
  const code = CODES[reason];
  return finding(code, context.source.path, call, { name: nameOfSpan(context, call), why });
}

const CODES = {
  place: 'OT110',
  reassigned: 'OT110',
  unused: 'OT111',
  elsewhere: 'OT112',
  escapes: 'OT112',
  jump: 'OT113',
  yield: 'OT113',
  return: 'OT113',
  binding: 'OT114',
  narrowing: 'OT115',
  syntax: 'OT116',
  asked: 'OT123',
  types: 'OT115',
  double: 'OT110',
  replaced: 'OT110',
  style: 'OT110',
} as const satisfies Record<Reason, string>;

/** The codes of the notes that tell so. */
export const PLACE_CODES: ReadonlySet<string> = new Set(Object.values(CODES));
