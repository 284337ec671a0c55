// A program, not a module: sends one OTLP request that arrives on standard input, then ends. Run by send-at-exit.ts.
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import type { SendOrder } from './send-at-exit';

const GRPC_PATH = '/opentelemetry.proto.collector.trace.v1.TraceService/Export';

function main(): void {
  const input = readFileSync(0);
  const end = input.indexOf('\n');
  // Written by send-at-exit.ts.
  const order = JSON.parse(input.toString('utf8', 0, end)) as SendOrder;
  setTimeout(() => process.exit(1), order.timeoutMillis).unref();
  const body = input.subarray(end + 1);
  if (order.protocol === 'grpc') sendGrpc(order, body);
  else sendHttp(order, body);
}

function sendHttp(order: SendOrder, body: Uint8Array): void {
  const type = order.protocol === 'http/json' ? 'application/json' : 'application/x-protobuf';
  const { request } = order.url.startsWith('https:') ? https : http;
  const options = { method: 'POST', headers: { ...order.headers, 'content-type': type }, ...readFiles(order) };
  const sent = request(order.url, options, (response) => {
    response.resume();
    process.exitCode = (response.statusCode ?? 500) < 300 ? 0 : 1;
  });
  sent.on('error', () => process.exit(1));
  sent.end(body);
}

/** The one unary call that is needed, on HTTP/2 itself: a byte that says "not compressed", the length, the message. */
function sendGrpc(order: SendOrder, body: Uint8Array): void {
  const url = order.url.includes('://') ? order.url : `http://${order.url}`;
  const session = http2.connect(url, readFiles(order));
  session.on('error', () => process.exit(1));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(body.length, 1);
  const headers = { ':method': 'POST', ':path': GRPC_PATH, 'content-type': 'application/grpc', te: 'trailers' };
  const stream = session.request({ ...lowerCased(order.headers), ...headers });
  stream.on('trailers', (trailers) => {
    process.exitCode = Number(trailers['grpc-status']) === 0 ? 0 : 1;
  });
  stream.on('close', () => session.close());
  stream.resume();
  stream.end(Buffer.concat([prefix, body]));
}

/** HTTP/2 takes no capitals in header names. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function readFiles({ files }: SendOrder): Record<string, Buffer> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, readFileSync(file)]));
}

main();
