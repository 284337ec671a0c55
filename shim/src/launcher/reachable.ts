import { connect } from 'node:net';
import { within } from './within';

/** Whether somebody listens at the endpoint, found out by connecting to it. */
export async function isReachable(endpoint: string, millis: number): Promise<boolean> {
  const url = new URL(endpoint.includes('://') ? endpoint : `http://${endpoint}`);
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  const socket = connect({ port, host: url.hostname.replace(/^\[|\]$/g, '') });
  const answer = new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  });
  const isConnected = await within(answer, millis);
  socket.destroy();
  return isConnected ?? false;
}
