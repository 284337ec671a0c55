import * as threads from 'node:worker_threads';

/**
 * Whether this is the thread in which Node runs loader hooks: `--require` is run there too, and an SDK has no business there.
 * Node says so since 22.14; before, it is known by its worker data, null where a worker of the application has undefined.
 */
export function isLoaderThread(): boolean {
  // Not in the types of Node 20.
  const { isInternalThread } = threads as { isInternalThread?: boolean };
  return isInternalThread ?? (!threads.isMainThread && threads.workerData === null);
}
