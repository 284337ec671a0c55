import { isMainThread } from 'node:worker_threads';
import { within } from './within';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const PATIENCE_MILLIS = 2000;

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

/** For what is under way, or cannot be sent synchronously: a process that ends by itself has time for it. */
export function waitBeforeExit(finish: () => Promise<unknown>): void {
  process.once('beforeExit', () => {
    void within(
      finish().catch(() => undefined),
      PATIENCE_MILLIS,
    );
  });
}
