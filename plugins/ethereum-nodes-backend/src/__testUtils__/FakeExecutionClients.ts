import { networks } from '@nodeyard/ethereum';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Behavior of a path of the fake server: a node in sync, no response, a different server, closed connections, a stalled head, and
 * another chain.
 */
export type Behavior =
  | 'synced'
  | 'hanging'
  | 'garbage'
  | 'gone'
  | 'frozen'
  | 'elsewhere';

/**
 * An HTTP server on loopback that fakes any number of execution clients, one per path: `/synced/1`, `/hanging/2`.
 *
 * It speaks JSON-RPC in the shapes of geth's recorded answers (packages/ethereum, fixture h1_geth_dev_current_forks), with the
 * chain ID of the devnet and a head that is always a second old.
 */
export class FakeExecutionClients {
  /** Received values of `authorization`. */
  readonly authorizations = new Set<string | undefined>();
  private readonly server: Server;
  private readonly held = new Set<ServerResponse>();
  /** Changed behaviors by path; `since` in milliseconds. */
  private readonly behaviors = new Map<
    string,
    { behavior: Behavior; since: number }
  >();

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<FakeExecutionClients> {
    const server = createServer();
    // As geth's. With Node's default of five seconds, connections would close while a slow machine reuses them.
    server.keepAliveTimeout = 120_000;
    const clients = new FakeExecutionClients(server);
    server.on('request', (request, response) => {
      clients.authorizations.add(request.headers.authorization);
      const path = request.url ?? '/';
      const { behavior, since } = clients.behaviors.get(path) ?? {
        behavior: path.split('/')[1],
        since: 0,
      };
      if (behavior === 'hanging') {
        clients.held.add(response);
        response.once('close', () => clients.held.delete(response));
        return;
      }
      if (behavior === 'gone') {
        request.socket.destroy();
        return;
      }
      let body = '';
      request.on('data', chunk => (body += chunk));
      request.on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.end(
          behavior === 'garbage'
            ? '<html>Welcome to nginx!</html>'
            : answer(JSON.parse(body), {
                chainId:
                  behavior === 'elsewhere' ? 31337 : networks.devnet.chainId,
                now: behavior === 'frozen' ? since : Date.now(),
              }),
        );
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return clients;
  }

  url(behavior: Behavior, name: string | number): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${behavior}/${name}`;
  }

  /** Changes the behavior of the client at a URL of {@link url}. */
  setBehavior(url: string, behavior: Behavior): void {
    this.behaviors.set(new URL(url).pathname, { behavior, since: Date.now() });
  }

  async stop(): Promise<void> {
    for (const response of this.held) response.destroy();
    this.server.closeAllConnections();
    await new Promise(resolve => {
      this.server.close(resolve);
    });
  }
}

interface Call {
  id: number;
  method: string;
  params: unknown[];
}

/** The chain of a client, and the time of its head in milliseconds. */
interface Chain {
  chainId: number;
  now: number;
}

function answer(calls: Call | Call[], chain: Chain): string {
  return JSON.stringify(
    Array.isArray(calls)
      ? calls.map(call => resultOf(call, chain))
      : resultOf(calls, chain),
  );
}

function resultOf({ id, method, params }: Call, { chainId, now }: Chain) {
  const seconds = Math.floor(now / 1000) - 1;
  const results: Record<string, unknown> = {
    eth_chainId: hex(chainId),
    eth_syncing: false,
    net_peerCount: '0x2',
    web3_clientVersion: 'Geth/v1.17.8-stable/linux-amd64/go1.26.8',
    eth_getBlockByNumber:
      params?.[0] === '0x0'
        ? block(0, seconds - 100_000)
        : block(Math.floor(seconds / 2) % 1_000_000, seconds),
  };
  return method in results
    ? { jsonrpc: '2.0', id, result: results[method] }
    : {
        jsonrpc: '2.0',
        id,
        error: {
          code: -32601,
          message: `the method ${method} does not exist/is not available`,
        },
      };
}

function block(number: number, timestamp: number) {
  return {
    number: hex(number),
    timestamp: hex(timestamp),
    hash: `0x${number.toString(16).padStart(64, '0')}`,
  };
}

function hex(value: number): string {
  return `0x${value.toString(16)}`;
}
