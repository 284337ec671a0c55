/** How much a finding asks of the reader. */
export type Severity =
  /** Left as it was; works through the shim; needs a person. */
  | 'left'
  /** Rewritten; the result may differ in the way that the message says: read it. */
  | 'review'
  /** Rewritten, and worth knowing. */
  | 'note'
  /** Stays as it is, and nothing has to be done: told so that nobody wonders. */
  | 'info';

/** One kind of finding: what the report says and where the reader learns more. The page is `docs/rules/OTnnn.md`. */
export interface FindingKind<Args> {
  readonly severity: Severity;
  /** A short name for tables: `log with a computed event name`. */
  readonly title: string;
  /** What and why, in one sentence, with the names of the user's code. */
  message(args: Args): string;
  /** What to do next, in one sentence. */
  next(args: Args): string;
}

/** Declares kinds so that each keeps the type of its own arguments. */
export function kind<Args = Record<string, never>>(definition: FindingKind<Args>): FindingKind<Args> {
  return definition;
}
