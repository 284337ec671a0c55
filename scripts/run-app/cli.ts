import path from 'node:path';
import { type Outcome, printed, runProgram } from './program';
import { ROOT } from './workspace';

/** The command, as built. */
export const BIN = path.join(ROOT, 'codemods/bin/ot2otel.js');

/** Runs `ot2otel` in a folder, as built. 1 with a report means that it has findings; whatever else is not 0, that it could not run. */
export async function ot2otel(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { NO_COLOR: '1' },
): Promise<Outcome> {
  const outcome = await runProgram(process.execPath, [BIN, ...args], { cwd, env });
  const hasFindings = outcome.code === 1 && outcome.stdout !== '';
  if (outcome.code !== 0 && !hasFindings)
    throw new Error(`ot2otel ${args.join(' ')} ended with ${outcome.code}.\n${printed(outcome)}`);
  return outcome;
}
