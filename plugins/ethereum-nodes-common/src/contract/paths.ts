/** Paths of the REST API, by the method of `EthereumNodesApi`. Without zod, because browsers load it. */
export const paths = {
  listNodes: '/nodes',
  getNode: '/nodes/{id}',
  getHistory: '/nodes/{id}/history',
  getTimeline: '/nodes/{id}/timeline',
  getSnapshots: '/nodes/{id}/snapshots',
  requestSnapshot: '/nodes/{id}/snapshots',
  getSnapshotRun: '/nodes/{id}/snapshots/run',
  listDeclared: '/declared',
  getFleet: '/fleet',
  getFleetDiversity: '/fleet/diversity',
  getFleetForks: '/fleet/forks',
  getFleetSnapshots: '/fleet/snapshots',
  getFleetDisks: '/fleet/disks',
  getFleetHeads: '/fleet/heads',
  getFleetCost: '/fleet/cost',
} as const;

const writes = new Set<keyof typeof paths>(['requestSnapshot']);

/**
 * HTTP method of a route, and the status of its answer.
 *
 * @public
 */
export function methodOf(
  name: keyof typeof paths,
): { method: 'get'; status: '200' } | { method: 'post'; status: '202' } {
  return writes.has(name)
    ? { method: 'post', status: '202' }
    : { method: 'get', status: '200' };
}
