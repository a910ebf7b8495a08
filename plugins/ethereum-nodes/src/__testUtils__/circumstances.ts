import type { NodeState, Verdict } from '@nodeyard/ethereum';

interface Circumstances
  extends Pick<Verdict, 'reasons' | 'runbook' | 'summary' | 'progress'> {
  headAgeSeconds?: number;
  sinceSeconds: number;
  syncRate?: number;
  peers?: number;
  maintenanceBy?: string;
}

/** What a node in each state typically looks like; `HEAD` stands for its block. */
export const circumstances: Record<NodeState, Circumstances> = {
  WRONG_NETWORK: {
    summary:
      'On the wrong network: execution client is on chain 1, sepolia is chain 11155111',
    reasons: ['chain ID is 1, sepolia has 11155111'],
    runbook: 'wrong-network',
    headAgeSeconds: 9,
    sinceSeconds: 5_400,
    syncRate: 1,
  },
  UNREACHABLE: {
    summary:
      'Unreachable: execution client does not answer on http://geth.wallets.svc.cluster.local:8545 (connection refused) since 11:47 UTC',
    reasons: [
      'execution client does not answer on 127.0.0.1:8545 (connection refused)',
    ],
    runbook: 'unreachable',
    sinceSeconds: 740,
  },
  WAITING_FOR_CL: {
    summary:
      'Waiting for its consensus client: consensus client does not answer on 127.0.0.1:5052 (connection refused) since 11:40 UTC',
    reasons: [
      'consensus client does not answer on 127.0.0.1:5052 (connection refused)',
    ],
    runbook: 'waiting-for-cl',
    headAgeSeconds: 1_260,
    sinceSeconds: 1_200,
    syncRate: 0,
  },
  STALLED: {
    summary:
      'Stalled: head is block HEAD, 15 min 12 s old and has not moved for 5 min or longer',
    reasons: [
      'head stands at block 9731129 for 15 minutes while 4 other nodes advance',
      'no peers',
    ],
    runbook: 'stalled',
    headAgeSeconds: 912,
    sinceSeconds: 600,
    syncRate: 0,
    peers: 0,
  },
  BEHIND: {
    summary:
      'Behind: head is block HEAD, 6 min 12 s old, and gains 0.9 s of chain per second: not catching up',
    reasons: ['head is 6 minutes old and moves at 0.9 times real time'],
    runbook: 'behind',
    headAgeSeconds: 372,
    sinceSeconds: 1_500,
    syncRate: 0.9,
  },
  SYNCING: {
    summary:
      'Syncing: head is block HEAD, 3 d old, and gains 21.3 s of chain per second',
    reasons: ['catching up at 21 times real time'],
    runbook: 'syncing',
    headAgeSeconds: 259_200,
    sinceSeconds: 14_400,
    syncRate: 21.3,
    progress: {
      currentBlock: 7_612_113,
      highestBlock: 9_731_204,
      etaSeconds: 12_960,
    },
  },
  NETWORK_STALL: {
    summary:
      'The network stands still: head is block HEAD, 8 min old, and none of 4 other node(s) of this network has a newer one: look for what they share, do not restart it',
    reasons: ['all 5 nodes of sepolia have the same old head'],
    runbook: 'network-stall',
    headAgeSeconds: 480,
    sinceSeconds: 420,
    syncRate: 0,
  },
  UNKNOWN: {
    summary: 'No answer for 2 min 10 s',
    reasons: ['the newest answer is older than three polling periods'],
    runbook: 'unknown',
    sinceSeconds: 130,
  },
  MAINTENANCE: {
    summary:
      'Maintenance: stopped for a snapshot by pod payments-geth-snapshot-29402880-x7k2p, until 10:20 UTC at the latest',
    reasons: [
      'stopped for a snapshot by pod payments-geth-snapshot-29402880-x7k2p, until 10:20 UTC at the latest',
      'StatefulSet payments-geth is scaled to 0 replicas',
    ],
    runbook: 'maintenance',
    maintenanceBy: 'pod payments-geth-snapshot-29402880-x7k2p',
    sinceSeconds: 40,
  },
  INDEXING: {
    summary:
      'In sync, building indexes: head is block HEAD, 4 s old; the client still builds indexes or fetches history, so some old blocks and transactions may not be found yet',
    reasons: ['head is fresh; transaction index is being built'],
    runbook: 'indexing',
    headAgeSeconds: 7,
    sinceSeconds: 9_000,
    syncRate: 1,
  },
  SYNCED: {
    summary: 'In sync: head is block HEAD, 4 s old',
    reasons: ['head is 4 s old and the consensus client agrees'],
    runbook: 'synced',
    headAgeSeconds: 7,
    sinceSeconds: 86_400 * 3,
    syncRate: 1,
  },
};
