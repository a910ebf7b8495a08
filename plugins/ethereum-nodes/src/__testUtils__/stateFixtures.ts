import { createFleetMessage as say } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { Message, NodeState, Verdict } from '@nodeyard/ethereum';

/** Parameters of the messages about a node. */
interface Figures {
  network: string;
  block: number;
  headAgeSeconds: number;
  /** ISO 8601. */
  since: string;
}

interface StateFixture extends Pick<Verdict, 'progress'> {
  /** The decisive reason first. */
  reasons: (figures: Figures) => [Message, ...Message[]];
  headAgeSeconds?: number;
  sinceSeconds: number;
  syncRate?: number;
  peers?: number;
  maintenanceBy?: string;
}

const head = ({ block, headAgeSeconds }: Figures) =>
  say('head', { block, age: headAgeSeconds });

const SNAPSHOT_POD = 'pod payments-geth-snapshot-29402880-x7k2p';

const stateFixtures: Partial<Record<NodeState, StateFixture>> = {
  WRONG_NETWORK: {
    reasons: ({ network }) => [
      say('wrong-chain', { actual: 1, network, expected: 11_155_111 }),
    ],
    headAgeSeconds: 9,
    sinceSeconds: 5_400,
    syncRate: 1,
  },
  UNREACHABLE: {
    reasons: ({ since }) => [
      say('client-silent', {
        client: 'execution',
        detail:
          'http://geth.wallets.svc.cluster.local:8545 (connection refused)',
        since,
      }),
    ],
    sinceSeconds: 740,
  },
  WAITING_FOR_CL: {
    reasons: ({ since }) => [
      say('client-silent', {
        client: 'consensus',
        detail: '127.0.0.1:5052 (connection refused)',
        since,
      }),
    ],
    headAgeSeconds: 1_260,
    sinceSeconds: 1_200,
    syncRate: 0,
  },
  STALLED: {
    reasons: figures => [
      say('head-stalled', { head: head(figures) }),
      say('no-peers', { client: 'execution' }),
    ],
    headAgeSeconds: 912,
    sinceSeconds: 900,
    syncRate: 0,
    peers: 0,
  },
  BEHIND: {
    reasons: figures => [
      say('head-not-catching-up', { head: head(figures), rate: 0.9 }),
    ],
    headAgeSeconds: 372,
    sinceSeconds: 1_500,
    syncRate: 0.9,
  },
  SYNCING: {
    reasons: figures => [
      say('head-catching-up', { head: head(figures), rate: 21.3 }),
    ],
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
    reasons: figures => [
      say('network-stall', { head: head(figures), others: 4 }),
    ],
    headAgeSeconds: 480,
    sinceSeconds: 470,
    syncRate: 0,
  },
  UNKNOWN: {
    reasons: ({ since }) => [say('last-look', { at: since, ago: 130 })],
    sinceSeconds: 130,
  },
  MAINTENANCE: {
    reasons: ({ since }) => [
      say('maintenance-snapshot', {
        by: SNAPSHOT_POD,
        until: new Date(Date.parse(since) + 45 * 60_000).toISOString(),
      }),
      say('statefulset-at-0', { name: 'payments-geth' }),
    ],
    maintenanceBy: SNAPSHOT_POD,
    sinceSeconds: 40,
  },
  INDEXING: {
    reasons: figures => [say('indexing', { head: head(figures) })],
    headAgeSeconds: 7,
    sinceSeconds: 9_000,
    syncRate: 1,
  },
  SYNCED: {
    reasons: figures => [head(figures), say('head-confirmed', {})],
    headAgeSeconds: 7,
    sinceSeconds: 86_400 * 3,
    syncRate: 1,
  },
};

/** Typical values of a node in a state. */
export function stateFixture(state: NodeState): StateFixture {
  return (
    stateFixtures[state] ?? {
      reasons: figures => [head(figures)],
      headAgeSeconds: 7,
      sinceSeconds: 600,
    }
  );
}
