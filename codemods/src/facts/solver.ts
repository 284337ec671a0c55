import { isTestFile } from '../catalog/test-files';
import type { Consumer, Slot } from './slot';
import { FOREIGN, PRIMITIVE, Shape, type Token, weakened } from './tokens';
import type { Evidence } from './types';

/**
 * How many things of the project one slot tells apart. Callbacks of one wrapper may be many: each may be handed a span.
 * Code as people write it takes less than one step a node; bundled code takes cubic time, so past the budget it gets less.
 */
const LIMITS = { function: 300, other: 60, ofTests: 150, pastBudget: 4, strings: 8 };

function isOfProject(token: Token): boolean {
  return token instanceof Shape || token.kind === 'builtin';
}

/**
 * Propagates tokens along the edges between slots until nothing changes. Tokens are only ever added, and there are finitely
 * many, so it ends; the order has no effect on the result.
 */
export class Solver {
  readonly #queue: Slot[] = [];
  readonly #testFiles = new Map<string, boolean>();
  #steps = 0;

  /** `budget`: the steps after which slots tell less apart. */
  constructor(readonly budget: number) {}

  /** Puts a token into a slot. A slot that anything may reach is remembered as such, not as the list of everything. */
  add(slot: Slot, token: Token): void {
    if (slot.tokens.has(token)) return;
    if (isOfProject(token) && ++slot.shapes > this.#limit(token) && !this.#isOneOfFew(slot, token)) {
      // One double more says nothing of the place that others have come to.
      if (!this.#isOfTest(token) || this.#steps > this.budget) this.add(slot, FOREIGN);
      return;
    }
    if (token.kind === 'string' && ++slot.strings > LIMITS.strings) {
      this.add(slot, PRIMITIVE);
      return;
    }
    this.#steps++;
    slot.addToken(token);
    this.#enqueue(slot);
  }

  /** Everything in `from`, now and later, is in `to` as well. False where that was so already. */
  flow(from: Slot, to: Slot): boolean {
    if (from === to || from.flowsTo(to)) return false;
    this.#consume(from, { read: 0, to });
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
    this.#consume(slot, { read: 0, run });
  }

  /** Runs to the fixed point. */
  solve(): void {
    for (let slot = this.#queue.pop(); slot !== undefined; slot = this.#queue.pop()) {
      slot.queued = false;
      for (const consumer of slot.consumers) {
        for (let token = slot.tokens.at(consumer.read); token !== undefined; token = slot.tokens.at(consumer.read)) {
          consumer.read++;
          if ('to' in consumer) this.add(consumer.to, token);
          else consumer.run(token);
        }
      }
    }
  }

  #consume(slot: Slot, consumer: Consumer): void {
    slot.addConsumer(consumer);
    if (slot.tokens.size > 0) this.#enqueue(slot);
  }

  /** Tests may pass many doubles to one place of the program, which is none the less told apart for that. */
  #isOneOfFew(slot: Slot, token: Token): boolean {
    if (this.#steps > this.budget) return false;
    if (this.#isOfTest(token)) return slot.shapes <= LIMITS.ofTests;
    let others = 1;
    for (const one of slot.tokens) if (isOfProject(one) && !this.#isOfTest(one)) others++;
    return others <= this.#limit(token);
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

  #enqueue(slot: Slot): void {
    if (slot.queued || slot.consumers.length === 0) return;
    slot.queued = true;
    this.#queue.push(slot);
  }
}
