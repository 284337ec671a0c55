/** What the promise gives, or undefined when it takes longer than that. */
export async function within<T>(promise: Promise<T>, millis: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), millis);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for what is done, however it ends: a promise that is rejected, or an error before there is one. */
export async function settled(work: () => Promise<void> | undefined): Promise<void> {
  try {
    await work();
  } catch {
    // There is nobody whom it would help.
  }
}
