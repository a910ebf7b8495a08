import { createApiRef } from '@backstage/core-plugin-api';
import type { EthereumNodesApi } from '@nodeyard/backstage-plugin-ethereum-nodes-common';

/**
 * What the pages of this plugin ask the backend. Replace its factory to show nodes from somewhere else.
 * @public
 */
export const ethereumNodesApiRef = createApiRef<EthereumNodesApi>({
  id: 'plugin.ethereum-nodes.service',
});
