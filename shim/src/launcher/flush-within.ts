import type { Running } from './running';
import { within } from './within';

/** Exports what is finished, and gives up after a while. Never rejects. */
export async function flushWithin({ provider }: Pick<Running, 'provider'>, millis: number): Promise<void> {
  await within(
    provider.forceFlush().catch(() => undefined),
    millis,
  );
}
