import { isMainThread } from 'node:worker_threads';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;

/**
 * Calls `flush`, which must be synchronous, when the process ends: by itself, by process.exit(), by an error that nobody
 * catches (Node emits `exit` for it, then prints the error as ever), or by a signal. Exit code and output stay as they were.
 */
export function flushOnExit(flush: () => void): void {
  process.once('exit', flush);
  if (isMainThread) for (const signal of SIGNALS) flushOnSignal(signal, flush);
}

/** A listener takes the place of the default, which ends the process: so it ends it itself, unless the application listens too. */
function flushOnSignal(signal: NodeJS.Signals, flush: () => void): void {
  const listener = (): void => {
    if (process.listenerCount(signal) > 1) return;
    flush();
    process.removeListener(signal, listener);
    process.kill(process.pid, signal);
  };
  process.on(signal, listener);
}
