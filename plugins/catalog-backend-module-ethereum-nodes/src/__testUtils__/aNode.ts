import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/**
 * A node of a cluster in sync.
 * @param id - `cluster~namespace~name`
 */
export function aNode(
  id: string,
  fields: Partial<EthereumNode> = {},
): EthereumNode {
  const [cluster, namespace, name = id] = id.split('~');
  return {
    id,
    source: 'kubernetes',
    name,
    cluster,
    namespace,
    network: 'sepolia',
    executionClient: 'geth',
    consensusClient: 'lighthouse',
    ownerRef: 'group:default/payments',
    state: 'SYNCED',
    ready: true,
    since: '2026-11-23T12:00:00.000Z',
    summary: 'In sync',
    forkReady: true,
    ...fields,
  };
}
