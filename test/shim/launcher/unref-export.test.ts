import http from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'ava';
import { createUnrefAgent } from '../../../shim/src/launcher/export/unref-export';

function send(port: number, agent: http.Agent): Promise<http.ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = http.request({ port, agent, method: 'POST', host: '127.0.0.1' }, (response) => {
      response.resume().on('end', () => setTimeout(resolve, 10, request));
    });
    request.on('error', reject).end('body');
  });
}

test('a connection that keeps no process alive is used again all the same', async (t) => {
  const sockets = new Set<unknown>();
  const server = http.createServer((request, response) => {
    sockets.add(request.socket);
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo; // it listens on a port
  const agent = createUnrefAgent('http:', {});
  const first = await send(port, agent);
  const second = await send(port, agent);
  const third = await send(port, agent);
  t.deepEqual([first.reusedSocket, second.reusedSocket, third.reusedSocket], [false, true, true]);
  t.is(sockets.size, 1);
});
