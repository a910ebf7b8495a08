import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Recorded =
  | { status: number; body: unknown }
  | { error: { name: string; code: string | null } };

interface RecordedState {
  description: string;
  at: string;
  genesisHash?: string;
  calls: Record<string, Recorded>;
}

interface TimelineRow {
  at: string;
  eth_syncing: unknown;
  head: { number: number; timestamp: number } | { unreachable: string };
  net_peerCount: unknown;
  cl_syncing: { status: number; body?: unknown } | { unreachable: string };
  cl_peers: unknown;
  cl_finalized: unknown;
}

/** What a replaying `fetch` answers to: a JSON-RPC method (block requests with their block), or a path of the Beacon API. */
export type Answers = (call: string) => Recorded | undefined;

/** Hash of block 0 of the devnet that the recordings were made on. */
export const DEVNET_GENESIS =
  '0xc58effa5772de2609869fe3c66bd815b37add135f51c9a993f519fd3854a7417';

export const stateNames = namesIn('states', '.json');
/** Execution clients to which no consensus client has ever spoken. */
export const undrivenNames = namesIn('undriven', '.json');
export const timelineNames = namesIn('timelines', '.jsonl');

function namesIn(folder: string, extension: string): string[] {
  return readdirSync(join(__dirname, folder))
    .filter(file => file.endsWith(extension))
    .map(file => file.slice(0, -extension.length))
    .sort();
}

export function readState(name: string): RecordedState {
  const folder = undrivenNames.includes(name) ? 'undriven' : 'states';
  return JSON.parse(
    readFileSync(join(__dirname, folder, `${name}.json`), 'utf8'),
  );
}

export function readTimeline(name: string): TimelineRow[] {
  return readFileSync(join(__dirname, 'timelines', `${name}.jsonl`), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** Answers of one recorded state. A client that was recorded with few calls fails the others as it failed those. */
export function answersOf(state: RecordedState): Answers {
  const failed = (layer: (call: string) => boolean) =>
    Object.entries(state.calls).find(
      ([call, recorded]) => layer(call) && 'error' in recorded,
    )?.[1];
  return call => {
    if (call === 'eth_getBlockByNumber(0x0)' && state.genesisHash) {
      return genesisBlock(state.genesisHash);
    }
    return (
      state.calls[call] ?? failed(other => isBeacon(other) === isBeacon(call))
    );
  };
}

/** Answers of one line of a timeline; what lines do not carry is filled in from the chain that they were recorded on. */
export function answersOfRow(
  row: TimelineRow,
  genesisHash = DEVNET_GENESIS,
): Answers {
  const rpc = (outcome: unknown, result = outcome): Recorded =>
    isUnreachable(outcome)
      ? { error: { name: 'TypeError', code: outcome.unreachable } }
      : { status: 200, body: { jsonrpc: '2.0', id: 1, result } };
  const beacon = (outcome: unknown, body: unknown): Recorded =>
    isUnreachable(outcome)
      ? { error: { name: 'TypeError', code: outcome.unreachable } }
      : { status: 200, body: { data: body } };
  const { head, cl_syncing: syncing } = row;
  const block = isUnreachable(head)
    ? undefined
    : {
        number: `0x${head.number.toString(16)}`,
        hash:
          head.number === 0
            ? genesisHash
            : `0x${head.number.toString(16).padStart(64, '0')}`,
        timestamp: `0x${head.timestamp.toString(16)}`,
      };
  const answers: Record<string, Recorded> = {
    eth_syncing: rpc(row.eth_syncing),
    'eth_getBlockByNumber(latest)': rpc(head, block),
    'eth_getBlockByNumber(0x0)': isUnreachable(head)
      ? rpc(head)
      : genesisBlock(genesisHash),
    eth_chainId: rpc(head, '0x1ca4'),
    net_peerCount: rpc(row.net_peerCount),
    web3_clientVersion: rpc(head, 'Geth/v1.17.8-stable/linux-amd64/go1.26.8'),
    '/eth/v1/node/syncing': beacon(
      syncing,
      isUnreachable(syncing) ? undefined : syncing.body,
    ),
    '/eth/v1/node/peer_count': beacon(syncing, { connected: row.cl_peers }),
    '/eth/v1/node/version': beacon(syncing, {
      version: 'Lodestar/v1.5.1/2115aa7',
    }),
    '/eth/v1/beacon/states/head/finality_checkpoints': beacon(
      row.cl_finalized,
      {
        finalized: { epoch: row.cl_finalized },
      },
    ),
  };
  return call => answers[call];
}

/** A `fetch` that answers from a recording: with its documents, its errors, and its silence. */
export function replay(answers: Answers): typeof globalThis.fetch {
  return async (input, init) => {
    const recorded = answers(callOf(String(input), init?.body));
    if (recorded === undefined) {
      return Response.json(
        { code: 404, message: 'not recorded' },
        { status: 404 },
      );
    }
    if ('status' in recorded) {
      return Response.json(recorded.body, { status: recorded.status });
    }
    if (recorded.error.name === 'TimeoutError') {
      return new Promise((_, reject) => {
        init?.signal?.addEventListener('abort', () =>
          reject(init.signal?.reason),
        );
      });
    }
    throw new TypeError('fetch failed', {
      cause: { code: recorded.error.code },
    });
  };
}

/** Which recorded call a request is. */
export function callOf(url: string, body: unknown): string {
  if (typeof body !== 'string') {
    return new URL(url).pathname;
  }
  const { method, params } = JSON.parse(body);
  return method === 'eth_getBlockByNumber' ? `${method}(${params[0]})` : method;
}

function isBeacon(call: string): boolean {
  return call.startsWith('/');
}

function isUnreachable(value: unknown): value is { unreachable: string } {
  return typeof value === 'object' && value !== null && 'unreachable' in value;
}

function genesisBlock(hash: string): Recorded {
  return {
    status: 200,
    body: {
      jsonrpc: '2.0',
      id: 1,
      result: { number: '0x0', hash, timestamp: '0x6b040624' },
    },
  };
}
