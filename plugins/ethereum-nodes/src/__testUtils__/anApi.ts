import type {
  EthereumNode,
  EthereumNodesApi,
} from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { aNodeDetail } from './aNode';
import { aHistory } from './aHistory';
import { aTimeline } from './aTimeline';

/** REST client with the given nodes that resolves at once; single methods can be replaced. */
export function anApi(
  nodes: EthereumNode[],
  overrides: Partial<EthereumNodesApi> = {},
): EthereumNodesApi {
  const find = (id: string) => {
    const node = nodes.find(candidate => candidate.id === id) ?? nodes[0];
    if (!node) throw new Error(`The fake has no nodes, and no ${id}`);
    return node;
  };
  return {
    listNodes: async () => ({ items: nodes, totalItems: nodes.length }),
    getNode: async id => aNodeDetail(nodes.find(node => node.id === id)),
    getHistory: async (id, hours) => {
      const node = find(id);
      return aHistory(node.state, Date.parse(node.since), hours);
    },
    getTimeline: async id => {
      const node = find(id);
      return { items: aTimeline(node.state, Date.parse(node.since)) };
    },
    getSnapshots: async () => ({ stores: [], items: [] }),
    requestSnapshot: async () => ({
      cluster: 'production',
      namespace: 'payments',
      job: 'geth-snapshot-e3b0c44298',
      cronJob: 'geth-snapshot',
      requestedBy: 'user:default/guest',
      logsCommand:
        'kubectl --namespace payments logs --follow job/geth-snapshot-e3b0c44298',
    }),
    getSnapshotRun: async () => ({ request: 'not-enabled' }),
    listDeclared: async () => ({ items: [], more: false }),
    getFleet: async () => ({
      total: nodes.length,
      ready: 0,
      byState: {},
      byNetwork: [],
      clusters: [],
    }),
    getFleetDiversity: async () => ({ networks: [] }),
    getFleetForks: async () => ({ networks: [] }),
    getFleetSnapshots: async () => ({
      byStatus: {},
      withoutStore: nodes.length,
      nodes: [],
    }),
    getFleetDisks: async () => ({
      known: 0,
      unknown: nodes.length,
      nodes: [],
    }),
    getFleetHeads: async () => ({ networks: [] }),
    getFleetCost: async () => ({
      unknown: nodes.length,
      owners: [],
      nodes: [],
    }),
    ...overrides,
  };
}
