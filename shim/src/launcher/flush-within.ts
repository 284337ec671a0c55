import type { Running } from './running';
import { settled, within } from './within';

/** Exports what is finished, and gives up after a while. Never rejects. */
export async function flushWithin({ provider }: Pick<Running, 'provider'>, millis: number): Promise<void> {
  await within(
    settled(() => provider.forceFlush()),
    millis,
  );
}
