import type * as Http from 'node:http';
import type * as Https from 'node:https';
import type { Socket } from 'node:net';

/** An agent of Node, with two members that are not in its types. */
interface OpenAgent {
  createConnection(...parameters: unknown[]): Socket | undefined;
  reuseSocket(socket: Socket, request: unknown): void;
}

/** Makes the agents of an OTLP exporter over HTTP: a request that is under way keeps no process alive. */
export function createUnrefAgent(protocol: string, certificates: Https.AgentOptions): Http.Agent {
  const agent = createAgent(protocol, certificates);
  const open = agent as unknown as OpenAgent;
  const connect = open.createConnection.bind(agent);
  open.createConnection = (...parameters) => connect(...parameters)?.unref();
  const reuse = open.reuseSocket.bind(agent);
  open.reuseSocket = (socket, request) => {
    reuse(socket, request);
    socket.unref();
  };
  return agent;
}

/** Loaded when there is something to export: the start of the process is not held up. */
function createAgent(protocol: string, certificates: Https.AgentOptions): Http.Agent {
  if (protocol !== 'https:') {
    const http: typeof Http = require('node:http');
    return new http.Agent({ keepAlive: true });
  }
  const https: typeof Https = require('node:https');
  return new https.Agent({ keepAlive: true, ...certificates });
}

interface RetryingTransport {
  _transport?: { send(data: Uint8Array, timeoutMillis: number): Promise<unknown> };
  retry?: (data: Uint8Array, timeoutMillis: number, inMillis: number) => Promise<unknown>;
}

/**
 * Lets a process end while an OTLP exporter waits before it tries again, which it does for up to ten seconds. There is no option for
 * that: these are private members, alike in 0.200 to 0.301. Where they are not, the wait is as it was.
 */
export function unrefRetries(exporter: object): void {
  const transport = (exporter as { _delegate?: { _transport?: RetryingTransport } })._delegate?._transport;
  const inner = transport?._transport;
  if (transport === undefined || inner === undefined || typeof transport.retry !== 'function') return;
  transport.retry = (data, timeoutMillis, inMillis) =>
    new Promise((resolve, reject) => {
      setTimeout(() => inner.send(data, timeoutMillis).then(resolve, reject), inMillis).unref();
    });
}
