/** @jest-environment node */
import { hash, NOON, sepolia } from '../__fixtures__/aSample';
import { rpcFetch } from '../__fixtures__/rpcFetch';
import { probeNode } from '../probe/probeNode';
import { judge } from './judge';
import type { NodeState } from './verdict';

/**
 * Answers as the sources of the clients make them: the rows of "What each client answers" in docs/health.md that are
 * not recorded. No recording: a release of which none can be run here.
 */
const blocks = (current: number, highest = current) => ({
  startingBlock: '0x0',
  currentBlock: hex(current),
  highestBlock: hex(highest),
});
const rethStages = (block: number) =>
  ['Headers', 'Bodies', 'Execution', 'Finish'].map(name => ({
    name,
    block: hex(block),
  }));
const old = { number: 9_000_000, age: 90_000 };
const fresh = { number: 9_000_000, age: 6 };
const genesis = { number: 0, age: NOON / 1000 - 1633267481 };

const rows: Array<
  [
    client: string,
    situation: string,
    head: typeof old,
    syncing: unknown,
    state: NodeState,
    withoutConsensus: NodeState,
  ]
> = [
  [
    'besu/v26.11.0',
    'never driven',
    genesis,
    false,
    'WAITING_FOR_CL',
    'WAITING_FOR_CL',
  ],
  ['besu/v26.11.0', 'its state being healed', old, false, 'BEHIND', 'BEHIND'],
  [
    'besu/v26.11.0',
    'blocks being downloaded',
    genesis,
    { ...blocks(500, 9000), pulledStates: '0x7', knownStates: '0x9' },
    'SYNCING',
    'SYNCING',
  ],
  [
    'reth/v2.10.1',
    'never driven',
    genesis,
    {
      ...blocks(0),
      warpChunksAmount: null,
      warpChunksProcessed: null,
      stages: rethStages(0),
    },
    'WAITING_FOR_CL',
    'SYNCING',
  ],
  [
    'reth/v2.10.1',
    'in a backfill',
    old,
    { ...blocks(old.number), stages: rethStages(old.number) },
    'SYNCING',
    'SYNCING',
  ],
  [
    'reth/v2.10.1',
    'just started at the head',
    fresh,
    { ...blocks(fresh.number), stages: rethStages(fresh.number) },
    'SYNCED',
    'SYNCED',
  ],
  [
    'Nethermind/v2.2.2',
    'never driven',
    genesis,
    blocks(0),
    'WAITING_FOR_CL',
    'WAITING_FOR_CL',
  ],
  [
    'Nethermind/v2.2.2',
    'receipts left',
    fresh,
    blocks(fresh.number),
    'INDEXING',
    'INDEXING',
  ],
  [
    'Nethermind/v2.2.2',
    'receipts left at an old head',
    old,
    blocks(old.number),
    'BEHIND',
    'BEHIND',
  ],
  [
    'erigon/3.8.1',
    'never driven, no snapshots yet',
    genesis,
    { ...blocks(0), stages: [] },
    'WAITING_FOR_CL',
    'SYNCING',
  ],
  [
    'erigon/3.8.1',
    'snapshots being downloaded',
    genesis,
    { ...blocks(500, 9000), stages: [] },
    'SYNCING',
    'SYNCING',
  ],
  [
    'erigon/3.8.1',
    'snapshots there, never driven',
    old,
    false,
    'BEHIND',
    'BEHIND',
  ],
];

function hex(n: number): string {
  return `0x${n.toString(16)}`;
}

async function judged(
  client: string,
  head: typeof old,
  syncing: unknown,
  hasConsensus: boolean,
) {
  const timestamp = Math.floor(NOON / 1000) - head.age;
  const headSlot = Math.floor((NOON / 1000 - sepolia.genesisTime!) / 12);
  const answers: Record<string, unknown> = {
    eth_chainId: '0xaa36a7',
    'eth_getBlockByNumber(0x0)': {
      number: '0x0',
      hash: sepolia.genesisHash,
      timestamp: '0x6159af19',
    },
    'eth_getBlockByNumber(latest)': {
      number: hex(head.number),
      hash: hash(head.number),
      timestamp: hex(timestamp),
    },
    eth_syncing: syncing,
    net_peerCount: '0x19',
    web3_clientVersion: `${client}/linux-x64`,
    '/eth/v1/node/syncing': {
      head_slot: String(headSlot),
      sync_distance: '0',
      is_syncing: false,
      is_optimistic: false,
      el_offline: false,
    },
  };
  const sample = await probeNode({
    executionUrl: 'http://127.0.0.1:8545',
    ...(hasConsensus ? { consensusUrl: 'http://127.0.0.1:5052' } : {}),
    timeoutMs: 1000,
    now: () => NOON,
    fetch: rpcFetch(answers),
  });
  return judge({
    network: sepolia,
    samples: [sample],
    now: NOON,
    pollIntervalMs: 5000,
  });
}

describe('what clients answer by their source', () => {
  it.each(rows)(
    'of %s, %s, is judged with and without a consensus client to ask',
    async (client, _, head, syncing, state, withoutConsensus) => {
      const [paired, alone] = await Promise.all([
        judged(client, head, syncing, true),
        judged(client, head, syncing, false),
      ]);
      expect([paired.state, alone.state]).toEqual([state, withoutConsensus]);
      expect(paired.reasons.join()).not.toMatch(/JWT|undefined/);
    },
  );
});
