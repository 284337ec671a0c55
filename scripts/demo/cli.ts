import path from 'node:path';
import { type Outcome, printed, runProgram } from '../run-app/program';
import { ROOT } from '../run-app/workspace';
import { colourEnvironment } from './terminal';

const BIN = path.join(ROOT, 'codemods/bin/ot2otel.js');

/** Runs `ot2otel` in a folder. 1 means that it has findings, which is no failure here. */
export async function ot2otel(cwd: string, args: readonly string[], env = colourEnvironment()): Promise<Outcome> {
  const outcome = await runProgram(process.execPath, [BIN, ...args], { cwd, env });
  if (outcome.code !== 0 && outcome.code !== 1)
    throw new Error(`ot2otel ${args.join(' ')} ended with ${outcome.code}.\n${printed(outcome)}`);
  return outcome;
}
