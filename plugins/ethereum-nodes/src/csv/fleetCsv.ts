import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { csvText } from './csvText';
import type { CsvValue } from './csvText';

/** Columns by the names of the REST API, for programs and people alike. */
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

/** Nodes as a table for a spreadsheet. */
export function fleetCsv(nodes: readonly EthereumNode[]): string {
  return csvText([
    Object.keys(columns),
    ...nodes.map(node => Object.values(columns).map(column => column(node))),
  ]);
}
