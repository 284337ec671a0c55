import { spawn } from 'node:child_process';
import path from 'node:path';

/** The root of the workspace. */
export const ROOT = path.resolve(__dirname, '../../../..');

export interface RunOptions {
  /** How the register gets in; `none` is the program by itself. */
  readonly by?: '--require' | '--import' | 'NODE_OPTIONS' | 'none';
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly flags?: readonly string[];
  readonly cwd?: string;
  /** Called with what was printed so far, to send a signal for example. */
  readonly onOutput?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the last word on stdout to the end: a measure that a slow start is no part of. */
  readonly tailMillis: number;
}

const REGISTER = '@ot2otel/shim/register';

/** Runs a program of its own process with the built register; a program that hangs is killed. */
export function run(program: string, options: RunOptions = {}): Promise<Run> {
  const { by = '--require', env = {}, args = [], flags = [], cwd = ROOT, onOutput } = options;
  const preload = by === '--require' || by === '--import' ? [by, REGISTER] : [];
  const nodeOptions = by === 'NODE_OPTIONS' ? { NODE_OPTIONS: `--require ${REGISTER}` } : {};
  let lastWord = Date.now();
  const child = spawn(process.execPath, [...flags, ...preload, program, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...nodeOptions, ...env },
    timeout: 30_000,
    killSignal: 'SIGKILL',
  });
  const kill = (signal: NodeJS.Signals): void => void child.kill(signal);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    lastWord = Date.now();
    onOutput?.(stdout, kill);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr, tailMillis: Date.now() - lastWord }));
  });
}

/** A program of this folder's `apps`. */
export function app(name: string): string {
  return path.join(ROOT, 'test/shim/register/apps', name);
}

/** Only what we say: lines of others are left out. */
export function noticesOf({ stderr }: Run): string[] {
  return stderr.split('\n').filter((line) => line.startsWith('[ot2otel]'));
}

/** Only what others say. */
export function withoutNotices({ stderr }: Run): string {
  return stderr
    .split('\n')
    .filter((line) => !line.startsWith('[ot2otel]'))
    .join('\n');
}
