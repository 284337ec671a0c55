/** Somewhere to write text: a stream of the process, or a test's. */
export interface Sink {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** What a command may touch of the process that it runs in. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The report, and nothing else. */
  readonly stdout: Sink;
  /** Everything about the run. */
  readonly stderr: Sink;
}

export const EXIT = { done: 0, findings: 1, couldNotRun: 2 } as const;

/** Something the user has to know and can act on: said in one line, without a stack. */
export class UserError extends Error {
  override readonly name = 'UserError';
  constructor(
    message: string,
    /** What to do next. */
    readonly next: string,
  ) {
    super(message);
  }
}
