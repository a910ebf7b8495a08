import type { NodeState } from '../../health/verdict';
import { hash, NOON, sepolia } from '../aSample';
import type { Answers } from '../rpcFetch';

/** What an execution client answers in one moment after an unclean stop: read in its source, not recorded. */
export interface Moment {
  /** As the client calls itself in its newest release. */
  client: string;
  /** The release or commit that was read. */
  read: string;
  moment: string;
  duration: string;
  /** `eth_syncing` and the head, in the words of the table. */
  reported: [syncing: string, head: string];
  /** Absent: its JSON-RPC port is closed. */
  answers?: Answers;
  state: NodeState;
  /** The decisive reason. */
  reason: RegExp;
  /** What no reason may say: a cause that is excluded. */
  excluded?: RegExp;
  source: string;
}

const hex = (n: number) => `0x${n.toString(16)}`;
const block = (number: number, age: number) => ({
  number: hex(number),
  hash: number === 0 ? sepolia.genesisHash : hash(number),
  timestamp: number === 0 ? '0x6159af19' : hex(NOON / 1000 - age),
});

/** The newest block before the stop, which was a minute before noon. */
export const NEWEST = 9_000_000;

/** Answers with a head that lost so many blocks. */
export function answers(
  lost: number,
  syncing: unknown,
  latest = block(NEWEST - lost, 60 + 12 * lost),
): Answers {
  return {
    eth_chainId: '0xaa36a7',
    'eth_getBlockByNumber(0x0)': block(0, 0),
    'eth_getBlockByNumber(latest)': latest,
    eth_blockNumber: hex(NEWEST - lost),
    eth_syncing: syncing,
    net_peerCount: '0x0',
  };
}

const blocks = (currentBlock: number, highestBlock = currentBlock) => ({
  startingBlock: '0x0',
  currentBlock: hex(currentBlock),
  highestBlock: hex(highestBlock),
});
const reth = (head: number, headers = head) => ({
  ...blocks(head),
  warpChunksAmount: null,
  warpChunksProcessed: null,
  stages: [
    { name: 'Headers', block: hex(headers) },
    { name: 'Execution', block: hex(head) },
    { name: 'Finish', block: hex(head) },
  ],
});
const erigon = (head: number, highest: number) => ({
  ...blocks(head, highest),
  stages: ['OtterSync', 'Headers', 'Execution', 'Finish'].map(stage => ({
    stage_name: stage,
    block_number: hex(head),
  })),
});

const besu = {
  client: 'besu/v26.11.0/linux-x86_64/openjdk-java-25',
  read: '683880b (after 26.8.0)',
};
const rethNow = {
  client: 'reth/v2.11.0-b9abbcc/x86_64-unknown-linux-gnu',
  read: '7b3432d (after v2.5.1); thresholds of v2.6.0',
};
const nethermind = {
  client: 'Nethermind/v2.2.2+be201120/linux-x64/dotnet10.0.0',
  read: 'master after 2026-07',
};
const erigonNow = {
  client: 'erigon/3.8.2/linux-amd64/go1.26.3',
  read: 'main of 2026-09 (with pull request 24077)',
};
const closed = ['port closed', 'port closed'] as [string, string];
const refused = /^execution client does not answer on .*connection refused/;

/**
 * The moments after an unclean stop (SIGKILL, power loss, a full disk) that a probe meets, by client.
 *
 * A killed process loses what it had not written; a machine that lost its power also what the disk had not. Neither is
 * an answer of its own: the head is older then, which its age shows.
 */
export const moments: readonly Moment[] = [
  {
    ...besu,
    moment: 'its database is opened',
    duration: 'while at most 1 GiB of write-ahead log is replayed',
    reported: closed,
    state: 'UNREACHABLE',
    reason: refused,
    source:
      'Runner.java starts the servers when the controller, and with it the database, is there',
  },
  {
    ...besu,
    moment: 'started, state and chain fit',
    duration: 'until it is driven',
    reported: ['`false`', 'its last head on disk'],
    answers: answers(5, false),
    state: 'BEHIND',
    reason: /^head is block 8999995, 2 min old/,
    source:
      'SnapDownloaderFactory.java: no sync where the chain is not empty; EthSyncing.java',
  },
  {
    ...besu,
    moment: 'started, the state of its newest block is not there',
    duration: 'until trie logs roll the state to the chain; for ever where one is missing',
    reported: ['`false`', 'block 0; `eth_blockNumber` is its newest block'],
    answers: answers(5, false, block(0, 0)),
    state: 'BEHIND',
    reason:
      /^head is block 0, while the chain of the execution client ends at block 8999995: the state of that block is not there$/,
    excluded: /JWT|do not reach|waits for a head/,
    source: 'EthGetBlockByNumber.java, PathBasedWorldStateProvider.java',
  },
  {
    ...rethNow,
    moment: 'its storage is checked and unwound',
    duration: 'seconds, or minutes where a partial state trie is unwound',
    reported: closed,
    state: 'UNREACHABLE',
    reason: refused,
    source:
      'launch/common.rs: before the launch of its RPC; pull request 26543 (kill -9)',
  },
  {
    ...rethNow,
    moment: 'started',
    duration: 'until it is driven',
    reported: [
      'object: `highestBlock` is its own head, stages',
      'up to 50 blocks lost (7 before v2.6.0), 100 under load',
    ],
    answers: answers(50, reth(NEWEST - 50)),
    state: 'SYNCING',
    reason: /^execution client is at block 8999950 of about 9000005/,
    source: 'launch/engine.rs, helpers/spec.rs; release notes of v2.6.0',
  },
  {
    ...rethNow,
    moment: 'a sync was interrupted between its stages',
    duration: 'minutes to hours',
    reported: ['the same, its stages at different blocks', 'the last whole block'],
    answers: answers(20_000, reth(NEWEST - 20_000, NEWEST)),
    state: 'SYNCING',
    reason: /^execution client is at block 8980000 of about 9000005/,
    source: 'launch/common.rs, check_pipeline_consistency',
  },
  {
    ...nethermind,
    moment: 'blocks since the last persisted state are processed again',
    duration: 'minutes to hours: 64 blocks or more, thousands seen',
    reported: closed,
    state: 'UNREACHABLE',
    reason: refused,
    source:
      'StartRpc.cs after InitializeNetwork.cs after EraStep.cs after ReviewBlockTree.cs; issue 6380',
  },
  {
    ...nethermind,
    moment: 'started, more than 8 headers ahead of its state',
    duration: 'until they are processed',
    reported: ['object: its head and its best header', 'the persisted state'],
    answers: answers(3000, blocks(NEWEST - 3000, NEWEST)),
    state: 'SYNCING',
    reason: /^execution client is at block 8997000 of 9000000/,
    source: 'BlockTree.Initializer.cs, EthSyncingInfo.cs',
  },
  {
    ...nethermind,
    moment: 'started, within 8 headers of its state',
    duration: 'until it is driven',
    reported: ['`false`', 'the persisted state'],
    answers: answers(8, false),
    state: 'BEHIND',
    reason: /^head is block 8999992, 2 min 36 s old/,
    source: 'BlockTree.Initializer.cs, EthSyncingInfo.cs',
  },
  {
    ...erigonNow,
    read: 'main of 2026-07 (before pull request 22716)',
    moment: 'started',
    duration: 'until it is driven',
    reported: [
      'object: `highestBlock` is the last block of its snapshots, below its head',
      'the last block that was committed',
    ],
    answers: answers(2, erigon(NEWEST - 2, NEWEST - 40_000)),
    state: 'SYNCING',
    reason: /^execution client is at block 8999998 of about 9000005/,
    source: 'node/shards/sync_state.go, execution/execmodule/bg_commit.go',
  },
  {
    ...erigonNow,
    moment: 'started',
    duration: 'until it is driven',
    reported: [
      'object: `highestBlock` is its own head, stages',
      'the last block that was committed',
    ],
    answers: answers(2, erigon(NEWEST - 2, NEWEST - 2)),
    state: 'SYNCING',
    reason: /^execution client is at block 8999998 of about 9000005/,
    source: 'node/shards/sync_state.go, rpc/rpchelper/rpc_block.go',
  },
  {
    ...erigonNow,
    moment: 'started within 8 blocks of its snapshots',
    duration: 'until it is driven',
    reported: ['`false`', 'the last block that was committed'],
    answers: answers(2, false),
    state: 'BEHIND',
    reason: /^head is block 8999998, 1 min 24 s old/,
    source: 'node/shards/sync_state.go',
  },
];
