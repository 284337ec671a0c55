import { isMainThread } from 'node:worker_threads';
import { within } from '../within';

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

/**
 * A listener takes the place of the default, so this one ends the process itself. It is there only while nobody else listens: an
 * application that handles the signal has its own way to end, and libraries such as signal-exit end the process only when they see
 * no listener but theirs.
 */
function flushOnSignal(signal: NodeJS.Signals, flush: () => void): void {
  const listener = (): void => {
    flush();
    process.removeListener(signal, listener);
    process.kill(process.pid, signal);
  };
  process.on(signal, listener);
  process.on('newListener', (event, added) => {
    if (event !== signal || added === listener) return;
    // Not before the other one is there: with the last listener Node drops the signal altogether.
    queueMicrotask(() => process.listenerCount(signal) > 1 && process.removeListener(signal, listener));
  });
  process.on('removeListener', (event, removed) => {
    if (event === signal && removed !== listener && process.listenerCount(signal) === 0) process.on(signal, listener);
  });
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
