import type { Io } from '../io';
import type { Arguments, OptionTable } from '../options';

/** One command of the program. */
export interface Command {
  /** For the list of commands. */
  readonly summary: string;
  /** What stands behind its name in the help. */
  readonly usage: string;
  readonly options: OptionTable;
  readonly examples: readonly string[];
  /** Runs it; gives the exit code. */
  run(given: Arguments, io: Io): Promise<number>;
}
