import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { formatCsv } from './formatCsv';
import type { CsvValue } from './formatCsv';

/** Columns, named after the fields of the REST API. */
const columns: Record<string, (node: EthereumNode) => CsvValue> = {
  name: node => node.name,
  cluster: node => node.cluster,
  namespace: node => node.namespace,
  network: node => node.network,
  executionClient: node => node.executionClient,
  executionVersion: node => node.executionVersion,
  consensusClient: node => node.consensusClient,
  consensusVersion: node => node.consensusVersion,
  state: node => node.state,
  ready: node => node.ready,
  since: node => node.since,
  summary: node => node.summary,
  readyReplicas: node => node.readyReplicas,
  replicas: node => node.replicas,
  headNumber: node => node.headNumber,
  headTime: node => node.headTime,
  executionPeers: node => node.executionPeers,
  consensusPeers: node => node.consensusPeers,
  forkReady: node => node.forkReady,
  // Deprecated: the opposite of forkReady. Removed in 0.3.0.
  forkNotReady: node => !node.forkReady,
  finalizing: node => node.finalizing,
  snapshotStatus: node => node.snapshots?.status,
  snapshotBlockTime: node => node.snapshots?.blockTime,
  ownerRef: node => node.ownerRef,
  entityRef: node => node.entityRef,
  lastSeen: node => node.lastSeen,
  id: node => node.id,
};

/** Formats nodes as CSV. */
export function formatFleetCsv(nodes: readonly EthereumNode[]): string {
  return formatCsv([
    Object.keys(columns),
    ...nodes.map(node => Object.values(columns).map(column => column(node))),
  ]);
}
