import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, type Server } from 'node:http';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';

const HEADER = 'x-replica';

/** A request to a node. */
export interface NodeRequest {
  node: string;
  replica: string;
  /** `performance.now()` */
  at: number;
}

/**
 * Execution clients on one server. They answer like a synced geth at a head that rises with each request, so that a stale result is
 * one whose head is lower.
 */
export class CountedNodes {
  readonly requests: NodeRequest[] = [];
  /** Milliseconds until a node answers. */
  delayMs = 0;
  private readonly server: Server;
  private height = 1;

  private constructor() {
    this.server = createHttpServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        this.height += 1;
        this.requests.push({
          node: request.url?.slice(1) ?? '',
          replica: String(request.headers[HEADER]),
          at: performance.now(),
        });
        const body = answer(
          JSON.parse(`${Buffer.concat(chunks)}`),
          this.height,
        );
        response.setHeader('content-type', 'application/json');
        setTimeout(() => response.end(body), this.delayMs);
      });
    });
  }

  static async start(): Promise<CountedNodes> {
    const nodes = new CountedNodes();
    nodes.server.listen(0, '127.0.0.1');
    await once(nodes.server, 'listening');
    return nodes;
  }

  configFor(replica: string, names: readonly string[]) {
    const { port } = this.server.address() as AddressInfo;
    return Object.fromEntries(
      names.map(name => [
        name,
        {
          network: 'devnet',
          executionUrl: `http://127.0.0.1:${port}/${name}`,
          headers: { [HEADER]: replica },
        },
      ]),
    );
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

interface Call {
  id: unknown;
  method: string;
  params?: unknown[];
}

function answer(body: Call | Call[], height: number): string {
  const reply = ({ id, method, params }: Call) => ({
    jsonrpc: '2.0',
    id,
    result: resultOf(method, params, height),
  });
  return JSON.stringify(Array.isArray(body) ? body.map(reply) : reply(body));
}

function resultOf(
  method: string,
  params: unknown[] | undefined,
  height: number,
): unknown {
  const hex = (value: number) => `0x${value.toString(16)}`;
  switch (method) {
    case 'eth_getBlockByNumber': {
      const number = params?.[0] === 'latest' ? height : 0;
      return {
        number: hex(number),
        hash: `0x${number.toString(16).padStart(64, '0')}`,
        timestamp: hex(number === 0 ? 1 : Math.floor(Date.now() / 1000)),
        transactions: [],
      };
    }
    case 'eth_chainId':
      return '0x539';
    case 'eth_syncing':
      return false;
    case 'net_peerCount':
      return '0x5';
    case 'web3_clientVersion':
      return 'Geth/v1.17.8-stable/linux-amd64/go1.26.8';
    default:
      return null;
  }
}

/** Passes connections on to a database, until it is cut. */
export class CuttableDatabase {
  private readonly sockets = new Set<Socket>();
  private isCut = false;
  private readonly url: URL;
  private readonly server;

  private constructor(url: string) {
    this.url = new URL(url);
    this.server = createServer(socket => this.pass(socket));
  }

  static async start(url: string): Promise<CuttableDatabase> {
    const database = new CuttableDatabase(url);
    database.server.listen(0, '127.0.0.1');
    await once(database.server, 'listening');
    return database;
  }

  get connection(): string {
    const url = new URL(this.url);
    url.port = String((this.server.address() as AddressInfo).port);
    return `${url}`;
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  restore(): void {
    this.isCut = false;
  }

  stop(): void {
    this.cut();
    this.server.close();
  }

  private pass(socket: Socket): void {
    if (this.isCut) {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(this.url.port), this.url.hostname);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }
}

/** Starts a backend process. */
export function startReplica(
  config: object,
  clockOffsetMs: number,
): ChildProcess {
  const child = fork(join(__dirname, 'replica.ts'), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NODE_OPTIONS: '',
      CLOCK_OFFSET_MS: String(clockOffsetMs),
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.send(config);
  return child;
}
