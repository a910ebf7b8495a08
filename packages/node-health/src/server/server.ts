import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  answer,
  type RouteContext,
  type RouteName,
  routeNames,
} from './routes';
import { limitConnections, type ConnectionLimits } from './limitConnections';

/** A caller needs one connection, or two during a reconnect; the API server's proxy has several users. */
const CONNECTIONS: ConnectionLimits = { perSource: 8, total: 64 };
const MAX_HEADER_BYTES = 4096;
const HEADERS_TIMEOUT_MS = 3_000;
const REQUEST_TIMEOUT_MS = 5_000;
/** Longer than the probe interval of the kubelet, shorter than the usual scrape interval of Prometheus. */
const IDLE_TIMEOUT_MS = 6_000;

/** A server that listens. */
export interface RunningServer {
  port: number;
  stop(): Promise<void>;
}

/**
 * Serves all or some routes, with limits on connections, time and header size.
 *
 * Without an address Node listens on `::`, which includes IPv4, and on 0.0.0.0 if the kernel has no IPv6.
 */
export async function startServer(options: {
  address?: string;
  port: number;
  answers: RouteContext;
  routes?: readonly RouteName[];
}): Promise<RunningServer> {
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: IDLE_TIMEOUT_MS,
    connectionsCheckingInterval: 1_000,
  });
  server.maxHeadersCount = 50;
  server.setTimeout(IDLE_TIMEOUT_MS);
  limitConnections(server, CONNECTIONS);
  const { answers, routes = routeNames } = options;
  const respond = (request: IncomingMessage, response: ServerResponse) => {
    reply(request, response, { answers, routes }).catch(() =>
      response.destroy(),
    );
  };
  server.on('request', respond);
  // Without this listener, Node would request the body of a request with `Expect: 100-continue`.
  server.on('checkContinue', respond);

  const port = await listen(server, options.port, options.address);
  return { port, stop: () => close(server) };
}

async function reply(
  request: IncomingMessage,
  response: ServerResponse,
  served: { answers: RouteContext; routes: readonly RouteName[] },
): Promise<void> {
  const { method = '', url = '', headers } = request;
  const hasBody = hasRequestBody(headers);
  const {
    code,
    headers: answerHeaders,
    body,
  } = await answer({ method, target: url, hasBody }, served);
  response.writeHead(code, {
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Length': Buffer.byteLength(body),
    ...(hasBody ? { Connection: 'close' } : {}),
    ...answerHeaders,
  });
  response.end(body);
}

/** Whether a request has a body. Some clients send a length of 0 with every GET. */
export function hasRequestBody(headers: IncomingHttpHeaders): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    Number(headers['content-length'] ?? 0) > 0
  );
}

/** Starts to listen and returns the port. */
export async function listen(
  server: Server,
  port: number,
  host?: string,
): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the server does not listen on a TCP port');
  }
  return address.port;
}

/** Closes the server; pending responses have one second. */
export function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
  });
}
