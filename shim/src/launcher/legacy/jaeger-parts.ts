import { attempt, reportFailure } from '../../guard';

/** What an application makes for a tracer of jaeger-client, and hands to it: a reporter, a sampler, a throttler. */
export interface JaegerParts {
  readonly reporter?: unknown;
  readonly sampler?: unknown;
  readonly throttler?: unknown;
}

interface Part {
  close?: (callback: () => void) => unknown;
  setProcess?: (serviceName: string | undefined, tags: readonly { key: string; value: unknown }[]) => unknown;
}

/**
 * Tells the reporter whose spans it reports, as the tracer would whose place ours takes: a reporter that was never told complains at each of its
 * flushes, every second.
 */
export function introduceTo(
  { reporter }: JaegerParts,
  serviceName: string | undefined,
  tags: object | undefined,
): void {
  const list = Object.entries(tags ?? {}).map(([key, value]) => ({ key, value }));
  attempt('setProcess', () => asPart(reporter).setProcess?.(serviceName, list), undefined);
}

/** Closes them as that tracer would: their timers keep the process from its end until then. Never rejects. */
export async function closeParts({ reporter, sampler, throttler }: JaegerParts): Promise<void> {
  // Nobody waits for this one: it need not call back.
  void closePart(throttler);
  await closePart(reporter);
  await closePart(sampler);
}

function closePart(given: unknown): Promise<void> {
  return new Promise((resolve) => {
    try {
      const part = asPart(given);
      if (typeof part.close === 'function') part.close(resolve);
      else resolve();
    } catch (error) {
      reportFailure('close', error);
      resolve();
    }
  });
}

function asPart(given: unknown): Part {
  return (given ?? {}) as Part; // any object may be asked for any member
}
