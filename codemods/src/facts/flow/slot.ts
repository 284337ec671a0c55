import type { Token } from './tokens';

/** What becomes of each token of a slot, once, in the order of arrival: it goes on to another slot, or a function is called with it. */
export type Consumer = Slot | ((token: Token) => void);

/** As many are looked through as fast as they are looked up, and take a fraction of the memory. */
const FEW = 8;

/** A list with one more item. An array that grows by `push` or a spread makes room for sixteen more at once; most lists here stay at one or two. */
function longer<T>(list: readonly T[] | undefined, item: T): T[] {
  return list === undefined ? [item] : list.concat([item]);
}

/** The tokens of a slot in the order of arrival. A slot holds few as a rule, so the look-up is made where it pays. */
export class Tokens implements Iterable<Token> {
  #list: Token[];
  #index: Set<Token> | undefined;

  constructor(list: Iterable<Token>) {
    this.#list = [...list];
  }

  get size(): number {
    return this.#list.length;
  }

  at(index: number): Token | undefined {
    return this.#list[index];
  }

  has(token: Token): boolean {
    return this.#index === undefined ? this.#list.includes(token) : this.#index.has(token);
  }

  some(test: (token: Token) => boolean): boolean {
    return this.#list.some(test);
  }

  [Symbol.iterator](): Iterator<Token> {
    return this.#list[Symbol.iterator]();
  }

  /** For the slot alone that holds them. */
  add(token: Token): void {
    if (this.#list.length < FEW) {
      this.#list = longer(this.#list, token);
      return;
    }
    this.#list.push(token);
    this.#index ??= new Set(this.#list);
    this.#index.add(token);
  }
}

/** What a slot holds, to all but the solver. */
export type HeldTokens = Omit<Tokens, 'add'>;

const NO_TOKENS: HeldTokens = new Tokens([]);
const NO_CONSUMERS: readonly Consumer[] = [];

/**
 * Holds the tokens that may reach one place: a variable, an expression, a field. Only the solver writes to it. Most slots
 * of a project stay empty for good, so they share what is empty; of the others nine in ten hold one token, and share what holds that.
 */
export class Slot {
  #tokens: Tokens | undefined;
  #consumers: Consumer[] | undefined;
  /** Slots that everything flows on to, where they are too many to be looked through. */
  #targets: Set<Consumer> | undefined;
  queued = false;
  /** How many consumers have read how many of the tokens; see `Solver.solve`. */
  served = 0;
  read = 0;

  get tokens(): HeldTokens {
    return this.#tokens ?? NO_TOKENS;
  }

  get consumers(): readonly Consumer[] {
    return this.#consumers ?? NO_CONSUMERS;
  }

  /** For the solver alone. `alone`: what holds that token and no other, for all slots. */
  addToken(token: Token, alone: (token: Token) => Tokens): void {
    if (this.#tokens === undefined) {
      this.#tokens = alone(token);
      return;
    }
    if (this.#tokens.size === 1) this.#tokens = new Tokens(this.#tokens);
    this.#tokens.add(token);
  }

  /** For the solver alone. */
  addConsumer(consumer: Consumer): void {
    if (this.#consumers === undefined || this.#consumers.length < FEW)
      this.#consumers = longer(this.#consumers, consumer);
    else this.#consumers.push(consumer);
    this.#targets?.add(consumer);
  }

  /** Whether everything flows on to a slot already. */
  flowsTo(slot: Slot): boolean {
    const { consumers } = this;
    if (consumers.length <= FEW) return consumers.includes(slot);
    this.#targets ??= new Set(consumers);
    return this.#targets.has(slot);
  }
}
