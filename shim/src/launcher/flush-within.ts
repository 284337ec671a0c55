import { connect } from 'node:net';
import type { Running } from './running';

/** Exports what is finished, and gives up after a while, or at once when there is nobody to export to. Never rejects. */
export async function flushWithin({ provider, configuration }: Running, millis: number): Promise<void> {
  // The exporters would go on trying for ten seconds, and keep the process alive meanwhile.
  const isWorthTrying =
    !configuration.exporters.includes('otlp') || (await isReachable(configuration.endpoint, millis));
  if (!isWorthTrying) return;
  const flushed = provider.forceFlush().catch(() => undefined);
  await within(flushed, millis);
}

function isReachable(endpoint: string, millis: number): Promise<boolean> {
  const url = new URL(endpoint.includes('://') ? endpoint : `http://${endpoint}`);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const socket = connect({ port, host: url.hostname.replace(/^\[|\]$/g, '') });
  const answer = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  return within(answer, millis)
    .then((isConnected) => isConnected === true)
    .finally(() => socket.destroy());
}

async function within<T>(promise: Promise<T>, millis: number): Promise<T | undefined> {
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
