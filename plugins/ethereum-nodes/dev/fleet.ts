import type { NodeState } from '@nodeyard/ethereum';

interface FleetMember {
  name: string;
  entity: string;
  state: NodeState;
  cluster?: string;
  network?: string;
  client?: string;
  owner?: string;
  forkNotReady?: boolean;
  finalizing?: false;
}

const named: FleetMember[] = [
  {
    name: 'payments-geth',
    entity: 'payments-geth',
    state: 'SYNCED',
    cluster: 'production',
  },
  {
    name: 'payments-geth-staging',
    entity: 'payments-geth',
    state: 'WAITING_FOR_CL',
    cluster: 'staging',
  },
  {
    name: 'risk-rpc',
    entity: 'risk-rpc',
    state: 'STALLED',
    cluster: 'production',
    owner: 'risk',
  },
  {
    name: 'risk-archive',
    entity: 'risk-archive',
    state: 'SYNCING',
    cluster: 'production',
    owner: 'risk',
    client: 'erigon',
  },
  {
    name: 'risk-indexer',
    entity: 'risk-indexer',
    state: 'WRONG_NETWORK',
    cluster: 'staging',
    owner: 'risk',
  },
  {
    name: 'wallet-rpc',
    entity: 'wallet-rpc',
    state: 'UNREACHABLE',
    owner: 'wallet',
    network: 'mainnet',
  },
  {
    name: 'wallet-nethermind',
    entity: 'wallet-nethermind',
    state: 'BEHIND',
    cluster: 'production',
    owner: 'wallet',
    network: 'mainnet',
    client: 'nethermind',
  },
  {
    name: 'data-reth',
    entity: 'data-reth',
    state: 'INDEXING',
    cluster: 'production',
    owner: 'data',
    network: 'mainnet',
    client: 'reth',
    forkNotReady: true,
    finalizing: false,
  },
  {
    name: 'hoodi-a',
    entity: 'hoodi-a',
    state: 'NETWORK_STALL',
    cluster: 'staging',
    owner: 'data',
    network: 'hoodi',
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
    owner: 'wallet',
    network: 'mainnet',
    client: 'besu',
  },
];

const calm: FleetMember[] = Array.from({ length: 60 }, (_, index) => ({
  name: `pool-${String(index).padStart(2, '0')}`,
  entity: `pool-${String(index).padStart(2, '0')}`,
  state: 'SYNCED',
  cluster: 'production',
  network: index % 3 === 0 ? 'mainnet' : 'sepolia',
  client: index % 4 === 0 ? 'nethermind' : 'geth',
  owner: 'platform',
}));

/** Who there is: one node in every state, and a calm crowd to page through. */
export const fleet: FleetMember[] = [...named, ...calm];
