import type { Token } from './tokens';

/** Reads every token of a slot once, in the order of arrival. */
export interface Consumer {
  read: number;
  readonly run: (token: Token) => void;
}

/** Holds the tokens that may reach one place: a variable, an expression, a field. Only the solver writes to it. */
export class Slot {
  readonly tokens = new Set<Token>();
  readonly arrived: Token[] = [];
  readonly consumers: Consumer[] = [];
  /** Slots that everything flows on to, so that no edge is drawn twice. */
  readonly targets = new Set<Slot>();
  queued = false;
  /** How many of the tokens are shapes; see `Solver.add`. */
  shapes = 0;
  strings = 0;
}
