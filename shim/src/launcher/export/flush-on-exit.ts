import { isMainThread } from 'node:worker_threads';
import { within } from '../within';

const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
const PATIENCE_MILLIS = 2000;

/**
 * Calls `flush`, which must be synchronous, when the process ends: by itself, by process.exit(), by an error that nobody
 * catches (Node emits `exit` for it, then prints the error as ever), or by a signal. Exit code and output stay as they were.
 */
export function flushOnExit(flush: () => void): void {
  flushLast(flush);
  if (isMainThread) for (const signal of SIGNALS) flushOnSignal(signal, flush);
}

/** After what the application does at the exit itself: a command line tool may finish the span of its whole run there. */
function flushLast(flush: () => void): void {
  process.once('exit', flush);
  const seen = new WeakSet<object>([flush]);
  process.on('newListener', (event, added: object) => {
    // Once for each: somebody who wants to be the last as well would else never come to an end with us.
    if (event !== 'exit' || seen.has(added)) return;
    seen.add(added);
    queueMicrotask(() => process.removeListener('exit', flush).once('exit', flush));
  });
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
