import type { Token } from './tokens';

/** Reads every token of a slot once, in the order of arrival: passes it on to another slot, or calls a function. */
export type Consumer = { read: number } & ({ readonly to: Slot } | { readonly run: (token: Token) => void });

const NO_TOKENS: ReadonlySet<Token> = new Set();
const NONE: readonly never[] = [];

/**
 * Holds the tokens that may reach one place: a variable, an expression, a field. Only the solver writes to it. Most slots
 * of a project stay empty for good, so they share what is empty.
 */
export class Slot {
  tokens: ReadonlySet<Token> = NO_TOKENS;
  arrived: readonly Token[] = NONE;
  consumers: readonly Consumer[] = NONE;
  /** Slots that everything flows on to, so that no edge is drawn twice. */
  targets: ReadonlySet<Slot> | undefined = undefined;
  queued = false;
  /** How many of the tokens are shapes; see `Solver.add`. */
  shapes = 0;
  strings = 0;
}
