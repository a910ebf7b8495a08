/** Paths of the REST API, by the method of `EthereumNodesApi`. Without zod, because browsers load it. */
export const paths = {
  listNodes: '/nodes',
  getNode: '/nodes/{id}',
  getHistory: '/nodes/{id}/history',
  getTimeline: '/nodes/{id}/timeline',
  getSnapshots: '/nodes/{id}/snapshots',
  listDeclared: '/declared',
  getFleet: '/fleet',
  getFleetDiversity: '/fleet/diversity',
  getFleetForks: '/fleet/forks',
  getFleetSnapshots: '/fleet/snapshots',
  getFleetDisks: '/fleet/disks',
  getFleetHeads: '/fleet/heads',
} as const;
