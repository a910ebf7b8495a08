/*
 * The nodes of the benchmark, in a process of their own: an HTTP server on loopback for each execution and consensus client.
 * Parameters come in the environment; the parent gets the URLs when all servers listen, and the counters on request.
 */
import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { beaconDocument, rpcResult } from './answers';
import type { FleetCounters, FleetNode } from './messages';

const count = Number(process.env.NODES);
const sickShare = Number(process.env.SICK_SHARE);
const transactions = Number(process.env.TRANSACTIONS);

/** How nodes are sick, in turn. */
const KINDS = ['closed', 'silent', 'http-500', 'stalled', 'not-json'] as const;
type Kind = (typeof KINDS)[number] | 'healthy';

/** geth and Lodestar keep idle connections longer than any polling period. */
const KEEP_ALIVE_MS = 120_000;

const counters: FleetCounters = { requests: 0, calls: 0 };

function kindOf(index: number): Kind {
  const sick = Math.floor(index * sickShare);
  return Math.floor((index + 1) * sickShare) > sick
    ? KINDS[sick % KINDS.length] ?? 'healthy'
    : 'healthy';
}

function serve(kind: Kind, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    counters.requests += 1;
    const text = Buffer.concat(chunks).toString();
    const body = text === '' ? undefined : JSON.parse(text);
    counters.calls += Array.isArray(body) ? body.length : 1;
    if (kind === 'silent') return;
    response.setHeader('content-type', 'application/json');
    // geth, unlike Lodestar, announces no timeout of idle connections; Node.js does unless this header is set.
    if (body !== undefined) response.setHeader('connection', 'keep-alive');
    if (kind === 'http-500') response.statusCode = 500;
    response.end(kind === 'not-json' ? '<html>' : answer(kind, request, body));
  });
}

function answer(kind: Kind, request: IncomingMessage, body: unknown): string {
  const ageSeconds = kind === 'stalled' ? 3600 : 0;
  if (body === undefined) {
    return (
      JSON.stringify(beaconDocument(request.url ?? '', ageSeconds)) ?? '{}'
    );
  }
  const reply = (call: {
    id: unknown;
    method: string;
    params?: unknown[];
  }) => ({
    jsonrpc: '2.0',
    id: call.id,
    result: rpcResult(call, ageSeconds, transactions),
  });
  return JSON.stringify(
    Array.isArray(body) ? body.map(reply) : reply(body as never),
  );
}

async function listen(kind: Kind): Promise<string> {
  const server = createServer((request, response) =>
    serve(kind, request, response),
  );
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  if (kind === 'closed') server.close();
  return `http://127.0.0.1:${port}`;
}

async function main(): Promise<void> {
  const nodes: FleetNode[] = [];
  for (let index = 0; index < count; index += 1) {
    const kind = kindOf(index);
    nodes.push({
      executionUrl: await listen(kind),
      consensusUrl: await listen(kind),
    });
  }
  process.on('message', () => process.send?.(counters));
  process.on('disconnect', () => process.exit());
  process.send?.(nodes);
}

main();
