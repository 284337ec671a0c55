import { reportFailure } from '../guard';

/** What a provider may offer beyond the API. */
interface Closeable {
  shutdown?: () => unknown;
  forceFlush?: () => unknown;
  /** The API's global provider stands in for the registered one. */
  getDelegate?: () => unknown;
}

/** Has the provider flush or shut down, then calls back. Never rejects. */
export async function settle(
  operation: 'shutdown' | 'forceFlush',
  findProvider: () => unknown,
  callback: unknown,
): Promise<void> {
  try {
    await findMethod(findProvider(), operation)?.();
  } catch (error) {
    reportFailure(operation, error);
  }
  // An error of the callback is the application's own: out of here, where it would become a rejection of ours.
  if (typeof callback === 'function') queueMicrotask(() => callback());
}

function findMethod(provider: unknown, name: 'shutdown' | 'forceFlush'): (() => unknown) | undefined {
  // Neither method is in the API: a provider may have them.
  const candidate = provider as Closeable | undefined;
  const method = candidate?.[name];
  if (typeof method === 'function') return () => method.call(candidate);
  return typeof candidate?.getDelegate === 'function' ? findMethod(candidate.getDelegate(), name) : undefined;
}
