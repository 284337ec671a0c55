import type { Running } from './running';

const KEY = Symbol.for('@ot2otel/shim/running');

/** A process has one SDK: a second start, by a second flag or another copy of this package, gives what the first one made. */
export function once(start: () => Running | undefined, whenStarted: () => void): Running | undefined {
  // The symbol is ours.
  const global = globalThis as { [KEY]?: Running };
  if (global[KEY] !== undefined) whenStarted();
  const running = global[KEY] ?? start();
  if (running !== undefined) global[KEY] = running;
  return running;
}
