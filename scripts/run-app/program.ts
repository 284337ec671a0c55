import { type ChildProcess, spawn } from 'node:child_process';

/** How a program ended, and all it printed. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly from: number;
  readonly to: number;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const running = new Set<ChildProcess>();

/** Runs a program to its end. One that does not end is stopped, with an error that says what it printed. */
export async function runProgram(command: string, args: readonly string[], options: RunOptions): Promise<Outcome> {
  const { cwd, env = {}, timeoutMs = 60_000 } = options;
  const from = Date.now();
  // A group of its own, so that what the program starts is stopped with it.
  const child = spawn(command, args, {
    cwd,
    env: { ...inheritedEnvironment(), ...env },
    stdio: 'pipe',
    detached: process.platform !== 'win32',
  });
  running.add(child);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop(child);
  }, timeoutMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    clearTimeout(timer);
    running.delete(child);
  });
  const outcome = { code, stdout: stdout(), stderr: stderr(), from, to: Date.now() };
  if (timedOut) throw new Error(`${[command, ...args].join(' ')} did not end in ${timeoutMs} ms.\n${printed(outcome)}`);
  return outcome;
}

/** Everything a program printed, for an error message. */
export function printed({ stdout, stderr }: Pick<Outcome, 'stdout' | 'stderr'>): string {
  return `${stdout}${stderr}`.trimEnd();
}

/** Stops whatever still runs. */
export function stopPrograms(): void {
  running.forEach(stop);
}

function stop(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has ended in the meantime.
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}

/** Settings of whoever runs us must not reach the program: neither its tracing nor its preloads. */
function inheritedEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(OTEL_|JAEGER_|LS_|OT2OTEL_)/.test(name) && name !== 'NODE_OPTIONS',
  );
  return Object.fromEntries(own);
}
