import { isTestFile } from '../../catalog/test-files';
import type { Evidence } from '../types';
import { type Consumer, type Slot, Tokens } from './slot';
import { FOREIGN, PRIMITIVE, Shape, type Token, weakened } from './tokens';

/**
 * How many things of the project one slot tells apart. Callbacks of one wrapper may be many: each may be handed a span.
 * Code as people write it takes less than one step a node; bundled code takes cubic time, so past the budget it gets less.
 */
const LIMITS = { function: 300, other: 60, ofTests: 150, pastBudget: 4, strings: 8 };

function isOfProject(token: Token): boolean {
  return token instanceof Shape || token.kind === 'builtin';
}

/** How many things were put into a slot that are told apart. */
interface Told {
  ofProject: number;
  /** Those that it holds and that are no test's. */
  own: number;
  strings: number;
}

/**
 * Propagates tokens along the edges between slots until nothing changes. Tokens are only ever added, and there are finitely
 * many, so it ends; the order has no effect on the result.
 */
export class Solver {
  readonly #queue: Slot[] = [];
  /** Of slots that hold more than a few. */
  readonly #told = new Map<Slot, Told>();
  readonly #alone = new Map<Token, Tokens>();
  readonly #testFiles = new Map<string, boolean>();
  #steps = 0;

  /** `budget`: the steps after which slots tell less apart. */
  constructor(readonly budget: number) {}

  /** Puts a token into a slot. A slot that anything may reach is remembered as such, not as the list of everything. */
  add(slot: Slot, token: Token): void {
    if (slot.tokens.has(token)) return;
    const instead = this.#isOneTooMany(slot, token) ? this.#insteadOf(token) : token;
    if (instead === undefined || (instead !== token && slot.tokens.has(instead))) return;
    this.#steps++;
    slot.addToken(instead, this.#aloneOf);
    const told = this.#told.get(slot);
    if (told !== undefined && this.#isOwn(instead)) told.own++;
    this.#enqueue(slot);
  }

  /** Everything in `from`, now and later, is in `to` as well. False where that was so already. */
  flow(from: Slot, to: Slot): boolean {
    if (from === to || from.flowsTo(to)) return false;
    this.#consume(from, to);
    return true;
  }

  /** As `flow`, over a link that proves no more than `evidence`. */
  flowAs(from: Slot, to: Slot, evidence: Evidence): void {
    this.on(from, (token) => this.add(to, weakened(token, evidence)));
  }

  /** As `flow`, for the tokens that pass. */
  flowIf(from: Slot, to: Slot, passes: (token: Token) => boolean): void {
    this.on(from, (token) => {
      if (passes(token)) this.add(to, token);
    });
  }

  /** Calls `run` once for each token of the slot, now and later. */
  on(slot: Slot, run: (token: Token) => void): void {
    this.#consume(slot, run);
  }

  /** Runs to the fixed point. */
  solve(): void {
    for (let slot = this.#queue.pop(); slot !== undefined; slot = this.#queue.pop()) this.#serve(slot);
  }

  /** Gives all consumers what they have not read. What comes in meanwhile is given to all of them the next time. */
  #serve(slot: Slot): void {
    const { tokens, consumers, served, read } = slot;
    const [available, waiting] = [tokens.size, consumers.length];
    slot.queued = false;
    slot.served = waiting;
    slot.read = available;
    // Of a slot with thousands of consumers that gets one more, the others have read all there is.
    for (let at = read < available ? 0 : served; at < waiting; at++)
      for (let place = at < served ? read : 0; place < available; place++) this.#give(consumers[at], tokens.at(place));
  }

  #give(consumer: Consumer | undefined, token: Token | undefined): void {
    if (consumer === undefined || token === undefined) return;
    if (typeof consumer === 'function') consumer(token);
    else this.add(consumer, token);
  }

  #consume(slot: Slot, consumer: Consumer): void {
    slot.addConsumer(consumer);
    if (slot.tokens.size > 0) this.#enqueue(slot);
  }

  /** Whether a slot that holds many things would hold too many with this one. */
  #isOneTooMany(slot: Slot, token: Token): boolean {
    if (slot.tokens.size < LIMITS.pastBudget) return false;
    const told = this.#told.get(slot) ?? this.#countTold(slot);
    this.#told.set(slot, told);
    if (isOfProject(token)) return ++told.ofProject > this.#limit(token) && !this.#isOneOfFew(token, told);
    return token.kind === 'string' && ++told.strings > LIMITS.strings;
  }

  /** What stands for a thing that is not told apart. One double more says nothing of the place that others have come to. */
  #insteadOf(token: Token): Token | undefined {
    if (token.kind === 'string') return PRIMITIVE;
    return this.#isOfTest(token) && this.#steps <= this.budget ? undefined : FOREIGN;
  }

  /** Tests may pass many doubles to one place of the program, which is none the less told apart for that. */
  #isOneOfFew(token: Token, { ofProject, own }: Told): boolean {
    if (this.#steps > this.budget) return false;
    return this.#isOfTest(token) ? ofProject <= LIMITS.ofTests : own < this.#limit(token);
  }

  #isOwn(token: Token): boolean {
    return isOfProject(token) && !this.#isOfTest(token);
  }

  #isOfTest(token: Token): boolean {
    if (!(token instanceof Shape)) return false;
    const known = this.#testFiles.get(token.file) ?? isTestFile(token.file);
    this.#testFiles.set(token.file, known);
    return known;
  }

  #limit(token: Token): number {
    if (this.#steps > this.budget) return LIMITS.pastBudget;
    return token.kind === 'function' ? LIMITS.function : LIMITS.other;
  }

  readonly #aloneOf = (token: Token): Tokens => {
    const known = this.#alone.get(token);
    if (known !== undefined) return known;
    const alone = new Tokens([token]);
    this.#alone.set(token, alone);
    return alone;
  };

  #countTold({ tokens }: Slot): Told {
    const told = { ofProject: 0, own: 0, strings: 0 };
    for (const token of tokens) {
      if (isOfProject(token)) told.ofProject++;
      if (this.#isOwn(token)) told.own++;
      if (token.kind === 'string') told.strings++;
    }
    return told;
  }

  #enqueue(slot: Slot): void {
    if (slot.queued || slot.consumers.length === 0) return;
    slot.queued = true;
    this.#queue.push(slot);
  }
}
