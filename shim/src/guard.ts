import { diag } from '@opentelemetry/api';

/** Tells the diagnostics logger about a failure that the application must not notice; a broken logger is no excuse to throw. */
export function reportFailure(operation: string, error: unknown): void {
  try {
    diag.warn(`@ot2otel/shim: ${operation} failed`, error);
  } catch {
    // Nothing is left to tell it to.
  }
}

/** Runs `work`; if it throws, reports that and returns `fallback`. */
export function attempt<T, F>(operation: string, work: () => T, fallback: F): T | F {
  try {
    return work();
  } catch (error) {
    reportFailure(operation, error);
    return fallback;
  }
}
