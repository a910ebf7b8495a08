import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server is asked: a JSON-RPC method (block requests with their block), or a path. */
export type Handler = (
  call: string,
  response: ServerResponse,
  request: IncomingMessage,
) => void;

export interface Server {
  url: string;
  close(): Promise<void>;
}

/** A real HTTP server on a free loopback port. */
export async function aServer(handle: Handler): Promise<Server> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => (body += chunk));
    request.on('end', () => {
      const rpc = body === '' ? undefined : JSON.parse(body);
      const block =
        rpc?.method === 'eth_getBlockByNumber' ? `(${rpc.params[0]})` : '';
      handle(
        rpc === undefined ? request.url ?? '' : `${rpc.method}${block}`,
        response,
        request,
      );
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
