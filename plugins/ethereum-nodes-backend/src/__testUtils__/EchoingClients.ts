import { networks } from '@nodeyard/ethereum';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server echoes a request. */
export const echoes = [
  'rpc-error',
  'escaped-error',
  'version',
  'page',
  'failing-page',
  'base64-page',
  'hex-page',
] as const;
type Echo = (typeof echoes)[number];

/**
 * An HTTP server on loopback that fakes clients, and proxies in front of them, whose responses quote the request, in one way per path:
 * `/rpc-error/...`. It serves JSON-RPC, the Beacon API and a bucket named `bucket`.
 */
export class EchoingClients {
  private readonly server: Server;
  /** Number of requests that were echoed. */
  echoed = 0;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<EchoingClients> {
    const server = createServer();
    const clients = new EchoingClients(server);
    server.on('request', (request, response) => {
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => clients.answer(request, response, body));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return clients;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }

  private answer(
    { url = '', headers }: IncomingMessage,
    response: ServerResponse,
    body: string,
  ): void {
    this.echoed += 1;
    if (url.startsWith('/bucket')) {
      response.statusCode = 403;
      const quoted = JSON.stringify(headers).replaceAll('"', '&quot;');
      response.end(
        `<Error><Code>SignatureDoesNotMatch</Code><Message>${headers.authorization} ${quoted}</Message></Error>`,
      );
      return;
    }
    const echo = url.split('/')[1] as Echo;
    // Each secret comes first once, because quotes are truncated.
    const sent = [
      headers.authorization?.split(' ')[1],
      headers['x-api-key'],
      url.split('/')[2],
      url.split('token=')[1]?.split('/')[0],
    ];
    const quote = `${sent[this.echoed % sent.length]} ${JSON.stringify(
      headers,
    )} ${url}`;
    const call = body === '' ? undefined : JSON.parse(body);
    switch (echo) {
      case 'rpc-error':
        response.statusCode = call ? 200 : 403;
        response.end(perCall(call, one => error(one, quote)));
        return;
      case 'escaped-error':
        response.statusCode = call ? 200 : 500;
        response.end(
          perCall(call, one => error(one, quote).replace(/[a-z]/gi, unit)),
        );
        return;
      case 'version':
        response.end(
          perCall(call, one =>
            healthyAnswer(one, `Geth/${quote.slice(0, 200)}`, quote),
          ),
        );
        return;
      case 'base64-page':
      case 'hex-page':
        response.end(
          Buffer.from(String(sent[this.echoed % sent.length])).toString(
            echo === 'hex-page' ? 'hex' : 'base64',
          ),
        );
        return;
      default:
        response.statusCode = echo === 'page' ? 200 : 502;
        response.end(`${quote} is not welcome`);
    }
  }
}

/** The answer to a call, or to each call of a batch. */
function perCall<Call>(
  body: Call | Call[],
  answer: (call: Call) => string,
): string {
  return Array.isArray(body) ? `[${body.map(answer).join(',')}]` : answer(body);
}

function unit(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function error(call: { id: number } | undefined, message: string): string {
  return call
    ? JSON.stringify({
        jsonrpc: '2.0',
        id: call.id,
        error: { code: -32000, message },
      })
    : JSON.stringify({ code: 500, message });
}

/** A response of a client in sync that quotes the request in its free-text fields. */
function healthyAnswer(
  call: { id: number; method: string; params: unknown[] } | undefined,
  version: string,
  quote: string,
): string {
  if (call === undefined) {
    return JSON.stringify({ data: { version, connected: quote } });
  }
  const now = Math.floor(Date.now() / 1000);
  const block = (number: number) => ({
    number: `0x${number.toString(16)}`,
    timestamp: `0x${now.toString(16)}`,
    hash: `0x${number.toString(16).padStart(64, '0')}`,
  });
  const results: Record<string, unknown> = {
    eth_chainId: `0x${networks.devnet.chainId.toString(16)}`,
    eth_getBlockByNumber: block(call.params[0] === '0x0' ? 0 : 100),
    web3_clientVersion: version,
    eth_syncing: quote,
    eth_config: {
      current: { activationTime: 1, chainId: '0x1', forkId: quote },
    },
  };
  return call.method in results
    ? JSON.stringify({
        jsonrpc: '2.0',
        id: call.id,
        result: results[call.method],
      })
    : error(call, quote);
}
