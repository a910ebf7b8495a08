import { once } from 'node:events';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import recorded from './lodestar.json';

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
) => void;

/** A finalized block with its state. */
export interface Checkpoint {
  root: string;
  header: (typeof recorded.checkpoints)[0]['header'];
  /** SSZ in base64. */
  state: string;
}

/** Two finalized checkpoints in a row, as Lodestar gave them. */
export const [older, newer] = pairOf(recorded.checkpoints);

function pairOf(checkpoints: Checkpoint[]): [Checkpoint, Checkpoint] {
  const [first, second] = checkpoints;
  if (!first || !second) throw new Error('the recording has two checkpoints');
  return [first, second];
}

export const genesis = recorded.genesis.data;

export const slotOf = ({ header }: Checkpoint) =>
  Number(header.data.header.message.slot);
export const stateOf = ({ state }: Checkpoint) => Buffer.from(state, 'base64');

interface Behaviour {
  /** Finalized checkpoints, the newest last. */
  chain?: Checkpoint[];
  /** Answers as Checkpointz does: no headers, roots without 0x, no fork in headers. */
  checkpointz?: boolean;
  /** Instead of what it would answer, by a part of the path. */
  instead?: Record<string, Handler>;
}

/** A Beacon API on loopback that answers from the recording. */
export interface BeaconApi {
  url: string;
  /** Paths that were asked for. */
  asked: string[];
  /** What is finalized from now on. */
  finalize(chain: Checkpoint[]): void;
  end(): Promise<void>;
}

export async function startBeaconApi({
  chain = [older, newer],
  checkpointz = false,
  instead = {},
}: Behaviour = {}): Promise<BeaconApi> {
  let finalized = chain;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const [, handler] =
      Object.entries(instead).find(([part]) => path.includes(part)) ?? [];
    if (handler) handler(request, response);
    else answer(path, response, finalized, checkpointz);
  });
  const { url, end } = await listening(server);
  return { url, asked, end, finalize: next => (finalized = next) };
}

/** A server that answers everything in one way. */
export async function startStranger(handler: Handler) {
  return listening(createServer(handler));
}

async function listening(server: Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async end() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function answer(
  path: string,
  response: ServerResponse,
  chain: Checkpoint[],
  checkpointz: boolean,
): void {
  const [, , version, ...rest] = path.split('/');
  const [group, subject, id = ''] = rest;
  const route = `${version}/${group}/${subject}`;
  const found =
    id === 'finalized'
      ? chain.at(-1)
      : chain.find(one => [one.root, String(slotOf(one))].includes(id));
  if (path === '/eth/v1/beacon/genesis') {
    json(response, { data: genesis });
  } else if (path === '/eth/v2/debug/beacon/states/genesis') {
    bytes(response, genesisState(), checkpointz);
  } else if (path.startsWith('/eth/v2/debug/beacon/states/')) {
    const matching =
      rest[3] === 'finalized'
        ? chain.at(-1)
        : chain.find(one => String(slotOf(one)) === rest[3]);
    if (matching) bytes(response, stateOf(matching), checkpointz);
    else missing(response);
  } else if (!found) {
    missing(response);
  } else if (route === 'v1/beacon/blocks' && rest[3] === 'root') {
    json(response, {
      data: { root: checkpointz ? found.root.slice(2) : found.root },
    });
  } else if (route === 'v1/beacon/headers' && !checkpointz) {
    json(response, found.header);
  } else if (route === 'v2/beacon/blocks') {
    bytes(response, blockOf(found), checkpointz);
  } else {
    missing(response);
  }
}

function json(response: ServerResponse, body: object): void {
  response
    .setHeader('content-type', 'application/json')
    .end(JSON.stringify(body));
}

function bytes(response: ServerResponse, body: Buffer, bare: boolean): void {
  if (!bare) response.setHeader('eth-consensus-version', 'capella');
  response
    .setHeader('content-type', 'application/octet-stream')
    .setHeader('content-length', body.length)
    .end(body);
}

function missing(response: ServerResponse): void {
  response.writeHead(404).end('{"code":404,"message":"not found"}');
}

/** A signed block in SSZ, of the recorded header and with an empty body. */
export function blockOf({ header }: Checkpoint): Buffer {
  const { slot, proposer_index, parent_root, state_root } =
    header.data.header.message;
  const block = Buffer.alloc(184);
  block.writeUInt32LE(100, 0);
  block.writeBigUInt64LE(BigInt(slot), 100);
  block.writeBigUInt64LE(BigInt(proposer_index), 108);
  block.write(parent_root.slice(2), 116, 'hex');
  block.write(state_root.slice(2), 148, 'hex');
  block.writeUInt32LE(84, 180);
  return block;
}

function genesisState(): Buffer {
  const state = stateOf(older);
  state.writeBigUInt64LE(0n, 40);
  return state;
}
