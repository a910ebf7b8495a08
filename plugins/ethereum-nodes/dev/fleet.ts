import type { NodeState } from '@nodeyard/ethereum';

interface FleetMember {
  name: string;
  entity: string;
  state: NodeState;
  cluster?: string;
  network?: string;
  client?: string;
  consensus?: string;
  owner?: string;
  forkReady?: boolean;
  finalizing?: false;
}

/** Teams and their titles, of realistic length. */
export const teams: Record<string, string> = {
  payments: 'Payments',
  risk: 'Risk and Compliance Engineering',
  'wallet-infrastructure': 'Wallet Infrastructure',
  'settlement-and-treasury-platform': 'Settlement and Treasury Platform',
  data: 'Data',
  platform: 'Platform',
};

const named: FleetMember[] = [
  {
    name: 'payments-geth',
    entity: 'payments-geth',
    state: 'SYNCED',
    cluster: 'production-eu-central-1',
    network: 'mainnet',
    owner: 'payments',
  },
  {
    name: 'payments-geth-staging',
    entity: 'payments-geth',
    state: 'WAITING_FOR_CL',
    cluster: 'staging-eu-central-1',
    network: 'mainnet',
    owner: 'payments',
  },
  {
    name: 'risk-rpc',
    entity: 'risk-rpc',
    state: 'STALLED',
    cluster: 'production-eu-central-1',
    network: 'mainnet',
    owner: 'risk',
    client: 'nethermind',
    consensus: 'lighthouse',
  },
  {
    name: 'risk-archive-tracing-mainnet',
    entity: 'risk-archive',
    state: 'SYNCING',
    cluster: 'production-eu-central-1',
    network: 'mainnet',
    owner: 'risk',
    client: 'erigon',
    consensus: 'none',
  },
  {
    name: 'risk-indexer',
    entity: 'risk-indexer',
    state: 'WRONG_NETWORK',
    cluster: 'staging-eu-central-1',
    owner: 'risk',
  },
  {
    name: 'wallet-rpc',
    entity: 'wallet-rpc',
    state: 'UNREACHABLE',
    owner: 'wallet-infrastructure',
    network: 'mainnet',
  },
  {
    name: 'settlement-treasury-nethermind-nimbus-0',
    entity: 'wallet-nethermind',
    state: 'BEHIND',
    cluster: 'production-us-east-1',
    owner: 'settlement-and-treasury-platform',
    network: 'mainnet',
    client: 'nethermind',
    consensus: 'lighthouse',
  },
  {
    name: 'data-reth',
    entity: 'data-reth',
    state: 'INDEXING',
    cluster: 'production-eu-central-1',
    owner: 'data',
    network: 'mainnet',
    client: 'reth',
    consensus: 'grandine',
    forkReady: false,
    finalizing: false,
  },
  {
    name: 'hoodi-a',
    entity: 'hoodi-a',
    state: 'NETWORK_STALL',
    cluster: 'staging-eu-central-1',
    owner: 'data',
    network: 'hoodi',
    consensus: 'lodestar',
  },
  {
    name: 'hoodi-archive',
    entity: 'hoodi-archive',
    state: 'MAINTENANCE',
    cluster: 'staging',
    owner: 'data',
    network: 'hoodi',
  },
  {
    name: 'edge-rpc',
    entity: 'edge-rpc',
    state: 'UNKNOWN',
    cluster: 'edge',
    owner: 'wallet-infrastructure',
    network: 'mainnet',
    client: 'besu',
    consensus: 'teku',
  },
];

const healthy: FleetMember[] = Array.from({ length: 60 }, (_, index) => ({
  name: `pool-${String(index).padStart(2, '0')}`,
  entity: `pool-${String(index).padStart(2, '0')}`,
  state: 'SYNCED',
  cluster: 'production-eu-central-1',
  network: index % 3 === 0 ? 'sepolia' : 'mainnet',
  client: index % 4 === 0 ? 'nethermind' : 'geth',
  owner: 'platform',
}));

/** One node in every state, and enough healthy nodes for several pages. */
export const fleet: FleetMember[] = [...named, ...healthy];
