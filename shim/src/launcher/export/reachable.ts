import type * as Net from 'node:net';
import { within } from '../within';

/** Whether somebody listens at the endpoint, found out by connecting to it. */
export async function isReachable(endpoint: string, millis: number): Promise<boolean> {
  // Loaded when there is something to export: the start of the process is not held up.
  const { connect }: typeof Net = require('node:net');
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
