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
  return {
    listNodes: async () => ({ items: nodes, totalItems: nodes.length }),
    getNode: async id => aNodeDetail(nodes.find(node => node.id === id)),
    getHistory: async (id, hours) => {
      const node = nodes.find(candidate => candidate.id === id) ?? nodes[0];
      return aHistory(node.state, Date.parse(node.since), hours);
    },
    getTimeline: async id => {
      const node = nodes.find(candidate => candidate.id === id) ?? nodes[0];
      return { items: aTimeline(node.state, Date.parse(node.since)) };
    },
    getSnapshots: async () => ({ stores: [], items: [] }),
    listDeclared: async () => ({ items: [], more: false }),
    getFleet: async () => ({
      total: nodes.length,
      ready: 0,
      byState: {},
      byNetwork: [],
      clusters: [],
    }),
    ...overrides,
  };
}
