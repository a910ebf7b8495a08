import { once } from 'node:events';
import {
  createServer,
  request as ask,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';

/** A proxy on loopback that stands where a mesh puts its own, between the gateway and a node. */
export interface MeshProxy {
  port: number;
  stop(): void;
}

/**
 * What Envoy says where it has no connection to an upstream, or lost it before the head of an answer: status 503 with these
 * headers and texts. Recorded from an Envoy of March 2020 (content-length 91 for "connection failure"); the texts are those of
 * envoyproxy/envoy source/common/http/utility.cc and source/common/router/router.cc.
 */
const broken = (reason: string) =>
  `upstream connect error or disconnect/reset before headers. reset reason: ${reason}`;

/** The gateway's own health check, word for word. */
const CHECK = '{"jsonrpc":"2.0","id":1,"method":"eth_chainId","params":[]}';

/**
 * A stand-in for a sidecar: no Envoy can be had here. It passes HTTP on, and answers itself where the node cannot be reached or
 * breaks off.
 *
 * @param node port of the node; undefined for one that was there when the gateway last checked and has gone since
 */
export async function sidecar(node?: number): Promise<MeshProxy> {
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    if (node !== undefined) pass(node, request, body, response);
    else if (body.toString() === CHECK) response.end('{"result":"0x1"}');
    else answer(response, broken('connection failure'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * A stand-in for ztunnel, which accepts a connection before it has one, and ends it where it gets none: with a reset, as what was
 * sent to it is never read.
 */
export async function ztunnel(): Promise<MeshProxy> {
  const server = createTcpServer(socket => {
    socket.on('error', () => undefined);
    socket.once('data', data => {
      if (data.includes(CHECK)) {
        socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}');
      } else {
        socket.resetAndDestroy();
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => server.close(),
  };
}

function pass(
  port: number,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
  response: ServerResponse,
): void {
  const upstream = ask({ host: '127.0.0.1', port, method, path: url, headers });
  upstream.on('error', () =>
    answer(response, broken('connection termination')),
  );
  upstream.on('response', received => {
    response.writeHead(received.statusCode ?? 0, {
      ...received.headers,
      server: 'envoy',
      'x-envoy-upstream-service-time': '1',
    });
    received.pipe(response);
  });
  upstream.end(body);
}

function answer(response: ServerResponse, text: string): void {
  response
    .writeHead(503, {
      'content-length': text.length,
      'content-type': 'text/plain',
      server: 'envoy',
    })
    .end(text);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
