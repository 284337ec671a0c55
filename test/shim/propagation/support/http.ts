// A real HTTP hop on loopback: headers as Node's client sends and Node's server receives them.
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Answers each request with what `answer` makes of its headers. */
export async function serve(answer: (headers: IncomingHttpHeaders) => unknown): Promise<Server> {
  const server = createServer(async ({ headers }, response) => {
    try {
      response.end(JSON.stringify(await answer(headers)));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Calls a server with these headers; gives its answer. */
export function call(server: Server, headers: Record<string, string>): Promise<unknown> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, headers }, async (response) => {
      const body = Buffer.concat(await response.toArray()).toString();
      if (response.statusCode === 200) resolve(JSON.parse(body));
      else reject(new Error(body));
    });
    outgoing.on('error', reject).end();
  });
}
