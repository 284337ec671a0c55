import { diag } from '@opentelemetry/api';

/** Runs the work of a propagator; whatever it throws (a carrier's proxy, a getter) is logged and never reaches the host. */
export function attempt<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    diag.debug('ot2otel: a propagator could not finish', error);
    return otherwise;
  }
}
